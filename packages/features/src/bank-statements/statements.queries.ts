/** SQL of statements: saving one with its lines, each line once, listing them, and taking them back. */
import { sql } from 'kysely';
import type { Trx } from '../feature.ts';
import { beginsApart, lineBefore } from './chain.queries.ts';
import type { LineRow } from './lines.queries.ts';
import type { StoredLine } from './number-lines.ts';

/** A statement on its way in. */
export interface StatementPlace {
  readonly tenantId: string;
  readonly clientId: string;
  readonly bankAccountId: string;
  readonly statementId: string;
}

/** Lines of the statement where the same file brought it before; null where it did not. */
export async function linesTakenBefore(
  trx: Trx,
  { tenantId, bankAccountId }: StatementPlace,
  sha256: string,
  place: number,
): Promise<number | null> {
  const row = await trx
    .selectFrom('bank_statements')
    .select('line_count')
    .where('tenant_id', '=', tenantId)
    .where('bank_account_id', '=', bankAccountId)
    .where('sha256', '=', sha256)
    .where('place', '=', place)
    .executeTakeFirst();
  return row?.line_count ?? null;
}

/** What is stored for a day of the account, in the bank's order. */
export async function linesOfDay(trx: Trx, of: StatementPlace, day: string): Promise<StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select encode(likeness, 'hex') as likeness, occurrence, amount_kurus as "amountKurus", balance_kurus as "balanceKurus"
    from bank_lines
    where tenant_id = ${of.tenantId} and bank_account_id = ${of.bankAccountId} and booked_on = ${day}
    order by line_id`.execute(trx);
  return rows;
}

export interface NewLine extends Omit<LineRow, 'id'> {
  /** Hexadecimal. */
  readonly likeness: string;
  readonly occurrence: number;
}

/** Stores those that are not there; answers how many that were. The others are noted as repeated by this statement, as its `part`. */
export async function insertLines(
  trx: Trx,
  of: StatementPlace,
  part: number,
  lines: readonly NewLine[],
): Promise<number> {
  const { tenantId, clientId, bankAccountId, statementId } = of;
  const column = <Key extends keyof NewLine>(name: Key) => lines.map((line) => line[name]);
  const inserted = await sql`
    insert into bank_lines (tenant_id, client_id, bank_account_id, statement_id, booked_on, valued_on, amount_kurus, balance_kurus,
      kind, reference, bank_reference, description, counterparty_name, counterparty_account, likeness, occurrence)
    select ${tenantId}::uuid, ${clientId}::uuid, ${bankAccountId}::uuid, ${statementId}::uuid, booked_on, valued_on, amount, balance,
      kind, reference, bank_reference, description, name, account, decode(likeness, 'hex'), occurrence
    from unnest(${column('bookedOn')}::date[], ${column('valuedOn')}::date[], ${column('amountKurus').map(String)}::bigint[],
      ${column('balanceKurus').map(String)}::bigint[], ${column('kind')}::text[], ${column('reference')}::text[],
      ${column('bankReference')}::text[], ${column('description')}::text[], ${column('counterpartyName')}::text[],
      ${column('counterpartyAccount')}::text[], ${column('likeness')}::text[], ${column('occurrence')}::int[])
      as line (booked_on, valued_on, amount, balance, kind, reference, bank_reference, description, name, account, likeness, occurrence)
    on conflict (tenant_id, bank_account_id, likeness, occurrence) do nothing`.execute(trx);
  const fresh = Number(inserted.numAffectedRows ?? 0n);
  if (fresh < lines.length) await noteRepeats(trx, of, part, lines);
  return fresh;
}

async function noteRepeats(
  trx: Trx,
  of: StatementPlace,
  part: number,
  lines: readonly NewLine[],
): Promise<void> {
  await sql`
    insert into bank_line_repeats (tenant_id, statement_id, part, line_ids)
    select ${of.tenantId}::uuid, ${of.statementId}::uuid, ${part}::int, array_agg(l.line_id)
    from unnest(${lines.map(({ likeness }) => likeness)}::text[], ${lines.map(({ occurrence }) => occurrence)}::int[])
      as line (likeness, occurrence)
    join bank_lines l on l.tenant_id = ${of.tenantId} and l.bank_account_id = ${of.bankAccountId}
      and l.likeness = decode(line.likeness, 'hex') and l.occurrence = line.occurrence
    where l.statement_id <> ${of.statementId}
    having count(*) > 0`.execute(trx);
}

export interface NewStatement {
  readonly format: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly place: number;
  readonly statementNo: string | null;
  readonly reference: string | null;
  readonly openingKurus: bigint;
  readonly closingKurus: bigint;
  readonly isContinued: boolean;
  readonly fromDay: string;
  readonly toDay: string;
  readonly lineCount: number;
  readonly knownCount: number;
}

export async function insertStatement(trx: Trx, of: StatementPlace, statement: NewStatement): Promise<void> {
  await trx
    .insertInto('bank_statements')
    .values({
      tenant_id: of.tenantId,
      statement_id: of.statementId,
      client_id: of.clientId,
      bank_account_id: of.bankAccountId,
      format: statement.format,
      file_name: statement.fileName,
      sha256: statement.sha256,
      place: statement.place,
      statement_no: statement.statementNo,
      reference: statement.reference,
      opening_kurus: statement.openingKurus,
      closing_kurus: statement.closingKurus,
      is_continued: statement.isContinued,
      from_day: statement.fromDay,
      to_day: statement.toDay,
      line_count: statement.lineCount,
      known_count: statement.knownCount,
    })
    .execute();
}

export interface StatementRow {
  readonly id: string;
  readonly format: string;
  readonly fileName: string;
  readonly statementNo: string | null;
  readonly fromDay: string;
  readonly toDay: string;
  readonly openingKurus: bigint;
  readonly closingKurus: bigint;
  readonly lines: number;
  readonly known: number;
  readonly takenAt: Date;
  readonly takenByName: string | null;
  /** Of the last line before its first day; null where it begins as it should. */
  readonly expectedKurus: bigint | null;
  readonly expectedDay: string | null;
  /** It overlaps with an earlier one: nothing is missing between them. */
  readonly isOverlapping: boolean;
}

/** Statements of an account, the newest first, and how many there are. */
export async function listStatements(
  trx: Trx,
  tenantId: string,
  bankAccountId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ rows: StatementRow[]; total: number }> {
  const { rows } = await sql<StatementRow>`
    select s.statement_id as id, s.format, s.file_name as "fileName", s.statement_no as "statementNo", s.from_day as "fromDay",
      s.to_day as "toDay", s.opening_kurus as "openingKurus", s.closing_kurus as "closingKurus", s.line_count as lines,
      s.known_count as known, s.taken_at as "takenAt", u.name as "takenByName", b.balance_kurus as "expectedKurus",
      b.booked_on as "expectedDay", exists (
        select 1 from bank_statements o
        where o.tenant_id = s.tenant_id and o.bank_account_id = s.bank_account_id and o.statement_id <> s.statement_id
          and o.from_day < s.from_day and o.to_day >= s.from_day) as "isOverlapping"
    from bank_statements s
    left join users u on u.user_id = s.taken_by
    left join lateral (${lineBefore}) b on ${beginsApart}
    where s.tenant_id = ${tenantId} and s.bank_account_id = ${bankAccountId}
    order by s.from_day desc, s.statement_id desc
    offset ${offset} limit ${limit}`.execute(trx);
  const { total } = await trx
    .selectFrom('bank_statements')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('tenant_id', '=', tenantId)
    .where('bank_account_id', '=', bankAccountId)
    .executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}

/** The client whose statement it is; null where there is none in sight. */
export async function clientOfStatement(
  trx: Trx,
  tenantId: string,
  statementId: string,
): Promise<string | null> {
  const row = await trx
    .selectFrom('bank_statements')
    .select('client_id')
    .where('tenant_id', '=', tenantId)
    .where('statement_id', '=', statementId)
    .executeTakeFirst();
  return row?.client_id ?? null;
}

/** Removes statements; lines that another one has too go over to the earliest of those. */
export async function removeStatements(trx: Trx, tenantId: string, ids: readonly string[]): Promise<void> {
  const gone = sql`${[...ids]}::uuid[]`;
  await sql`
    with heir as (
      select distinct on (l.line_id) l.line_id, r.statement_id
      from bank_statements s
      join bank_line_repeats r on r.tenant_id = s.tenant_id and r.statement_id = s.statement_id
      cross join lateral unnest(r.line_ids) as repeated (line_id)
      join bank_lines l on l.tenant_id = s.tenant_id and l.line_id = repeated.line_id and l.statement_id = any(${gone})
      where s.tenant_id = ${tenantId} and s.statement_id <> all(${gone}) and s.bank_account_id in (
        select bank_account_id from bank_statements where tenant_id = ${tenantId} and statement_id = any(${gone}))
      order by l.line_id, r.statement_id
    ), counted as (
      update bank_statements s set known_count = s.known_count - h.n
      from (select statement_id, count(*)::int as n from heir group by statement_id) h
      where s.tenant_id = ${tenantId} and s.statement_id = h.statement_id
    )
    update bank_lines l set statement_id = heir.statement_id from heir
    where l.tenant_id = ${tenantId} and l.line_id = heir.line_id`.execute(trx);
  await sql`delete from bank_lines where tenant_id = ${tenantId} and statement_id = any(${gone})`.execute(
    trx,
  );
  await sql`delete from bank_statements where tenant_id = ${tenantId} and statement_id = any(${gone})`.execute(
    trx,
  );
}
