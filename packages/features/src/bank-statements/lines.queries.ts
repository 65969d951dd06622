/** SQL of the lines of an account: a part of the list with its sums, and all of it in groups. */
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { LineFilter } from './contract.ts';

export interface LineRow {
  readonly id: string;
  readonly bookedOn: string;
  readonly valuedOn: string | null;
  readonly amountKurus: bigint;
  readonly balanceKurus: bigint;
  readonly kind: string;
  readonly reference: string;
  readonly bankReference: string;
  readonly description: string;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
}

interface OfAccount {
  readonly tenantId: string;
  readonly bankAccountId: string;
}

const columns = sql`line_id as id, booked_on as "bookedOn", valued_on as "valuedOn", amount_kurus as "amountKurus",
  balance_kurus as "balanceKurus", kind, reference, bank_reference as "bankReference", description,
  counterparty_name as "counterpartyName", counterparty_account as "counterpartyAccount"`;

function matching({ tenantId, bankAccountId }: OfAccount, filter: LineFilter): RawBuilder<unknown> {
  const { from, to, q, side } = filter;
  const parts = [sql`tenant_id = ${tenantId}`, sql`bank_account_id = ${bankAccountId}`];
  if (from !== undefined) parts.push(sql`booked_on >= ${from}`);
  if (to !== undefined) parts.push(sql`booked_on <= ${to}`);
  if (side !== 'all') parts.push(side === 'in' ? sql`amount_kurus > 0` : sql`amount_kurus < 0`);
  if (q !== undefined && q !== '') {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`app.fold(description || ' ' || counterparty_name || ' ' || counterparty_account || ' ' || reference
      || ' ' || bank_reference) like app.fold(${like})`);
  }
  return sql.join(parts, sql` and `);
}

export async function listLines(
  trx: Trx,
  of: OfAccount,
  filter: LineFilter & { readonly offset: number; readonly limit: number },
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${columns} from bank_lines where ${matching(of, filter)}
    order by booked_on desc, line_id desc offset ${filter.offset} limit ${filter.limit}`.execute(trx);
  return rows;
}

export interface LineSums {
  readonly total: number;
  readonly inKurus: bigint;
  readonly outKurus: bigint;
}

export async function sumLines(trx: Trx, of: OfAccount, filter: LineFilter): Promise<LineSums> {
  const { rows } = await sql<LineSums>`
    select count(*)::int as total, coalesce(sum(amount_kurus) filter (where amount_kurus > 0), 0)::bigint as "inKurus",
      coalesce(-sum(amount_kurus) filter (where amount_kurus < 0), 0)::bigint as "outKurus"
    from bank_lines where ${matching(of, filter)}`.execute(trx);
  return rows[0] ?? { total: 0, inKurus: 0n, outKurus: 0n };
}

/** In the order of the bank, the oldest first. */
export function readLines(trx: Trx, of: OfAccount, filter: LineFilter): AsyncGenerator<readonly LineRow[]> {
  return readInGroups(
    trx,
    sql<LineRow>`select ${columns} from bank_lines where ${matching(of, filter)} order by booked_on, line_id`,
  );
}
