/** Conditions on documents by what they are: `d` is the table, `k` its keys where a filter or an order asks for them. */
import { daysOfMonth } from '@muhasebi/accounting/donem/month.ts';
import { tryKurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { type RawBuilder, sql } from 'kysely';
import { CLEAN, startOfDay } from './document-conditions.queries.ts';
import type { DocumentFilter } from './document-intake/contract.ts';
import { findByPatterns, holdsPatterns, patternsOf } from './document-search.queries.ts';
import type { Trx } from './feature.ts';

type Condition = RawBuilder<unknown>;

/** Words found in more documents than these are common: the list finds a page of them sooner than their index. */
const COMMON_FROM = 2_000;
/** What amounts that are not said are in document_keys; see its migration. */
const LEAST_AMOUNT = -9_000_000_000_000_000_000n;

/** The tables of a list of documents; `keys` where the filter or the order asks for them. */
export function documentsBy(keys: boolean): Condition {
  return keys
    ? sql`documents d join document_keys k on k.tenant_id = d.tenant_id and k.document_id = d.document_id`
    : sql`documents d`;
}

/** Whether conditions of this filter name `k`. */
export function asksForKeys(filter: DocumentFilter): boolean {
  const { issuedFrom, issuedTo, amountFrom, amountTo, counterparty } = filter;
  return [issuedFrom, issuedTo, amountFrom, amountTo, counterparty || undefined].some(
    (asked) => asked !== undefined,
  );
}

/** What a filter asks of the documents of an office. Looks up the words of a search, which is why it asks the database. */
export async function conditionsOf(trx: Trx, tenantId: string, filter: DocumentFilter): Promise<Condition[]> {
  return [
    sql`d.tenant_id = ${tenantId}`,
    ...clientConditions(filter),
    ...kindConditions(filter),
    ...placeConditions(filter),
    ...(asksForKeys(filter) ? keyConditions(tenantId, filter) : []),
    ...dateConditions(filter),
    ...(await wordConditions(trx, tenantId, filter)),
  ];
}

function clientConditions({ clientId, mine }: DocumentFilter): Condition[] {
  const conditions: Condition[] = [];
  if (clientId !== undefined) conditions.push(sql`d.client_id = ${clientId}`);
  else
    conditions.push(sql`exists (select from clients c
      where c.tenant_id = d.tenant_id and c.client_id = d.client_id and c.archived_at is null)`);
  if (mine === true)
    conditions.push(sql`exists (select from client_assignments s
      where s.tenant_id = d.tenant_id and s.client_id = d.client_id and s.user_id = (select app.user_id()))`);
  return conditions;
}

function kindConditions({ states, kind, profiles, types, direction, currency }: DocumentFilter): Condition[] {
  const conditions: Condition[] = [];
  if (states != null) conditions.push(sql`d.state = any (${[...states]}::text[])`);
  if (kind !== undefined) conditions.push(sql`d.kind = ${kind}`);
  if (profiles !== undefined) conditions.push(sql`d.profile = any (${profiles}::text[])`);
  if (types !== undefined) conditions.push(sql`d.type = any (${types}::text[])`);
  if (direction !== undefined) conditions.push(sql`d.direction = ${direction}`);
  if (currency !== undefined) conditions.push(sql`d.currency = ${currency}`);
  return conditions;
}

/** A despatch note that no invoice names, by ETTN or, between the same two parties, by number. */
const UNINVOICED = sql`(d.root = 'DespatchAdvice' and d.state = 'SETTLED'
  and not exists (select from document_links l
    where l.tenant_id = d.tenant_id and l.client_id = d.client_id and l.kind = 'despatch' and l.target_ettn = d.ettn)
  and not exists (select from document_links l
    join documents i on i.tenant_id = l.tenant_id and i.document_id = l.document_id
    where l.tenant_id = d.tenant_id and l.client_id = d.client_id and l.kind = 'despatch'
      and l.target_no = d.document_no and i.counterparty_tax_id = d.counterparty_tax_id))`;

function placeConditions(filter: DocumentFilter): Condition[] {
  const { notThisClient, clean, duplicate, uninvoiced, findings, uploadedBy, containerId } = filter;
  const conditions: Condition[] = [];
  if (notThisClient === true) conditions.push(sql`d.not_this_client and d.state = 'READY'`);
  if (notThisClient === false) conditions.push(sql`not d.not_this_client`);
  if (clean === true) conditions.push(CLEAN);
  if (clean === false) conditions.push(sql`not (${CLEAN})`);
  if (duplicate === true) conditions.push(sql`d.duplicate_of is not null`);
  if (duplicate === false) conditions.push(sql`d.duplicate_of is null`);
  if (uninvoiced === true) conditions.push(UNINVOICED);
  if (uninvoiced === false) conditions.push(sql`not (${UNINVOICED})`);
  if (findings !== undefined) conditions.push(findingCondition(findings));
  if (uploadedBy !== undefined) conditions.push(sql`d.created_by = ${uploadedBy}`);
  if (containerId !== undefined) conditions.push(sql`d.container_id = ${containerId}`);
  return conditions;
}

function findingCondition(findings: readonly string[]): Condition {
  const named = findings.filter((finding) => finding !== 'none');
  const worst = sql`d.worst_finding = any (${named}::text[])`;
  if (!findings.includes('none')) {
    // Said beside it where it holds, so that the index of what is suspicious may be used.
    return named.includes('info') ? worst : sql`${worst} and d.worst_finding in ('error', 'warning')`;
  }
  const nothing = sql`(d.worst_finding is null and d.read_at is not null)`;
  return named.length === 0 ? nothing : sql`(${worst} or ${nothing})`;
}

function keyConditions(tenantId: string, filter: DocumentFilter): Condition[] {
  const { clientId, issuedFrom, issuedTo, amountFrom, amountTo, counterparty = '' } = filter;
  // The keys have indexes of their own, which begin with these two.
  const conditions: Condition[] = [sql`k.tenant_id = ${tenantId}`];
  if (clientId !== undefined) conditions.push(sql`k.client_id = ${clientId}`);
  if (issuedFrom !== undefined) conditions.push(sql`k.issue_date >= ${issuedFrom}::date`);
  if (issuedTo !== undefined) conditions.push(sql`k.issue_date <= ${issuedTo}::date`);
  if (issuedTo !== undefined && issuedFrom === undefined) conditions.push(sql`k.issue_date > '-infinity'`);
  const least = tryKurusFromDecimal(amountFrom) ?? LEAST_AMOUNT;
  if (amountFrom !== undefined || amountTo !== undefined)
    conditions.push(sql`k.payable_kurus >= ${least.toString()}::bigint`);
  const most = tryKurusFromDecimal(amountTo);
  if (most !== null) conditions.push(sql`k.payable_kurus <= ${most.toString()}::bigint`);
  if (isTaxId(counterparty)) conditions.push(sql`k.counterparty_tax_id = ${counterparty}`);
  else
    for (const pattern of namePatterns(counterparty))
      conditions.push(sql`k.counterparty_key like ${pattern}`);
  return conditions;
}

const isTaxId = (text: string) => /^\d{10,11}$/.test(text);

/** Each word of a name wherever it stands in it. */
const namePatterns = (name: string) =>
  searchKey(name)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`);

function dateConditions({ month, receivedFrom, receivedTo }: DocumentFilter): Condition[] {
  const conditions: Condition[] = [];
  if (month !== undefined) conditions.push(isOfMonth(month));
  if (receivedFrom !== undefined) {
    conditions.push(sql`d.created_at >= ${startOfDay(receivedFrom)}
      and d.document_id >= ${idAround(receivedFrom, -1)}::uuid`);
  }
  if (receivedTo !== undefined) {
    conditions.push(sql`d.created_at < ${startOfDay(receivedTo)} + interval '1 day'
      and d.document_id < ${idAround(receivedTo, 2)}::uuid`);
  }
  return conditions;
}

/** The same rule as the overview of the office: its counts lead here. */
function isOfMonth(month: string): Condition {
  const { from, until } = daysOfMonth(month);
  return sql`((d.issue_date >= ${from}::date and d.issue_date < ${until}::date)
    or (d.issue_date is null and d.created_at >= ${startOfDay(from)} and d.created_at < ${startOfDay(until)}))`;
}

/** An id as it was made some days from this one: ids begin with the time at which they were made (UUIDv7). */
function idAround(day: string, days: number): string {
  const ms = Math.max(0, Date.parse(`${day}T00:00:00Z`) + days * 86_400_000);
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

async function wordConditions(
  trx: Trx,
  tenantId: string,
  { clientId, q = '', counterparty = '' }: DocumentFilter,
): Promise<Condition[]> {
  // A name stands among the words of a document as well: their index narrows, the condition on the name decides.
  const patterns = patternsOf(isTaxId(counterparty) ? q : `${q} ${counterparty}`);
  if (patterns.length === 0) return [];
  const found = await findByPatterns(
    trx,
    { tenantId, clientId: clientId ?? null },
    patterns,
    COMMON_FROM + 1,
  );
  const ids = found.map(({ documentId }) => documentId);
  if (ids.length <= COMMON_FROM) return [sql`d.document_id = any (${ids}::uuid[])`];
  const ofText = patternsOf(q);
  return ofText.length === 0 ? [] : [holdsPatterns(ofText)];
}

/** Ids in the order they came, at most `limit`. */
export async function findDocumentIds(
  trx: Trx,
  tenantId: string,
  filter: DocumentFilter,
  limit: number,
): Promise<string[]> {
  const conditions = await conditionsOf(trx, tenantId, filter);
  const { rows } = await sql<{ id: string }>`
    select d.document_id as id from ${documentsBy(asksForKeys(filter))}
    where ${sql.join(conditions, sql` and `)} order by d.document_id limit ${limit}`.execute(trx);
  return rows.map((row) => row.id);
}
