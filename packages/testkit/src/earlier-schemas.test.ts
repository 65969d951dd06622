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

const OFFICE = '00000000-0000-4000-8000-000000000001';
const CLIENT = '00000000-0000-4000-8000-000000000002';
const USER = '00000000-0000-4000-8000-000000000003';
const [DRAFT, POSTED] = ['00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-000000000005'];

/** As the person of the office. */
const BEGIN = `begin; select set_config('app.tenant_id', '${OFFICE}', true),
  set_config('app.user_id', '${USER}', true), set_config('app.client_scope', 'all', true)`;

/** What stands in each table once it is there, in this order. A feature's first table joins with a line. */
const ROWS: readonly (readonly [table: string, sql: string])[] = [
  ['offices', `insert into offices (tenant_id, name) values ('${OFFICE}', 'Işık Müşavirlik')`],
  [
    'users',
    `insert into users (user_id, email, name) values ('${USER}', 'sahip@ofis.example', 'Defne Iğdır')`,
  ],
  [
    'memberships',
    `insert into memberships (tenant_id, user_id, role) values ('${OFFICE}', '${USER}', 'owner')`,
  ],
  [
    'clients',
    `insert into clients (tenant_id, client_id, title, tax_id) values ('${OFFICE}', '${CLIENT}', 'Öz İplik A.Ş.', '1234567808')`,
  ],
  [
    'accounts',
    `insert into accounts (tenant_id, client_id, code, name, is_leaf, normal_side) values
       ('${OFFICE}', '${CLIENT}', '100', 'Kasa', true, 'borc'), ('${OFFICE}', '${CLIENT}', '600', 'Satışlar', true, 'alacak')`,
  ],
  [
    'stored_files',
    `insert into stored_files (tenant_id, sha256, size_bytes) values ('${OFFICE}', repeat('ab', 32), 9007199254740993)`,
  ],
  [
    'documents',
    `insert into documents (tenant_id, client_id, sha256, size_bytes, file_name, upload_id, state, reject_reason)
     values ('${OFFICE}', '${CLIENT}', repeat('ab', 32), 7, 'ağustos.xml', gen_random_uuid(), 'REJECTED', 'yanlış')`,
  ],
  [
    'periods',
    `insert into periods (tenant_id, client_id, period, fiscal_year) values ('${OFFICE}', '${CLIENT}', '2026-10-01', 2026)`,
  ],
  [
    'vouchers',
    `insert into vouchers (tenant_id, voucher_id, client_id, type, voucher_date) values
       ('${OFFICE}', '${DRAFT}', '${CLIENT}', 'mahsup', '2026-10-01'), ('${OFFICE}', '${POSTED}', '${CLIENT}', 'mahsup', '2026-10-02')`,
  ],
  [
    'voucher_lines',
    `insert into voucher_lines (tenant_id, voucher_id, line_no, client_id, account_code, debit_kurus, credit_kurus)
     select '${OFFICE}', voucher::uuid, line, '${CLIENT}', account, debit, credit
     from unnest(array['${DRAFT}', '${POSTED}']) voucher,
          (values (1, '100', 9007199254740993, 0), (2, '600', 0, 9007199254740993)) lines (line, account, debit, credit);
     update vouchers set status = 'posted' where voucher_id = '${POSTED}'`,
  ],
  [
    'office_settings',
    `insert into office_settings (tenant_id, letterhead_text, session_idle_hours) values ('${OFFICE}', 'Işık', 8)`,
  ],
  [
    'invitations',
    `insert into invitations (tenant_id, email, name, role, expires_at)
     values ('${OFFICE}', 'davetli@ofis.example', 'Çağrı', 'staff', '2026-12-01')`,
  ],
  [
    'recovery_codes',
    `insert into recovery_codes (user_id, code_hash) values ('${USER}', decode(repeat('ab', 32), 'hex'))`,
  ],
  [
    'client_statuses',
    `insert into client_statuses (tenant_id, client_id, kind, value, valid_from, valid_to)
     values ('${OFFICE}', '${CLIENT}', 'kdv-donemi', 'aylik', '2020-01-01', '2024-12-31')`,
  ],
  [
    'client_bank_accounts',
    `insert into client_bank_accounts (tenant_id, client_id, position, iban)
     values ('${OFFICE}', '${CLIENT}', 1, 'TR330006100519786457841326')`,
  ],
  [
    'saved_views',
    `insert into saved_views (tenant_id, page, name, search) values ('${OFFICE}', 'vouchers', 'Taslaklar', 'durum=draft')`,
  ],
  [
    'chart_template_accounts',
    `insert into chart_templates (tenant_id, template_id, name, account_count) values ('${OFFICE}', '${DRAFT}', 'Ticaret', 1);
     insert into chart_template_accounts (tenant_id, template_id, code, name, is_group)
     values ('${OFFICE}', '${DRAFT}', '120.01', 'Yurt İçi Alıcılar', true)`,
  ],
  [
    'outgoing_mails',
    `insert into outgoing_mails (tenant_id, purpose, to_address, subject, body_text, message_id)
     values ('${OFFICE}', 'report', 'ayse@ofis.example', 'Kasım özeti', 'Ekte.', '<1@muhasebi.example>')`,
  ],
];

type Row = Readonly<Record<string, unknown>>;

let beside: TestDatabase;
/** Grows by one migration before each test, and is copied: so that no test walks the way to its schema again. */
const TRUNK = `earlier_${process.pid}_${randomBytes(4).toString('hex')}`;
const COPY = `${TRUNK}_copy`;
let folder: string;

async function asSuperuser(database: string | undefined, ...statements: string[]): Promise<void> {
  const client = new Client({
    connectionString: database === undefined ? beside.superuserUrl : at(beside.superuserUrl, database),
  });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const at = (url: string, database: string) => Object.assign(new URL(url), { pathname: `/${database}` }).href;

beforeAll(async () => {
  beside = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'muhasebi-earlier-'));
  await asSuperuser(undefined, `create database ${TRUNK} owner muhasebi_owner`);
  await asSuperuser(TRUNK, ...EXTENSIONS.map((extension) => `create extension ${extension}`));
});
afterAll(async () => {
  await asSuperuser(undefined, `drop database if exists ${TRUNK} with (force)`);
  await rm(folder, { recursive: true, force: true });
  await beside.drop();
});

describe.each(
  files.slice(0, -1).map((file, index) => ({ file, after: file.slice(0, -4), count: index + 1 })),
)('the schema after $after', ({ file, count }) => {
  let superuser: Client;
  const ownerUrl = () => at(beside.ownerUrl, COPY);

  beforeAll(async () => {
    await copyFile(join(MIGRATIONS, file), join(folder, file));
    await migrate({ ownerUrl: at(beside.ownerUrl, TRUNK), migrationsDir: folder });
    await asSuperuser(undefined, `create database ${COPY} template ${TRUNK} owner muhasebi_owner`);
    superuser = new Client({ connectionString: at(beside.superuserUrl, COPY) });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await asSuperuser(undefined, `drop database if exists ${COPY} with (force)`);
  });

  async function putRows(): Promise<string[]> {
    const { rows } = await superuser.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    );
    const there = new Set(rows.map((row) => row.name));
    await superuser.query(BEGIN);
    const filled = ROWS.filter(([table]) => there.has(table));
    for (const [, sql] of filled) await superuser.query(sql);
    await superuser.query('commit');
    return [...filled.map(([table]) => table), ...(there.has('audit_log') ? ['audit_log'] : [])];
  }

  /** As text, so that no number is rounded on the way. */
  async function rowsOf(table: string): Promise<Row[]> {
    const { rows } = await superuser.query<{ row: Row }>(
      `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t))) as row from ${table} t order by t::text`,
    );
    return rows.map(({ row }) => row);
  }

  it('comes to the newest with every row as it was, and takes a second run and what people do next', async () => {
    const tables = await putRows();
    const before = new Map<string, Row[]>();
    for (const table of tables) before.set(table, await rowsOf(table));

    expect(
      await migrate({ ownerUrl: ownerUrl(), appUrl: at(beside.appUrl, COPY), migrationsDir: MIGRATIONS }),
    ).toEqual(files.slice(count).map((file) => file.slice(0, -4)));
    expect(await migrate({ ownerUrl: ownerUrl(), migrationsDir: MIGRATIONS })).toEqual([]);
    for (const [table, rows] of before) {
      const now = await rowsOf(table);
      expect(now, table).toHaveLength(rows.length);
      for (const row of rows) expect(now, table).toContainEqual(expect.objectContaining(row));
    }
    expect(await schemaDifferences(ownerUrl(), GOLDEN)).toEqual([]);
    if (tables.includes('documents')) {
      expect(await rowsOf('document_texts')).toMatchObject([{ search_text: ' agustos.xml' }]);
      expect(await rowsOf('document_keys')).toMatchObject([
        { client_id: CLIENT, payable_kurus: '-9100000000000000000' },
      ]);
    }
    if (tables.includes('vouchers')) {
      await superuser.query(`${BEGIN};
          update vouchers set status = 'posted' where voucher_id = '${DRAFT}'; commit`);
      const { rows } = await superuser.query('select fis_no from vouchers order by fis_no');
      expect(rows).toEqual([{ fis_no: 1 }, { fis_no: 2 }]);
    }
  });
});
