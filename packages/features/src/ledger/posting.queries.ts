/** Queries of posting: finding, locking and posting vouchers. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { nameOf } from './vouchers.queries.ts';

export interface VoucherHead {
  readonly voucherId: string;
  readonly clientId: string;
  readonly documentId: string | null;
  readonly date: string;
  readonly status: string;
  readonly version: number;
  readonly fisNo: number | null;
  /** Null on a draft. */
  readonly fiscalYear: number | null;
  readonly reversalOf: string | null;
  readonly postedAt: Date | null;
  /** Name of the person who posted it, where that is not the one who asks. */
  readonly postedByOther: string | null;
}

const head = sql`v.voucher_id as "voucherId", v.client_id as "clientId", v.document_id as "documentId",
  v.voucher_date as date, v.status, v.version, v.fis_no as "fisNo",
  v.fiscal_year as "fiscalYear", v.reversal_of as "reversalOf", v.posted_at as "postedAt",
  case when v.posted_by <> app.user_id() then ${nameOf(sql`v.posted_by`)} end as "postedByOther"`;

/** The vouchers of these ids that the office has. */
export async function findVoucherHeads(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
): Promise<VoucherHead[]> {
  const { rows } = await sql<VoucherHead>`
    select ${head} from vouchers v
    where v.tenant_id = ${tenantId} and v.voucher_id = any(${[...ids]}::uuid[])`.execute(trx);
  return rows;
}

/**
 * Locks vouchers, and before them their documents, each in the order of ids: whoever changes a document and its
 * voucher takes them in this order, so that no two ever wait for each other.
 */
export async function lockVouchers(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
): Promise<VoucherHead[]> {
  await sql`
    select from documents d
    where d.tenant_id = ${tenantId} and d.document_id = any (array(
      select v.document_id from vouchers v
      where v.tenant_id = ${tenantId} and v.voucher_id = any(${[...ids]}::uuid[])))
    order by d.document_id for no key update`.execute(trx);
  const { rows } = await sql<VoucherHead>`
    select ${head} from vouchers v
    where v.tenant_id = ${tenantId} and v.voucher_id = any(${[...ids]}::uuid[])
    order by v.voucher_id for update`.execute(trx);
  return rows;
}

export interface PostingAnswer {
  readonly voucherId: string;
  readonly fisNo: number | null;
  /** Code of the database's refusal, e.g. "MU011"; null where the voucher was posted. */
  readonly refusal: string | null;
  readonly detail: string | null;
}

/** Posts drafts of one client in the order given; a refusal takes back its voucher only. */
export async function postDrafts(
  trx: Trx,
  clientId: string,
  ids: readonly string[],
): Promise<PostingAnswer[]> {
  const { rows } = await sql<PostingAnswer>`
    select posted_id as "voucherId", given_no as "fisNo", refusal, refusal_detail as detail
    from app.post_drafts(${clientId}, ${[...ids]}::uuid[])`.execute(trx);
  return rows;
}

/** The voucher that reverses this one, or is to when it is posted; null where there is none. */
export async function findReversal(
  trx: Trx,
  tenantId: string,
  voucherId: string,
): Promise<{ readonly voucherId: string; readonly isDraft: boolean } | null> {
  const row = await trx
    .selectFrom('vouchers')
    .select(['voucher_id', 'status'])
    .where('tenant_id', '=', tenantId)
    .where('reversal_of', '=', voucherId)
    .executeTakeFirst();
  return row === undefined ? null : { voucherId: row.voucher_id, isDraft: row.status === 'draft' };
}

/** Deletes reversals of these vouchers that wait as drafts: they are reversed now. */
export async function deleteReversalDrafts(
  trx: Trx,
  tenantId: string,
  voucherIds: readonly string[],
): Promise<void> {
  await sql`
    delete from vouchers
    where tenant_id = ${tenantId} and reversal_of = any(${[...voucherIds]}::uuid[]) and status = 'draft'`.execute(
    trx,
  );
}

/** Writes the mirror image of a posted voucher as a draft that names it; returns its id. */
export async function insertMirror(
  trx: Trx,
  tenantId: string,
  mirror: { readonly of: string; readonly date: string; readonly description: string },
): Promise<string> {
  const { rows } = await sql<{ voucher_id: string }>`
    insert into vouchers (tenant_id, client_id, type, voucher_date, description, document_id, reversal_of, created_by)
    select tenant_id, client_id, type, ${mirror.date}::date, ${mirror.description}, document_id, voucher_id, app.user_id()
    from vouchers where tenant_id = ${tenantId} and voucher_id = ${mirror.of}
    returning voucher_id`.execute(trx);
  const voucherId = rows[0]?.voucher_id;
  if (voucherId === undefined) throw new Error(`Voucher ${mirror.of} vanished under its lock.`);
  await sql`
    insert into voucher_lines (tenant_id, client_id, voucher_id, line_no, account_code, debit_kurus, credit_kurus,
                               description, fx_currency, fx_amount, fx_rate)
    select tenant_id, client_id, ${voucherId}, line_no, account_code, credit_kurus, debit_kurus,
           description, fx_currency, fx_amount, fx_rate
    from voucher_lines where tenant_id = ${tenantId} and voucher_id = ${mirror.of}`.execute(trx);
  return voucherId;
}
