/** Looks at every part at once; one that is late or fails becomes a bad line, never a page without lines. */
import { withoutPersonalData } from '@muhasebi/platform/log/personal-data.ts';
import type { OperationsPart, PartReport } from '../operations-part.ts';

/** A part that does not answer within this is bad. Milliseconds. */
const LOOK_LIMIT_MS = 3_000;
const LONGEST_REASON = 300;

export type PartView = Pick<OperationsPart, 'name' | 'title'> & PartReport;

/** A watcher of these parts; reports are kept as long as each part allows, for all who watch. */
export function watchParts(parts: readonly OperationsPart[]): () => Promise<PartView[]> {
  const watched = parts.map((part) => ({ part, report: keptReport(part) }));
  return () =>
    Promise.all(
      watched.map(async ({ part, report }) => ({
        name: part.name,
        title: part.title,
        ...(await report()),
      })),
    );
}

function keptReport(part: OperationsPart): () => Promise<PartReport> {
  let kept: { readonly report: Promise<PartReport>; readonly at: number } | null = null;
  return () => {
    if (kept === null || performance.now() - kept.at >= part.keepSeconds * 1000)
      kept = { report: boundedReport(part), at: performance.now() };
    return kept.report;
  };
}

async function boundedReport(part: OperationsPart): Promise<PartReport> {
  const late = Promise.withResolvers<PartReport>();
  const seconds = LOOK_LIMIT_MS / 1000;
  const timer = setTimeout(
    () =>
      late.resolve({
        state: 'bad',
        detail: { tr: `${seconds} saniyede yanıt vermedi`, en: `no answer within ${seconds} seconds` },
      }),
    LOOK_LIMIT_MS,
  );
  try {
    return await Promise.race([part.look(), late.promise]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const reason = withoutPersonalData(why).slice(0, LONGEST_REASON);
    return { state: 'bad', detail: { tr: reason, en: reason } };
  } finally {
    clearTimeout(timer);
  }
}
