/** The orders of a list of documents: what each goes by; `d` is the table of documents, `k` its keys. */
import { type RawBuilder, sql } from 'kysely';
import type { DocumentOrder } from './document-intake/contract.ts';

/** What an order goes by before the id: a column, and the type of the text that a cursor holds of it. */
interface OrderKey {
  readonly column: RawBuilder<unknown>;
  readonly type: RawBuilder<unknown>;
}

const KEYS = {
  newest: null,
  oldest: null,
  'date-desc': { column: sql`k.issue_date`, type: sql`date` },
  'date-asc': { column: sql`k.issue_date`, type: sql`date` },
  'amount-desc': { column: sql`k.payable_kurus`, type: sql`bigint` },
  'amount-asc': { column: sql`k.payable_kurus`, type: sql`bigint` },
  'counterparty-asc': { column: sql`k.counterparty_key`, type: sql`text` },
  'counterparty-desc': { column: sql`k.counterparty_key`, type: sql`text` },
} as const satisfies Record<DocumentOrder, OrderKey | null>;

export interface ListOrder {
  /** Null where documents go as they came, which their ids say. */
  readonly key: OrderKey | null;
  readonly id: RawBuilder<unknown>;
  readonly down: boolean;
  /** For `order by`. */
  readonly by: RawBuilder<unknown>;
  /** Said of the keys as well, whose indexes begin with these. */
  readonly conditions: readonly RawBuilder<unknown>[];
}

/** How the documents of a client go in this order. */
export function listOrder(order: DocumentOrder, tenantId: string, clientId: string): ListOrder {
  const key = KEYS[order];
  const down = order === 'newest' || order.endsWith('-desc');
  const way = down ? sql`desc` : sql`asc`;
  if (key === null) {
    const id = sql`d.document_id`;
    return { key, id, down, by: sql`${id} ${way}`, conditions: [] };
  }
  const id = sql`k.document_id`;
  const conditions = [sql`k.tenant_id = ${tenantId}`, sql`k.client_id = ${clientId}`];
  return { key, id, down, by: sql`${key.column} ${way}, ${id} ${way}`, conditions };
}
