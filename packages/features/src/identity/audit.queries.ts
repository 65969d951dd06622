/** Reads the audit log of an office, the newest first. Its lines are written by the database. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';

export interface AuditFilter {
  readonly entity?: string | undefined;
  readonly entityId?: string | undefined;
  readonly userId?: string | undefined;
  readonly clientId?: string | undefined;
}

/** At most `limit` lines older than the line `before`. */
export function findAuditLines(
  trx: Trx,
  tenantId: string,
  filter: AuditFilter,
  before: string | null,
  limit: number,
) {
  const { entity, entityId, userId, clientId } = filter;
  return trx
    .selectFrom('audit_log as a')
    .leftJoin('users as u', 'u.user_id', 'a.user_id')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.tenant_id', '=', 'a.tenant_id').onRef('m.user_id', '=', 'a.user_id'),
    )
    .where('a.tenant_id', '=', tenantId)
    .$if(entity !== undefined, (query) => query.where('a.entity', '=', entity ?? ''))
    .$if(entityId !== undefined, (query) => query.where('a.entity_id', '=', entityId ?? ''))
    .$if(userId !== undefined, (query) => query.where('a.user_id', '=', userId ?? null))
    .$if(clientId !== undefined, (query) => query.where('a.client_id', '=', clientId ?? null))
    .$if(before !== null, (query) => query.where('a.audit_id', '<', before ?? ''))
    .orderBy('a.audit_id', 'desc')
    .limit(limit)
    .select([
      'a.audit_id as id',
      'a.at',
      'a.user_id as userId',
      sql<string | null>`coalesce(m.name, u.name)`.as('userName'),
      'a.address',
      'a.request_id as requestId',
      'a.action',
      'a.entity',
      'a.entity_id as entityId',
      'a.client_id as clientId',
      'a.before',
      'a.after',
    ])
    .execute();
}
