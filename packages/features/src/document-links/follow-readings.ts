/** Keeps links in step with the reading, in its transaction: what is said of an invoice is a finding of it, whichever came first. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { addDays } from '@muhasebi/accounting/takvim/resmi-tatiller.ts';
import { type Clock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import type { DocumentService } from '../document-intake/contract.ts';
import type { Trx } from '../feature.ts';
import { ANSWER_CODES, answerFindings, runningTime, writtenFinding } from './answer-findings.ts';
import { listWritten, type WrittenAnswer } from './answers.queries.ts';
import { CANCELLATION_CODES, cancellationFindings } from './cancellation-findings.ts';
import { type CancellationRow, findCancelled, listCancellations } from './cancellations.queries.ts';
import { findSpokenOf, listAnswerable, listSaid, replaceLinks, type Said } from './links.queries.ts';

/** Longer than any time to answer with the holidays behind it. */
const LONGEST_DAYS = 30;

/** What is written here and left alone by everybody else. */
const CODES: ReadonlySet<string> = new Set([...ANSWER_CODES, ...CANCELLATION_CODES]);

/** Listens where documents are read. Saying the same twice changes nothing. */
export function followReadings(documents: DocumentService, clock: Clock): void {
  documents.onSettling(findCancelled);
  documents.onRead(async (trx, read) => {
    await replaceLinks(trx, read, read.documents);
    const ids = read.documents.map(({ documentId }) => documentId);
    const spokenOf = read.documents.some(({ links }) => links.length > 0)
      ? await findSpokenOf(trx, read.tenantId, ids)
      : [];
    const refreshing = { documents, today: turkishDay(clock), fresh: new Set(ids) };
    await refreshFindings(trx, refreshing, read.tenantId, [...new Set([...ids, ...spokenOf])]);
  });
}

interface Refreshing {
  readonly documents: DocumentService;
  readonly today: string;
  /** What was read just now has none of these findings yet. */
  readonly fresh?: ReadonlySet<string>;
}

/** Puts what was said of these invoices among their findings, in place of what stood there. */
export async function refreshFindings(
  trx: Trx,
  { documents, today, fresh }: Refreshing,
  tenantId: string,
  ids: readonly string[],
): Promise<void> {
  const said = Map.groupBy(await listSaid(trx, tenantId, ids), ({ invoiceId }) => invoiceId);
  const answerable = await listAnswerable(trx, tenantId, ids, addDays(today, -LONGEST_DAYS));
  const days = new Map(answerable.map(({ documentId, issueDate }) => [documentId, issueDate]));
  const written = new Map((await listWritten(trx, tenantId, ids)).map((each) => [each.documentId, each]));
  const cancelled = new Map(
    (await listCancellations(trx, tenantId, ids)).map((each) => [each.documentId, each]),
  );
  const found = new Map<string, readonly Finding[]>();
  for (const id of ids) {
    const issueDate = days.get(id);
    const running = issueDate === undefined ? null : runningTime(issueDate, today);
    const findings = findingsOf(said.get(id) ?? [], written.get(id), cancelled.get(id), running);
    if (findings.length > 0 || !fresh?.has(id)) found.set(id, findings);
  }
  if (found.size > 0) await documents.putFindings(trx, tenantId, CODES, found);
}

function findingsOf(
  said: readonly Said[],
  written: WrittenAnswer | undefined,
  cancelled: CancellationRow | undefined,
  running: Finding | null,
): Finding[] {
  const findings = answerFindings(said);
  if (cancelled !== undefined) return [...cancellationFindings(cancelled), ...findings];
  const isAnswered = said.some(({ kind }) => kind === 'answer');
  if (isAnswered) return findings;
  if (written !== undefined) findings.push(writtenFinding(written));
  return running === null ? findings : [...findings, running];
}
