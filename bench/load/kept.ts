/** Whether all that was acknowledged is there: documents, and posted vouchers with numbers that have no gap. */
import pg from 'pg';
import type { Acknowledged } from './mix.ts';

export interface Kept {
  readonly documents: number;
  readonly vouchers: number;
  /** What is wrong, in words; empty where nothing is. */
  readonly faults: readonly string[];
}

const UNIQUE = (ids: readonly string[]) => [...new Set(ids)];

/** Looks past every guard, as the owner of the server. */
export async function lookForLoss(superuserUrl: string, acknowledged: Acknowledged): Promise<Kept> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await client.query<{ n: string }>(sql, values)).rows[0]?.n ?? -1);
  try {
    const documents = UNIQUE(acknowledged.documents);
    const posted = UNIQUE(acknowledged.posted);
    const foundDocuments = await count(
      'select count(*) n from documents where document_id = any($1::uuid[])',
      [documents],
    );
    const foundPosted = await count(
      `select count(*) n from vouchers where voucher_id = any($1::uuid[]) and status = 'posted'`,
      [posted],
    );
    const gaps = await count(
      `select count(*) n from (select from vouchers where status = 'posted'
        group by tenant_id, client_id, fiscal_year, type having max(fis_no) <> count(*)) series`,
    );
    const unbalanced = await count(
      `select count(*) n from (select from voucher_lines join vouchers using (tenant_id, voucher_id)
        where status = 'posted' group by tenant_id, voucher_id having sum(debit_kurus) <> sum(credit_kurus)) vouchers`,
    );
    const faults = [
      ...(foundDocuments === documents.length
        ? []
        : [`${documents.length - foundDocuments} documents are lost`]),
      ...(acknowledged.documents.length === documents.length
        ? []
        : ['a document was acknowledged for two uploads']),
      ...(foundPosted === posted.length ? [] : [`${posted.length - foundPosted} posted vouchers are lost`]),
      ...(gaps === 0 ? [] : [`${gaps} series of numbers have gaps`]),
      ...(unbalanced === 0 ? [] : [`${unbalanced} posted vouchers do not balance`]),
    ];
    return { documents: documents.length, vouchers: posted.length, faults };
  } finally {
    await client.end();
  }
}
