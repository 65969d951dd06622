/** Puts PDF and HTML that came as files of their own beside the document that they show, whichever of the two came first. */
import type { Trx } from '../feature.ts';
import { renderingOf } from './findings.ts';
import type { Place } from './reading.queries.ts';
import type { Reading } from './reading.ts';
import {
  type CalledDocument,
  findCalled,
  holdWaiting,
  insertRenderings,
  lockCalls,
  settleRenderings,
} from './renderings.queries.ts';

/** The ETTNs and numbers by which what is read and its renderings know each other; locked for this transaction. */
export async function lockCallsOf(
  trx: Trx,
  place: Place,
  readings: readonly Reading[],
): Promise<readonly string[]> {
  const calls = new Set(
    readings.flatMap((reading) => {
      if (reading.kind === 'failed') return reading.rendering ?? [];
      if (reading.kind !== 'invoice' && reading.kind !== 'other') return [];
      const { ettn, documentNo } = reading.columns;
      return [ettn ?? [], documentNo ?? []].flat();
    }),
  );
  if (calls.size > 0) await lockCalls(trx, place, [...calls]);
  return [...calls];
}

/**
 * Of what waits under these calls each is put beside the one document that bears its own; answers which were. Where two
 * documents bear it, no one can tell whose rendering it is, and it stays as it came.
 */
export async function placeRenderings(
  trx: Trx,
  place: Place,
  calls: readonly string[],
): Promise<ReadonlySet<string>> {
  const waiting = calls.length === 0 ? [] : await holdWaiting(trx, place, calls);
  if (waiting.length === 0) return new Set();
  const called = new Map<string, CalledDocument | null>();
  for (const document of await findCalled(trx, place, [...new Set(waiting.map(({ call }) => call))]))
    for (const call of new Set([document.ettn, document.documentNo]))
      if (call !== null) called.set(call, called.has(call) ? null : document);
  const placed = waiting.flatMap((rendering) => {
    const document = called.get(rendering.call) ?? null;
    return document === null ? [] : [{ rendering, document }];
  });
  await insertRenderings(
    trx,
    place,
    placed.map(({ rendering: { kind, fileName, sha256, sizeBytes }, document }) => ({
      of_sha256: document.sha256,
      kind,
      file_name: fileName,
      sha256,
      size_bytes: Number(sizeBytes),
    })),
  );
  const settled = placed.map(({ rendering, document }) => ({
    document_id: rendering.documentId,
    findings: [renderingOf(document.documentNo ?? document.ettn ?? '')],
  }));
  if (settled.length > 0) await settleRenderings(trx, place.tenantId, settled);
  return new Set(settled.map((each) => each.document_id));
}
