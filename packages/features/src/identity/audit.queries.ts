/** Reads the audit log of an office by time. Its lines are written by the database. */
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface AuditFilter {
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  readonly userId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly action?: string | undefined;
  /** First moment, and the first moment after the last. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Any part of the values before or after, folded as people type. */
  readonly text?: string | undefined;
  /** The newest first, or the oldest. */
  readonly order: '-at' | 'at';
}

/** At most `limit` lines that come after the line `last` in the order of the filter. */
export function findAuditLines(
  trx: Trx,
  tenantId: string,
  filter: AuditFilter,
  last: string | null,
  limit: number,
) {
  return auditLines(trx, tenantId, filter, last).limit(limit).execute();
}

export type AuditLine = Awaited<ReturnType<typeof findAuditLines>>[number];

/** Every line of the filter, in groups. */
export function readAuditLines(
  trx: Trx,
  tenantId: string,
  filter: AuditFilter,
): AsyncGenerator<readonly AuditLine[]> {
  return readInGroups(trx, sql<AuditLine>`${auditLines(trx, tenantId, filter, null)}`);
}

function auditLines(trx: Trx, tenantId: string, filter: AuditFilter, last: string | null) {
  const oldestFirst = filter.order === 'at';
  const { entity, entityId, userId, clientId, action, since, until, text } = filter;
  const like = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  return trx
    .selectFrom('audit_log as a')
    .leftJoin('users as u', 'u.user_id', 'a.user_id')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 'a.tenant_id').onRef('m.user_id', '=', 'a.user_id'),
    )
    .leftJoin('clients as c', (join) =>
      join.onRef('c.tenant_id', '=', 'a.tenant_id').onRef('c.client_id', '=', 'a.client_id'),
    )
    .leftJoin('memberships as p', (join) =>
      join
        .onRef('p.tenant_id', '=', 'a.tenant_id')
        .on('p.user_id', '=', sql<string>`(coalesce(a.after, a.before) ->> 'user_id')::uuid`),
    )
    .leftJoin('api_keys as k', (join) =>
      join.onRef('k.tenant_id', '=', 'a.tenant_id').onRef('k.key_id', '=', 'a.api_key_id'),
    )
    .where('a.tenant_id', '=', tenantId)
    .$if(entity !== undefined, (query) => query.where('a.entity', '=', entity ?? ''))
    .$if(entityId !== undefined, (query) => query.where('a.entity_id', '=', entityId ?? ''))
    .$if(userId !== undefined, (query) => query.where('a.user_id', '=', userId ?? null))
    .$if(clientId !== undefined, (query) => query.where('a.client_id', '=', clientId ?? null))
    .$if(action !== undefined, (query) => query.where('a.action', '=', action ?? ''))
    .$if(since !== undefined, (query) =>
      // The id begins with the time at which it was made, never before the transaction began: it bounds the scan.
      query.where('a.at', '>=', since ?? null).where('a.audit_id', '>=', firstIdOf(since ?? new Date(0))),
    )
    .$if(until !== undefined, (query) => query.where('a.at', '<', until ?? null))
    .$if(text !== undefined, (query) =>
      query.where(
        sql<boolean>`app.fold(concat_ws(' ', a.before::text, a.after::text, a.entity_id)) like app.fold(${like})`,
      ),
    )
    .$if(last !== null, (query) => query.where('a.audit_id', oldestFirst ? '>' : '<', last ?? ''))
    .orderBy('a.audit_id', oldestFirst ? 'asc' : 'desc')
    .select([
      'a.audit_id as id',
      'a.at',
      'a.user_id as userId',
      sql<string | null>`coalesce(m.name, u.name)`.as('userName'),
      'k.name as apiKeyName',
      'a.address',
      'a.request_id as requestId',
      'a.action',
      'a.entity',
      'a.entity_id as entityId',
      'a.client_id as clientId',
      'c.title as clientTitle',
      'p.name as personName',
      'a.before',
      'a.after',
    ]);
}

/** The smallest id (UUID version 7) that could have been made at that moment. */
function firstIdOf(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
