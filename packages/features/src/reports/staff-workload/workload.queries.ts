/** SQL of the staff workload: what each person of the office posted and brought, and what waits at their clients. */
import { sql } from 'kysely';
import { startOfDay } from '../../document-conditions.queries.ts';
import type { Trx } from '../../feature.ts';

export interface PersonLoad {
  readonly name: string;
  readonly role: string;
  readonly clients: number;
  /** Documents that wait for a review, or could not be read, at the clients they are in charge of. */
  readonly waiting: number;
  readonly drafts: number;
  readonly posted: number;
  readonly lines: number;
  readonly changed: number;
  readonly brought: number;
}

/** People who work on books, by name; disabled ones where they did anything. `until` is the day after the last. */
export async function listWorkload(
  trx: Trx,
  tenantId: string,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<PersonLoad[]> {
  const [start, end] = [startOfDay(from), startOfDay(until)];
  const { rows } = await sql<PersonLoad>`
    with posted as (
      select v.posted_by as user_id, count(*)::int as posted,
        sum((select count(*) from voucher_lines l where l.tenant_id = v.tenant_id and l.voucher_id = v.voucher_id))::int as lines
      from vouchers v where v.tenant_id = ${tenantId} and v.posted_at >= ${start} and v.posted_at < ${end} group by 1),
    changed as (
      select v.changed_by as user_id, count(*)::int as changed from vouchers v
      where v.tenant_id = ${tenantId} and v.changed_at >= ${start} and v.changed_at < ${end} group by 1),
    brought as (
      select d.created_by as user_id, count(*)::int as brought from documents d
      where d.tenant_id = ${tenantId} and d.state <> 'UNPACKED' and d.created_at >= ${start} and d.created_at < ${end}
      group by 1),
    waiting as (
      select d.client_id, count(*)::int as n from documents d
      where d.tenant_id = ${tenantId} and d.state in ('READY', 'FAILED') group by 1),
    drafts as (
      select v.client_id, count(*)::int as n from vouchers v
      where v.tenant_id = ${tenantId} and v.status = 'draft' group by 1),
    in_charge as (
      select a.user_id, count(*)::int as clients, coalesce(sum(w.n), 0)::int as waiting, coalesce(sum(t.n), 0)::int as drafts
      from client_assignments a
      join clients c on c.tenant_id = a.tenant_id and c.client_id = a.client_id and c.archived_at is null
      left join waiting w on w.client_id = a.client_id
      left join drafts t on t.client_id = a.client_id
      where a.tenant_id = ${tenantId} group by 1)
    select coalesce(m.name, u.name) as name, m.role, coalesce(i.clients, 0) as clients, coalesce(i.waiting, 0) as waiting,
      coalesce(i.drafts, 0) as drafts, coalesce(p.posted, 0) as posted, coalesce(p.lines, 0) as lines,
      coalesce(c.changed, 0) as changed, coalesce(b.brought, 0) as brought
    from memberships m
    join users u on u.user_id = m.user_id
    left join posted p on p.user_id = m.user_id
    left join changed c on c.user_id = m.user_id
    left join brought b on b.user_id = m.user_id
    left join in_charge i on i.user_id = m.user_id
    where m.tenant_id = ${tenantId} and m.role in ('owner', 'accountant', 'staff')
      and (m.disabled_at is null or p.posted > 0 or c.changed > 0 or b.brought > 0)
    order by app.fold(coalesce(m.name, u.name))`.execute(trx);
  return rows;
}
