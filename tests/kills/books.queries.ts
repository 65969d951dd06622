/** What the database itself says of the books after a run, past every guard: each question names what must be empty. */
import { createPool } from '@muhasebi/platform/db/database.ts';

export interface BookedDocument {
  readonly documentId: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly fileName: string;
  readonly state: string;
  readonly sha256: string;
  readonly voucherId: string | null;
}

export interface BookedVoucher {
  readonly voucherId: string;
  readonly clientId: string;
  readonly status: string;
  readonly fisNo: number | null;
}

export interface Books {
  readonly documents: readonly BookedDocument[];
  readonly vouchers: readonly BookedVoucher[];
  /** Faults that a query can see; each in words. */
  readonly faults: readonly string[];
}

/** Each gives one text a fault. */
const FAULTS: Readonly<Record<string, string>> = {
  'a voucher is not balanced, or has no lines': `
    select v.voucher_id::text from vouchers v left join voucher_lines l using (tenant_id, voucher_id)
    group by v.tenant_id, v.voucher_id having coalesce(sum(l.debit_kurus), -1) <> coalesce(sum(l.credit_kurus), -2)`,
  'numbers of posted vouchers have a gap or a double': `
    select client_id::text || ' ' || fiscal_year || ' ' || type || ': ' || count(*) || ' vouchers, last number ' || max(fis_no)
    from vouchers where status = 'posted' group by tenant_id, client_id, fiscal_year, type
    having count(*) <> max(fis_no) or count(distinct fis_no) <> count(*) or min(fis_no) <> 1`,
  'two documents have one ETTN': `
    select ettn from documents where ettn is not null group by tenant_id, client_id, ettn having count(*) > 1`,
  'two documents have one content': `
    select sha256 from documents group by tenant_id, client_id, sha256 having count(*) > 1`,
  'a document and its voucher do not name each other': `
    select coalesce(d.document_id, v.voucher_id)::text from documents d full join (select * from vouchers where document_id is not null) v
      on v.tenant_id = d.tenant_id and v.voucher_id = d.voucher_id and v.document_id = d.document_id
    where d.document_id is null or v.voucher_id is null`,
  'a document says POSTED of a draft, or the other way round': `
    select d.document_id::text from documents d join vouchers v using (tenant_id, voucher_id)
    where (d.state = 'POSTED') <> (v.status = 'posted')`,
  'a job that reads documents is left over': `
    select t.identifier || ' ' || coalesce(j.last_error, '') from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier in ('document-intake.read', 'document-intake.unpack')`,
};

/** Throws what it finds: an index that does not hold what its table holds. */
const INDEXES = `
  select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
  join pg_am a on a.oid = c.relam and a.amname = 'btree'
  where c.relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)`;

export async function readBooks(superuserUrl: string): Promise<Books> {
  const pool = createPool({ url: superuserUrl, maxConnections: 1, applicationName: 'kills' });
  try {
    const faults: string[] = [];
    for (const [words, query] of Object.entries(FAULTS)) {
      const { rows } = await pool.query<{ what: string }>(
        `select what from (${query}) as fault (what) limit 5`,
      );
      faults.push(...rows.map(({ what }) => `${words}: ${what}`));
    }
    await pool.query(INDEXES);
    const documents = await pool.query<BookedDocument>(
      `select document_id as "documentId", client_id as "clientId", tenant_id as "tenantId",
         file_name as "fileName", state, sha256, voucher_id as "voucherId" from documents`,
    );
    const vouchers = await pool.query<BookedVoucher>(
      `select voucher_id as "voucherId", client_id as "clientId", status, fis_no as "fisNo" from vouchers`,
    );
    return { documents: documents.rows, vouchers: vouchers.rows, faults };
  } finally {
    await pool.end();
  }
}
