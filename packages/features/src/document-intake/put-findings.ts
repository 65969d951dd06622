/** Findings of a document that come of others: put in place of those of the same codes, its worst finding with them. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';
import { holdFindings, saveFindings } from './change.queries.ts';
import { findingView } from './contract.ts';
import { boundedFindings, worstOf } from './findings.ts';

/** READY, SETTLED and POSTED documents alone; nothing is written where nothing changes. */
export async function putFindings(
  trx: Trx,
  tenantId: string,
  codes: ReadonlySet<string>,
  found: ReadonlyMap<string, readonly Finding[]>,
): Promise<void> {
  const held = await holdFindings(trx, tenantId, [...found.keys()]);
  const changed = held.flatMap(({ documentId, findings: stored }) => {
    const before = z.array(findingView).parse(stored);
    const kept = before.filter(({ code }) => !codes.has(code));
    const after = boundedFindings([...kept, ...(found.get(documentId) ?? [])]);
    if (JSON.stringify(after) === JSON.stringify(before)) return [];
    return [{ document_id: documentId, findings: after, worst_finding: worstOf(after) }];
  });
  if (changed.length > 0) await saveFindings(trx, tenantId, changed);
}
