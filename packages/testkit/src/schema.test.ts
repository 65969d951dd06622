/** The migrated schema: the same as its golden dump, and guarded on every table that belongs to an office. */
import { join } from 'node:path';
import { dumpSchema } from '@muhasebi/platform/db/schema-dump.ts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

const GOLDEN = join(import.meta.dirname, '../../../db/schema.golden.txt');

describe('the migrated schema', () => {
  let database: TestDatabase;
  let app: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    app = new Client({ connectionString: database.appUrl });
    await app.connect();
  });
  afterAll(async () => {
    await app.end();
    await database.drop();
  });
  const rows = async (text: string): Promise<unknown[]> =>
    (await app.query<unknown[]>({ text, rowMode: 'array' })).rows.map((row) => row[0]);

  const ourTables = `pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname in ('public', 'app')`;

  it('equals db/schema.golden.txt; after a migration, refresh it with "pnpm db:golden" and review the change', async () => {
    await expect(await dumpSchema(database.superuserUrl)).toMatchFileSnapshot(GOLDEN);
  });

  it('forces row-level security with a policy of the tenant on every table that has a tenant_id', async () => {
    const withTenant = `select c.relname from ${ourTables}
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)`;
    const tables = await rows(withTenant);
    expect(tables).toEqual(expect.arrayContaining(['clients', 'documents', 'vouchers', 'voucher_lines']));
    const guarded = await rows(`${withTenant} and c.relrowsecurity and c.relforcerowsecurity and exists (
      select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
        and pg_get_expr(p.polqual, p.polrelid) like '%tenant_id = ( SELECT app.tenant_id()%'
        and pg_get_expr(p.polwithcheck, p.polrelid) like '%tenant_id = ( SELECT app.tenant_id()%')`);
    expect(guarded.toSorted()).toEqual(tables.toSorted());
  });

  it('lets client scope decide on every table that has a client_id, but for the list of scopes itself', async () => {
    const withClient = `select c.relname from ${ourTables}
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'client_id' and not a.attisdropped)
      and c.relname <> 'membership_clients'`;
    const tables = await rows(withClient);
    expect(tables).toContain('vouchers');
    const guarded = await rows(`${withClient} and exists (
      select from pg_policy p where p.polrelid = c.oid and pg_get_expr(p.polqual, p.polrelid) like '%client_scope()%'
        and pg_get_expr(p.polwithcheck, p.polrelid) like '%client_scope()%')`);
    expect(guarded.toSorted()).toEqual(tables.toSorted());
  });

  it('puts the tenant first in the primary key of every table of an office, so that it can be distributed by it', async () => {
    const late = await rows(`select c.relname from ${ourTables}
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      and not exists (select from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
                      where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'tenant_id')`);
    expect(late).toEqual([]);
  });

  it('checks every foreign key by the whole key of the row that it names, on a database that knows nothing of its tables yet', async () => {
    const { rows: keys } = await app.query<{ key: string; statement: string }>(`
      select k.conrelid::regclass || ' → ' || k.confrelid::regclass as key,
        -- As PostgreSQL itself asks, with a plan for any value (RI_FKey_check).
        format('explain (generic_plan, costs off) select 1 from only %s x where %s for key share of x', k.confrelid::regclass,
          string_agg(format('%I = $%s', a.attname, c.n), ' and ' order by c.n)) as statement
      from pg_constraint k, unnest(k.confkey) with ordinality c (attnum, n), pg_attribute a
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and a.attrelid = k.confrelid and a.attnum = c.attnum
      group by k.oid, k.conrelid, k.confrelid order by 1`);
    expect(keys.map(({ key }) => key)).toContain('voucher_lines → vouchers');
    const owner = new Client({ connectionString: database.superuserUrl });
    await owner.connect();
    try {
      // A table without a row may be read from end to end; what matters is the index that stays chosen while it grows.
      await owner.query('set enable_seqscan = off');
      const partly: string[] = [];
      for (const { key, statement } of keys) {
        const plan = (await owner.query<{ 'QUERY PLAN': string }>(statement)).rows.map(
          (row) => row['QUERY PLAN'],
        );
        if (plan.some((line) => /Filter:|Seq Scan/.test(line))) partly.push(`${key}: ${plan.join(' ')}`);
      }
      expect(partly).toEqual([]);
    } finally {
      await owner.end();
    }
  });

  it('gives the role of the application nothing to own, no way past row-level security, and no truncate', async () => {
    const roles = `select r.oid from pg_roles r where pg_has_role(current_user, r.oid, 'member')`;
    expect(
      await rows(`select rolname from pg_roles where oid in (${roles})
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`),
    ).toEqual([]);
    expect(await rows(`select relname from pg_class where relowner in (${roles})`)).toEqual([]);
    expect(await rows(`select proname from pg_proc where proowner in (${roles})`)).toEqual([]);
    expect(await rows(`select nspname from pg_namespace where nspowner in (${roles})`)).toEqual([]);
    expect(
      await rows(
        `select c.relname from ${ourTables} and has_table_privilege(c.oid, 'truncate, trigger, references')`,
      ),
    ).toEqual([]);
  });

  it('leaves no table without row-level security but those that are global by name', async () => {
    const open = await rows(`select c.relname from ${ourTables} and not c.relrowsecurity order by 1`);
    expect(open).toEqual([
      'account_mails',
      'exchange_rate_days',
      'exchange_rates',
      'first_run',
      'operation_runs',
      'operator_acts',
      'password_resets',
      'recovery_codes',
      'refresh_tokens',
      'rule_pack_files',
      'rule_packs',
      'security_events',
      'sessions',
      'users',
    ]);
  });

  it('never lets a function of its owner run under a search path that the caller chose', async () => {
    expect(
      await rows(`select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('public', 'app') and p.prosecdef
          and not coalesce(p.proconfig::text like '%search_path%', false)`),
    ).toEqual([]);
  });

  it('lets nobody but its triggers run a function of the owner, and the application no function that it does not need', async () => {
    const callable = `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'app' and has_function_privilege`;
    expect(await rows(`${callable} ('public', p.oid, 'execute')`)).toEqual([]);
    expect(await rows(`${callable} (current_user, p.oid, 'execute') and p.prosecdef`)).toEqual([]);
    expect((await rows(`${callable} (current_user, p.oid, 'execute') order by 1`)).map(String)).toEqual([
      'client_scope',
      'enter_vouchers',
      'fiscal_year',
      'fold',
      'is_subscribed',
      'is_tr_iban',
      'mark_posted',
      'number_period',
      'post_drafts',
      'posting_faults',
      'search_key',
      'search_pattern',
      'sees_all_clients',
      'tenant_id',
      'user_id',
    ]);
  });

  it('lets the application make no tables of its own, not even temporary ones', async () => {
    // A copy of a template does not take over what is granted on the database, so the template itself is asked.
    const migrated = `'muhasebi_template'`;
    expect(
      await rows(`select privilege from unnest(array['temporary', 'create']) as p (privilege)
        where has_database_privilege(current_user, ${migrated}, privilege)`),
    ).toEqual([]);
    await expect(app.query('create table public.benim (x int)')).rejects.toThrow(/permission denied/);
    await expect(app.query('create schema benim')).rejects.toThrow(/permission denied/);
    await expect(app.query(`select pg_read_file('/etc/passwd')`)).rejects.toThrow(/permission denied/);
    await expect(app.query(`copy (select 1) to program 'true'`)).rejects.toThrow(/permission denied/);
    await expect(app.query('set role muhasebi_owner')).rejects.toThrow(/permission denied/);
  });
});
