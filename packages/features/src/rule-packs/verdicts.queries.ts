/** SQL of the official verdicts on documents: one a document, the last one. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { JudgedRow } from './official-judge.ts';

/** Text that PostgreSQL takes: no NUL, no half of a surrogate pair. */
const storable = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string' ? each.toWellFormed().replaceAll('\u0000', '') : each,
  );

/** Saves a batch in one statement; of a document that nothing judges what was kept goes. */
export async function saveVerdicts(
  trx: Trx,
  tenantId: string,
  rows: readonly JudgedRow[],
  judgedAt: Date,
): Promise<void> {
  const gone = rows.flatMap(({ documentId, judged }) => (judged === null ? [documentId] : []));
  if (gone.length > 0)
    await trx
      .deleteFrom('document_verdicts')
      .where('tenant_id', '=', tenantId)
      .where('document_id', 'in', gone)
      .execute();
  const kept = rows.flatMap(({ documentId, clientId, judged }) =>
    judged === null ? [] : [{ documentId, clientId, ...judged.verdict }],
  );
  if (kept.length === 0) return;
  await sql`
    insert into document_verdicts (tenant_id, document_id, client_id, pack_id, pack_version, in_force, type, xsd,
      only_signature_missing, schematron, xsd_faults, xsd_fault_count, faults, fault_count, failed_rules, trouble, judged_at)
    select ${tenantId}, r."documentId", r."clientId", r."packId", r."packVersion", r."inForce", r.type, r.xsd,
      r."onlySignatureMissing", r.schematron, r."xsdFaults", r."xsdFaultCount", r.faults, r."faultCount", r."failedRules",
      r.trouble, ${judgedAt}::timestamptz
    from jsonb_to_recordset(${storable(kept)}::jsonb) as r (
      "documentId" uuid, "clientId" uuid, "packId" uuid, "packVersion" text, "inForce" boolean, type text, xsd text,
      "onlySignatureMissing" boolean, schematron text, "xsdFaults" jsonb, "xsdFaultCount" integer, faults jsonb,
      "faultCount" integer, "failedRules" jsonb, trouble text)
    on conflict (tenant_id, document_id) do update set
      client_id = excluded.client_id, pack_id = excluded.pack_id, pack_version = excluded.pack_version,
      in_force = excluded.in_force, type = excluded.type, xsd = excluded.xsd,
      only_signature_missing = excluded.only_signature_missing, schematron = excluded.schematron,
      xsd_faults = excluded.xsd_faults, xsd_fault_count = excluded.xsd_fault_count, faults = excluded.faults,
      fault_count = excluded.fault_count, failed_rules = excluded.failed_rules, trouble = excluded.trouble,
      judged_at = excluded.judged_at`.execute(trx);
}

export interface VerdictRow {
  readonly documentId: string;
  readonly packVersion: string;
  readonly inForce: boolean;
  readonly type: string;
  readonly xsd: string;
  readonly onlySignatureMissing: boolean;
  readonly schematron: string;
  readonly faultCount: number;
  readonly failedRules: unknown;
  readonly trouble: string | null;
  readonly judgedAt: Date;
}

export function findVerdict(trx: Trx, tenantId: string, documentId: string): Promise<VerdictRow | undefined> {
  return trx
    .selectFrom('document_verdicts')
    .select([
      'document_id as documentId',
      'pack_version as packVersion',
      'in_force as inForce',
      'type',
      'xsd',
      'only_signature_missing as onlySignatureMissing',
      'schematron',
      sql<number>`xsd_fault_count + fault_count`.as('faultCount'),
      'failed_rules as failedRules',
      'trouble',
      'judged_at as judgedAt',
    ])
    .where('tenant_id', '=', tenantId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

export interface VerdictCount {
  /** pass: nothing official is wrong; fail: something is; skipped: it was not judged. */
  readonly verdict: 'pass' | 'fail' | 'skipped';
  readonly documents: number;
}

/** Documents of one office by what the rules said. */
export async function countVerdicts(trx: Trx, tenantId: string): Promise<VerdictCount[]> {
  const { rows } = await sql<VerdictCount>`
    select case
        when schematron = 'fail' or (xsd = 'invalid' and not only_signature_missing) then 'fail'
        when schematron = 'skipped' and xsd = 'skipped' then 'skipped' else 'pass' end as verdict,
      count(*)::int as documents
    from document_verdicts where tenant_id = ${tenantId} group by 1`.execute(trx);
  return rows;
}
