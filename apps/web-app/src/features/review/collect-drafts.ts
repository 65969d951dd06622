/** Which vouchers "approve many" would post: the clean documents of a client with their sums in TRY. */
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { DocumentItem } from '../../api/queries.ts';
import { api } from '../../api/session.ts';

export interface Candidate {
  readonly documentId: string;
  readonly name: string;
  readonly voucherId: string;
  readonly version: number;
  readonly kurus: bigint;
}

const PAGE = 500;

async function everyPage<T>(
  ask: (cursor: string | undefined) => Promise<{ items: readonly T[]; nextCursor: string | null }>,
  onRow: (row: T) => void,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    page.items.forEach(onRow);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** Every draft voucher's total by voucher id: documents state amounts in their own currency, vouchers in TRY. */
async function draftTotals(
  clientId: string,
  signal: AbortSignal,
): Promise<Map<string, { kurus: bigint; version: number }>> {
  const totals = new Map<string, { kurus: bigint; version: number }>();
  await everyPage(
    (cursor) =>
      api.call('GET /clients/:clientId/vouchers', {
        params: { clientId },
        query: { status: 'draft', limit: PAGE, cursor },
        signal,
      }),
    (voucher) =>
      totals.set(voucher.id, { kurus: kurusFromDecimal(voucher.totalDebit), version: voucher.version }),
  );
  return totals;
}

/** The clean documents of the client (or the chosen ones) that have a draft; `onCount` hears how many so far. */
export async function collectDrafts(
  clientId: string,
  only: readonly DocumentItem[] | null,
  signal: AbortSignal,
  onCount: (count: number) => void,
): Promise<Candidate[]> {
  const totals = await draftTotals(clientId, signal);
  const found: Candidate[] = [];
  const take = (document: DocumentItem) => {
    const total = document.voucherId === null ? undefined : totals.get(document.voucherId);
    if (total === undefined || document.voucherId === null) return;
    found.push({
      documentId: document.id,
      name: document.documentNo ?? document.fileName,
      voucherId: document.voucherId,
      ...total,
    });
    onCount(found.length);
  };
  if (only !== null) {
    only.forEach(take);
    return found;
  }
  await everyPage(
    (cursor) =>
      api.call('GET /clients/:clientId/documents', {
        params: { clientId },
        query: { clean: 'true', state: 'READY', order: 'oldest', limit: PAGE, cursor },
        signal,
      }),
    take,
  );
  return found;
}
