/** A proposed voucher of a closing: told from an older proposal by its basis, opened once, replaced while it is a draft. */
import { createHash } from 'node:crypto';
import type { ProposedLine, VoucherType } from '@muhasebi/accounting/yevmiye/voucher.ts';
import type { Trx } from '../feature.ts';
import { type ClosingVoucher, saveClosingVoucher } from './closing-vouchers.queries.ts';
import type { ClientBooks } from './months.queries.ts';
import type { PeriodsContext } from './periods-context.ts';

/** The same lines have the same basis; another one means that the books changed since. */
export function basisOf(lines: readonly ProposedLine[]): string {
  const text = lines.map((line) => `${line.accountCode} ${line.debitKurus} ${line.creditKurus}`).join('\n');
  return createHash('sha256').update(text).digest('hex');
}

export interface ClosingDraft {
  readonly endsOn: string;
  readonly step: string;
  readonly type: VoucherType;
  readonly date: string;
  readonly description: string;
  readonly lines: readonly ProposedLine[];
}

/**
 * Makes the draft say this: none is opened twice, and where nothing is left to move the draft goes. Returns its id. Throws
 * what the accounts of its lines ask for.
 */
export async function putDraft(
  { ledger }: PeriodsContext,
  trx: Trx,
  { tenantId, clientId }: ClientBooks,
  existing: ClosingVoucher | undefined,
  { endsOn, step, ...draft }: ClosingDraft,
): Promise<string | null> {
  if (draft.lines.length === 0) {
    if (existing !== undefined) await ledger.deleteOwnDraft(trx, tenantId, existing.id);
    return null;
  }
  const basis = basisOf(draft.lines);
  if (existing?.basis === basis) return existing.id;
  if (existing !== undefined) await ledger.replaceDraft(trx, tenantId, existing.id, draft);
  const voucherId = existing?.id ?? (await ledger.openDraft(trx, tenantId, clientId, draft));
  await saveClosingVoucher(trx, tenantId, clientId, { endsOn, step, voucherId, basis });
  return voucherId;
}
