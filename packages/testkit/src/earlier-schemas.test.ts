/** An installation of any earlier schema, with an office at work in it, comes to the newest with nothing lost or changed. */
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@muhasebi/platform/db/migrate.ts';
import { schemaDifferences } from '@muhasebi/platform/db/schema-differences.ts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../db/migrations');
const GOLDEN = join(import.meta.dirname, '../../../db/schema.golden.txt');
const EXTENSIONS = ['pg_trgm', 'unaccent', 'btree_gist', 'btree_gin', 'amcheck', 'pg_stat_statements'];
const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).sort();

/** An office that begins its work when the schema has come to a step, and its things. */
interface Office {
  readonly step: number;
  readonly office: string;
  readonly client: string;
  readonly user: string;
  readonly draft: string;
  readonly posted: string;
}

function officeOf(step: number): Office {
  const id = (thing: number) => `00000000-0000-4000-8000-${String(step * 10 + thing).padStart(12, '0')}`;
  return { step, office: id(1), client: id(2), user: id(3), draft: id(4), posted: id(5) };
}

/** As the person of the office. */
const begin = (o: Office) => `begin; select set_config('app.tenant_id', '${o.office}', true),
  set_config('app.user_id', '${o.user}', true), set_config('app.client_scope', 'all', true)`;

/** What stands in each table once it is there, in this order. A feature's first table joins with a line. */
const rowsFor = (o: Office): readonly (readonly [table: string, sql: string])[] => [
  ['offices', `insert into offices (tenant_id, name) values ('${o.office}', 'Işık Müşavirlik')`],
  [
    'users',
    `insert into users (user_id, email, name) values ('${o.user}', 'sahip-${o.step}@ofis.example', 'Defne Iğdır')`,
  ],
  [
    'memberships',
    `insert into memberships (tenant_id, user_id, role) values ('${o.office}', '${o.user}', 'owner')`,
  ],
  [
    'clients',
    `insert into clients (tenant_id, client_id, title, tax_id) values ('${o.office}', '${o.client}', 'Öz İplik A.Ş.', '1234567808')`,
  ],
  [
    'accounts',
    `insert into accounts (tenant_id, client_id, code, name, is_leaf, normal_side) values
       ('${o.office}', '${o.client}', '100', 'Kasa', true, 'borc'), ('${o.office}', '${o.client}', '600', 'Satışlar', true, 'alacak')`,
  ],
  [
    'stored_files',
    `insert into stored_files (tenant_id, sha256, size_bytes) values ('${o.office}', repeat('ab', 32), 9007199254740993)`,
  ],
  [
    'documents',
    `insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, reject_reason)
     values ('${o.office}', '${o.client}', repeat('ab', 32), 7, 'ağustos.xml', gen_random_uuid(), 'REJECTED', 'yanlış')`,
  ],
  [
    'periods',
    `insert into periods (tenant_id, client_id, period, fiscal_year) values ('${o.office}', '${o.client}', '2026-10-01', 2026)`,
  ],
  [
    'vouchers',
    `insert into vouchers (tenant_id, voucher_id, client_id, type, voucher_date) values
       ('${o.office}', '${o.draft}', '${o.client}', 'mahsup', '2026-10-01'), ('${o.office}', '${o.posted}', '${o.client}', 'mahsup', '2026-10-02')`,
  ],
  [
    'voucher_lines',
    `insert into voucher_lines (tenant_id, voucher_id, line_no, client_id, account_code, debit_kurus, credit_kurus)
     select '${o.office}', voucher::uuid, line, '${o.client}', account, debit, credit
     from unnest(array['${o.draft}', '${o.posted}']) voucher,
          (values (1, '100', 9007199254740993, 0), (2, '600', 0, 9007199254740993)) lines (line, account, debit, credit);
     update vouchers set status = 'posted' where voucher_id = '${o.posted}'`,
  ],
  [
    'office_settings',
    `insert into office_settings (tenant_id, letterhead_text, session_idle_hours) values ('${o.office}', 'Işık', 8)`,
  ],
  [
    'invitations',
    `insert into invitations (tenant_id, email, name, role, expires_at)
     values ('${o.office}', 'davetli@ofis.example', 'Çağrı', 'staff', '2026-12-01')`,
  ],
  [
    'recovery_codes',
    `insert into recovery_codes (user_id, code_hash) values ('${o.user}', decode(repeat('ab', 32), 'hex'))`,
  ],
  [
    'client_statuses',
    `insert into client_statuses (tenant_id, client_id, kind, value, valid_from, valid_to)
     values ('${o.office}', '${o.client}', 'kdv-donemi', 'aylik', '2020-01-01', '2024-12-31')`,
  ],
  [
    'client_bank_accounts',
    `insert into client_bank_accounts (tenant_id, client_id, position, iban)
     values ('${o.office}', '${o.client}', 1, 'TR330006100519786457841326')`,
  ],
  [
    'saved_views',
    `insert into saved_views (tenant_id, page, name, search) values ('${o.office}', 'vouchers', 'Taslaklar', 'durum=draft')`,
  ],
  [
    'chart_template_accounts',
    `insert into chart_templates (tenant_id, template_id, name, account_count) values ('${o.office}', '${o.draft}', 'Ticaret', 1);
     insert into chart_template_accounts (tenant_id, template_id, code, name, is_group)
     values ('${o.office}', '${o.draft}', '120.01', 'Yurt İçi Alıcılar', true)`,
  ],
  [
    'outgoing_mails',
    `insert into outgoing_mails (tenant_id, purpose, to_address, subject, body_text, message_id)
     values ('${o.office}', 'report', 'ayse@ofis.example', 'Kasım özeti', 'Ekte.', '<${o.step}@muhasebi.example>')`,
  ],
];

type Row = Readonly<Record<string, unknown>>;
type Tables = ReadonlyMap<string, readonly Row[]>;

let beside: TestDatabase;
/** Walks from schema to schema; an office opens at each, so that every migration meets the rows of all schemas before it. */
const TRUNK = `earlier_${process.pid}_${randomBytes(4).toString('hex')}`;
/** Schemas at which an installation stays, to be brought to the newest by one run, as after a long pause. */
const STAYED = [1 / 3, 2 / 3].map((part) => Math.ceil(files.length * part));
const stayedAt = (step: number) => `${TRUNK}_${step}`;
/** What each office wrote, as it stood before the next migration. */
const written: Tables[] = [];
let applied: string[];
let folder: string;
let newest: Client;

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const superuserOf = (database: string) => at(beside.superuserUrl, database);

async function openOffice(superuser: Client, office: Office): Promise<Tables> {
  const { rows } = await superuser.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const there = new Set(rows.map((row) => row.name));
  await superuser.query(begin(office));
  const filled = rowsFor(office).filter(([table]) => there.has(table));
  for (const [, sql] of filled) await superuser.query(sql);
  await superuser.query('commit');
  const tables = [...filled.map(([table]) => table), ...(there.has('audit_log') ? ['audit_log'] : [])];
  const found = new Map<string, Row[]>();
  for (const table of tables) found.set(table, await rowsOf(superuser, office, table));
  return found;
}

/** The office's rows as text, so that no number is rounded on the way. */
async function rowsOf(superuser: Client, { office, user }: Office, table: string): Promise<Row[]> {
  const { rows } = await superuser.query<{ row: Row }>(
    `select all_of.row from ${table} t,
       lateral (select jsonb_object_agg(key, value) as row from jsonb_each_text(to_jsonb(t))) all_of
     where coalesce(all_of.row->>'tenant_id', $1) = $1 and coalesce(all_of.row->>'user_id', $2) = $2
     order by t::text`,
    [office, user],
  );
  return rows.map(({ row }) => row);
}

async function expectAsWritten(superuser: Client, office: Office, before: Tables): Promise<void> {
  for (const [table, rows] of before) {
    const now = await rowsOf(superuser, office, table);
    expect(rows.length, table).toBeGreaterThan(0);
    expect(now, table).toHaveLength(rows.length);
    for (const row of rows) expect(now, table).toContainEqual(expect.objectContaining(row));
  }
}

beforeAll(async () => {
  beside = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'muhasebi-earlier-'));
  await as(beside.superuserUrl, (client) => client.query(`create database ${TRUNK} owner muhasebi_owner`));
  await as(superuserOf(TRUNK), async (client) => {
    for (const extension of EXTENSIONS) await client.query(`create extension ${extension}`);
  });
  for (const [index, file] of files.slice(0, -1).entries()) {
    await copyFile(join(MIGRATIONS, file), join(folder, file));
    await migrate({ ownerUrl: at(beside.ownerUrl, TRUNK), migrationsDir: folder });
    written.push(await as(superuserOf(TRUNK), (client) => openOffice(client, officeOf(index + 1))));
    if (STAYED.includes(index + 1))
      await as(beside.superuserUrl, (client) =>
        client.query(`create database ${stayedAt(index + 1)} template ${TRUNK} owner muhasebi_owner`),
      );
  }
  applied = await migrate({
    ownerUrl: at(beside.ownerUrl, TRUNK),
    appUrl: at(beside.appUrl, TRUNK),
    migrationsDir: MIGRATIONS,
  });
  newest = new Client({ connectionString: superuserOf(TRUNK) });
  await newest.connect();
}, 120_000);
afterAll(async () => {
  await newest?.end();
  await as(beside.superuserUrl, async (client) => {
    for (const name of [TRUNK, ...STAYED.map(stayedAt)])
      await client.query(`drop database if exists ${name} with (force)`);
  });
  await rm(folder, { recursive: true, force: true });
  await beside.drop();
});

describe('an installation that took every release', () => {
  it('is at the newest schema, and a second run finds nothing to do', async () => {
    expect(applied).toEqual(files.slice(-1).map((file) => file.slice(0, -4)));
    expect(await migrate({ ownerUrl: at(beside.ownerUrl, TRUNK), migrationsDir: MIGRATIONS })).toEqual([]);
    expect(await schemaDifferences(at(beside.ownerUrl, TRUNK), GOLDEN)).toEqual([]);
  });

  it.each(files.slice(0, -1).map((file, index) => ({ after: file.slice(0, -4), step: index + 1 })))(
    'keeps every row of the office that opened after $after, and takes what its people do next',
    async ({ step }) => {
      const office = officeOf(step);
      const before = written[step - 1] ?? new Map();
      await expectAsWritten(newest, office, before);
      if (before.has('documents')) {
        expect(await rowsOf(newest, office, 'document_texts')).toMatchObject([
          { search_text: ' agustos.xml' },
        ]);
        expect(await rowsOf(newest, office, 'document_keys')).toMatchObject([
          { client_id: office.client, payable_kurus: '-9100000000000000000' },
        ]);
      }
      if (before.has('vouchers')) {
        await newest.query(`${begin(office)};
          update vouchers set status = 'posted' where voucher_id = '${office.draft}'; commit`);
        const { rows } = await newest.query(
          'select fis_no from vouchers where tenant_id = $1 order by fis_no',
          [office.office],
        );
        expect(rows).toEqual([{ fis_no: 1 }, { fis_no: 2 }]);
      }
    },
  );
});

describe.each(STAYED)('an installation that stayed at schema %i', (stayed) => {
  it('comes to the newest by one run with every row as it was', async () => {
    const ownerUrl = at(beside.ownerUrl, stayedAt(stayed));
    expect(
      await migrate({ ownerUrl, appUrl: at(beside.appUrl, stayedAt(stayed)), migrationsDir: MIGRATIONS }),
    ).toEqual(files.slice(stayed).map((file) => file.slice(0, -4)));
    expect(await schemaDifferences(ownerUrl, GOLDEN)).toEqual([]);
    await as(superuserOf(stayedAt(stayed)), async (client) => {
      for (const [index, before] of written.slice(0, stayed).entries())
        await expectAsWritten(client, officeOf(index + 1), before);
    });
  });
});
