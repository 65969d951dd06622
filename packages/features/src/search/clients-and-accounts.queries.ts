/** Searches clients and accounts. Patterns are read row by row where rows are few, beginnings by an index where they are many. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import type { SearchQuery } from './read-query.ts';

export const MOST = 8;

/** A text as a pattern that takes its wildcards literally. */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** The first text after all that begin so, byte by byte; folded text ends far below U+10FFFF. */
export function endOf(beginning: string): string {
  return `${beginning}\u{10FFFF}`;
}

export interface FoundClient {
  readonly id: string;
  readonly title: string;
  readonly taxId: string;
}

/** Clients in books: a tax number first, then who begins so, then whose name has such a word, then anywhere inside. */
export async function findClients(trx: Trx, tenantId: string, query: SearchQuery): Promise<FoundClient[]> {
  const words = query.words.map((word) => sql`app.fold(title) like ${`%${literal(word)}%`}`);
  const begins = `${literal(query.text)}%`;
  const matches = query.isShort
    ? sql`' ' || app.fold(title) like ${`% ${begins}`}`
    : sql`${sql.join(words, sql` and `)}`;
  const { rows } = await sql<FoundClient>`
    select client_id as id, title, tax_id as "taxId" from clients
    where tenant_id = ${tenantId} and archived_at is null and ((${matches}) or tax_id like ${begins})
    order by case when tax_id like ${begins} then 0 when app.fold(title) like ${begins} then 1
      when ' ' || app.fold(title) like ${`% ${begins}`} then 2 else 3 end, app.fold(title), client_id
    limit ${MOST}`.execute(trx);
  return rows;
}

export interface FoundAccount {
  readonly clientId: string;
  readonly clientTitle: string;
  readonly code: string;
  readonly name: string;
}

const ACCOUNT = sql`a.client_id as "clientId", c.title as "clientTitle", a.code, a.name`;
const WITH_CLIENT = sql`join clients c on c.tenant_id = a.tenant_id and c.client_id = a.client_id and c.archived_at is null`;

/** Accounts of one client: code, any words of the name, or the counterparty's tax number. A chart has few thousand. */
export async function findAccountsOfClient(
  trx: Trx,
  tenantId: string,
  clientId: string,
  query: SearchQuery,
): Promise<FoundAccount[]> {
  const words = query.words.map((word) => sql`a.name_key like ${`%${literal(word)}%`}`);
  const code = query.accountCode;
  const { rows } = await sql<FoundAccount>`
    select ${ACCOUNT} from accounts a ${WITH_CLIENT}
    where a.tenant_id = ${tenantId} and a.client_id = ${clientId} and (
      ${code === null ? sql`false` : sql`a.code like ${`${literal(code)}%`}`}
      or (${sql.join(words, sql` and `)})
      ${query.taxId === null ? sql`` : sql`or a.counterparty_tax_id like ${`${query.taxId}%`}`})
    order by a.name_key like ${`${literal(query.text)}%`} desc, a.code
    limit ${MOST}`.execute(trx);
  return rows;
}

/** Accounts of every client, by the beginning of code, name or the counterparty's tax number: each a walk of an index. */
export async function findAccountsOfOffice(
  trx: Trx,
  tenantId: string,
  query: SearchQuery,
): Promise<FoundAccount[]> {
  const { text, taxId } = query;
  const code = query.accountCode;
  const some = (condition: ReturnType<typeof sql>) => sql`(
    select ${ACCOUNT} from accounts a ${WITH_CLIENT} where a.tenant_id = ${tenantId} and ${condition} limit ${MOST})`;
  const ways = [some(sql`a.name_key >= ${text} and a.name_key < ${endOf(text)}`)];
  if (code !== null) ways.push(some(sql`a.code >= ${code} and a.code < ${endOf(code)}`));
  if (taxId !== null)
    ways.push(some(sql`a.counterparty_tax_id >= ${taxId} and a.counterparty_tax_id < ${endOf(taxId)}`));
  const { rows } = await sql<FoundAccount>`
    select * from (${sql.join(ways, sql` union `)}) found order by "clientTitle", code limit ${MOST}`.execute(
    trx,
  );
  return rows;
}
