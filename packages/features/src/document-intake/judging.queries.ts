/** SQL of judging documents again: which can be, and the findings that come of it. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { Place } from './reading.queries.ts';

export interface ToJudge {
  readonly documentId: string;
  readonly version: number;
  readonly kind: string;
  readonly sha256: string;
  readonly issueDate: string | null;
  readonly profile: string | null;
  readonly findings: unknown;
}

/** Those of the documents that are read and have a file. */
export async function findForJudging(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentIds: readonly string[],
): Promise<ToJudge[]> {
  const { rows } = await sql<ToJudge>`
    select document_id as "documentId", version, kind, sha256, issue_date::text as "issueDate", profile, findings
    from documents
    where tenant_id = ${tenantId} and client_id = ${clientId} and document_id = any (${documentIds}::uuid[])
      and state in ('READY', 'SETTLED', 'POSTED') and kind in ('invoice', 'other') and sha256 is not null
    order by document_id`.execute(trx);
  return rows;
}

/** The read documents of a client, in the order they came; at most `limit`. `documentIds` null: all of them. */
export async function listJudgeable(
  trx: Trx,
  { tenantId, clientId }: Place,
  documentIds: readonly string[] | null,
  limit: number,
): Promise<string[]> {
  const named = documentIds === null ? sql`true` : sql`document_id = any (${documentIds}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    select document_id as id from documents
    where tenant_id = ${tenantId} and client_id = ${clientId} and ${named}
      and state in ('READY', 'SETTLED', 'POSTED') and kind in ('invoice', 'other') and sha256 is not null
    order by document_id desc limit ${limit}`.execute(trx);
  return rows.map(({ id }) => id);
}

export interface JudgedAgain {
  readonly document_id: string;
  readonly version: number;
  readonly findings: readonly Finding[];
  readonly worst_finding: string | null;
}

/** Of those that are still as they were; returns their ids. Nothing a person decided is touched, so no version is raised. */
export async function saveFindings(
  trx: Trx,
  tenantId: string,
  rows: readonly JudgedAgain[],
): Promise<Set<string>> {
  const { rows: saved } = await sql<{ id: string }>`
    update documents d set findings = r.findings, worst_finding = r.worst_finding
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (document_id uuid, version integer, findings jsonb, worst_finding text)
    where d.tenant_id = ${tenantId} and d.document_id = r.document_id and d.version = r.version
      and d.state in ('READY', 'SETTLED', 'POSTED')
    returning d.document_id as id`.execute(trx);
  return new Set(saved.map(({ id }) => id));
}
