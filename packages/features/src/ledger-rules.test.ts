/** Books that are whole pass; every kind of damage, planted past the guards of the database, is named by its rule. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDatabase, createPool } from '@muhasebi/platform/db/database.ts';
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  call,
  createIntake,
  createOffice,
  type Intake,
  list,
  type Office,
  runJobs,
  upload,
} from './document-intake/intake.fixture.ts';
import { invoiceXml } from './document-intake/ubl-invoice.fixture.ts';
import type { Database } from './feature.ts';
import { checkLedger, type LedgerReport } from './ledger-check/check-ledger.ts';
import type { LedgerRule } from './ledger-rule.queries.ts';
import { fileRules, ledgerRules } from './ledger-rules.ts';
import type { DB } from './schema.gen.ts';

interface Books {
  readonly office: Office;
  /** Of documents, in the order of their numbers: 1 and 2 of type mahsup. */
  readonly posted: readonly string[];
  /** Number 3, entered by hand, and number 4, which reverses it. */
  readonly original: string;
  readonly reversal: string;
  /** Of a document that waits. */
  readonly draft: string;
}

interface Id {
  readonly id: string;
}

let intake: Intake;
let owner: Database;

async function open(): Promise<void> {
  intake = await createIntake();
  owner = createDatabase<DB>(
    createPool({ url: intake.database.ownerUrl, maxConnections: 2, applicationName: 'test' }),
  );
}

async function close(): Promise<void> {
  await owner.destroy();
  await intake.close();
}

async function keepBooks(): Promise<Books> {
  const office = await createOffice(intake);
  const { scope, clientId } = office;
  await upload(intake, office, { '1.xml': invoiceXml(), '2.xml': invoiceXml(), '3.xml': invoiceXml() });
  await runJobs(intake);
  const documents = (await list(intake, office)).toSorted((a, b) => a.fileName.localeCompare(b.fileName));
  const [first, second, third] = documents.map(({ voucherId }) => voucherId ?? '');
  if (first === undefined || second === undefined || third === undefined) throw new Error('no proposals');
  const post = (id: string) => call(intake, 'POST /vouchers/post', scope, { body: { vouchers: [{ id }] } });
  await post(first);
  await post(second);
  const lines = [
    { accountCode: '770.03', debit: '100.00', credit: '0' },
    { accountCode: '100.01', debit: '0', credit: '100.00' },
  ];
  const params = { clientId };
  const body = { date: '2026-11-03', lines };
  const { id: original } = (await call(intake, 'POST /clients/:clientId/vouchers', scope, {
    params,
    body,
  })) as Id;
  await post(original);
  const { id: reversal } = (await call(intake, 'POST /vouchers/:voucherId/reverse', scope, {
    params: { voucherId: original },
    body: { date: '2026-11-04' },
  })) as Id;
  return { office, posted: [first, second], original, reversal, draft: third };
}

async function check(office: Office | null, withFiles = true): Promise<LedgerReport> {
  const deps = {
    db: owner,
    storage: withFiles ? intake.deps.storage : null,
    clock: intake.deps.clock,
    ledgerRules,
    fileRules,
  };
  const report = await checkLedger(deps, { officeId: office?.tenantId ?? null, clientId: null });
  if (report === null) throw new Error('no such office');
  return report;
}

/** Past every trigger and foreign key, as no user of the installation can. */
async function damage(statement: string, values: readonly unknown[]): Promise<void> {
  await intake.superuser.query('begin');
  await intake.superuser.query('set local session_replication_role = replica');
  const { rowCount } = await intake.superuser.query(statement, [...values]);
  await intake.superuser.query('commit');
  if (rowCount === 0) throw new Error('nothing was damaged');
}

const ofRule = (report: LedgerReport, rule: string) =>
  report.findings.filter((finding) => finding.rule === rule);

const brokenRules = (report: LedgerReport) =>
  report.rules.filter(({ total }) => total > 0).map(({ rule }) => rule);

describe('an installation', () => {
  beforeAll(open);
  afterAll(close);

  it('passes where its books are whole, with all that it holds counted, and the run is remembered', async () => {
    const books = await keepBooks();
    await call(intake, 'POST /vouchers/:voucherId/reverse', books.office.scope, {
      params: { voucherId: books.posted[0] },
      body: { date: '2026-11-05' },
    });
    const between = await check(null);
    expect(between.findings).toEqual([]);
    await runJobs(intake);
    const report = await check(null);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ isWhole: true, offices: 1, isRemembered: true });
    expect(report.rules.map(({ rule }) => rule)).toEqual(
      [...ledgerRules, ...fileRules].map(({ name }) => name).concat('indexes'),
    );
    expect(report.counts).toMatchObject({
      offices: 1,
      clients: 2,
      documents: 3,
      stored_files: 3,
      vouchers: 7,
    });
    expect(report.files?.count).toBe(3);
    expect(report.files?.bytes).toBeGreaterThan(3_000);
    expect(report.indexes).toMatchObject({ status: 'checked', damage: [] });
    const runs = await owner.selectFrom('operation_runs').select(['kind', 'outcome', 'detail']).execute();
    expect(runs).toHaveLength(2);
    expect(runs[0]).toMatchObject({ kind: 'ledger-check', outcome: 'ok' });
    expect(runs[0]?.detail).toContain('indexes checked');
  });

  it('is remembered as checked only where everything was looked at', async () => {
    const books = await keepBooks();
    expect((await check(books.office)).isRemembered).toBe(false);
    const withoutFiles = await check(null, false);
    expect(withoutFiles).toMatchObject({ isWhole: true, isRemembered: false, files: null });
    expect(await owner.selectFrom('operation_runs').select('run_id').execute()).toHaveLength(2);
  });

  it('is judged as it stood at one moment, whatever is written meanwhile', async () => {
    const { office } = await keepBooks();
    const seen: number[] = [];
    const [anyRule] = ledgerRules;
    if (anyRule === undefined) throw new Error('no rules');
    const counting: LedgerRule = {
      ...anyRule,
      check: async (trx, { tenantId }) => {
        const vouchers = await trx
          .selectFrom('vouchers')
          .select('voucher_id')
          .where('tenant_id', '=', tenantId)
          .execute();
        seen.push(vouchers.length);
        const params = { clientId: office.clientId };
        const body = { date: '2026-11-03', lines: [] };
        await call(intake, 'POST /clients/:clientId/vouchers', office.scope, { params, body });
        return { breaches: [], total: 0 };
      },
    };
    const deps = {
      db: owner,
      storage: null,
      clock: intake.deps.clock,
      ledgerRules: [counting, counting],
      fileRules,
    };
    const report = await checkLedger(deps, { officeId: office.tenantId, clientId: null });
    expect(seen).toEqual([5, 5]);
    expect(report?.counts.vouchers).toBe(5);
  });

  it('finds an index that lacks a row, and says so where the role may not look', async () => {
    await intake.superuser.query(
      `create function public.turned(n integer) returns integer immutable language sql as 'select n'`,
    );
    await intake.superuser.query('create index damaged on vouchers (public.turned(fis_no))');
    await intake.superuser.query(
      `create or replace function public.turned(n integer) returns integer immutable language sql as 'select -n'`,
    );
    const damaged = await check(null);
    expect(brokenRules(damaged)).toEqual(['indexes']);
    expect(damaged.findings[0]).toMatchObject({ place: 'damaged', officeId: null, rule: 'indexes' });
    const runs = owner.selectFrom('operation_runs').select(['outcome', 'detail']).orderBy('run_id', 'desc');
    expect((await runs.executeTakeFirst())?.outcome).toBe('failed');
    await intake.superuser.query(
      'revoke execute on function bt_index_check(regclass, boolean, boolean) from muhasebi_owner',
    );
    const unseen = await check(null);
    expect(unseen).toMatchObject({ isWhole: true, indexes: { status: 'not-checked', reason: 'no-right' } });
    expect((await runs.executeTakeFirst())?.detail).toContain('indexes not checked (no-right)');
  });

  it('answers that there is no such office, and no such client', async () => {
    const deps = { db: owner, storage: null, clock: intake.deps.clock, ledgerRules, fileRules };
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await checkLedger(deps, { officeId: nobody, clientId: null })).toBeNull();
    expect(await checkLedger(deps, { officeId: null, clientId: nobody })).toBeNull();
  });

  it('names as many places as a reader can take in, and counts them all', async () => {
    const books = await keepBooks();
    await damage(
      `insert into vouchers (tenant_id, client_id, type, voucher_date, status, posted_at, fiscal_year, fis_no, chain_no, chain_hash)
       select tenant_id, client_id, 'tahsil', '2026-11-06', 'posted', now(), 2026, n, n + 9, sha256(int4send(n))
       from vouchers, generate_series(1, 50) n where voucher_id = $1`,
      [books.original],
    );
    const report = await check(books.office, false);
    const rule = report.rules.find((each) => each.rule === 'voucher-balance');
    expect(rule?.total).toBe(50);
    expect(report.findings.filter((finding) => finding.rule === 'voucher-balance')).toHaveLength(20);
  });
});

describe('damage', () => {
  let books: Books;
  beforeAll(open);
  afterAll(close);
  beforeEach(async () => {
    books = await keepBooks();
    expect((await check(books.office)).findings).toEqual([]);
  });

  const firstPosted = () => [books.posted[0]];
  const firstLine = `voucher_id = $1 and line_no = (select min(line_no) from voucher_lines where voucher_id = $1)`;

  it('of an amount is named with voucher, both sums and the difference', async () => {
    await damage(`update voucher_lines set debit_kurus = debit_kurus + 1 where ${firstLine}`, firstPosted());
    const report = await check(books.office);
    expect(brokenRules(report)).toEqual(['voucher-balance', 'account-balances', 'entry-chain']);
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      officeId: books.office.tenantId,
      clientId: books.office.clientId,
      place: `2026/mahsup/1 ${books.posted[0]}`,
      breaks: 'unbalanced',
      facts: { debit: '1200.01', credit: '1200.00', difference: '0.01' },
    });
    expect(finding?.message.tr).toBe('borç 1200.01, alacak 1200.00: fark 0.01');
  });

  it('by a line deleted is named as a voucher out of balance', async () => {
    await damage(`delete from voucher_lines where ${firstLine}`, firstPosted());
    expect(brokenRules(await check(books.office))).toEqual([
      'voucher-balance',
      'account-balances',
      'entry-chain',
    ]);
  });

  it('by all lines deleted is named as a voucher that is too short', async () => {
    await damage('delete from voucher_lines where voucher_id = $1', firstPosted());
    expect((await check(books.office)).findings[0]).toMatchObject({ breaks: 'short', facts: { lines: '0' } });
  });

  it('by a voucher missing is named by its number, and by its document', async () => {
    await damage('delete from voucher_lines where voucher_id = $1', firstPosted());
    await damage('delete from vouchers where voucher_id = $1', firstPosted());
    const report = await check(books.office);
    expect(brokenRules(report)).toEqual([
      'number-sequence',
      'account-balances',

      'entry-chain',
      'posted-documents',
    ]);
    expect(report.findings[0]).toMatchObject({
      place: '2026/mahsup',
      breaks: 'missing',
      facts: { from: '1', to: '1' },
    });
    expect(ofRule(report, 'entry-chain')).toMatchObject([
      { breaks: 'missing', facts: { from: '1', to: '1' } },
    ]);
    expect(ofRule(report, 'posted-documents')[0]).toMatchObject({
      breaks: 'voucher',
      facts: { voucher: books.posted[0] },
    });
  });

  it('by the last voucher missing is named by the counter', async () => {
    await damage('delete from voucher_lines where voucher_id = $1', [books.reversal]);
    await damage('delete from vouchers where voucher_id = $1', [books.reversal]);
    const report = await check(books.office);
    expect(ofRule(report, 'number-sequence')).toMatchObject([
      { breaks: 'counter', facts: { last: '3', counter: '4' } },
    ]);
    expect(ofRule(report, 'entry-chain')).toMatchObject([{ breaks: 'end', facts: { last: '3', head: '4' } }]);
  });

  it('by a voucher moved to another client is named in both books', async () => {
    await damage('update vouchers set client_id = $2 where voucher_id = $1', [
      books.posted[0],
      books.office.otherClientId,
    ]);
    const report = await check(books.office);
    expect(brokenRules(report)).toEqual([
      'line-places',
      'number-sequence',
      'account-balances',
      'mizan-balances',
      'entry-chain',
      'posted-documents',
    ]);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ rule: 'line-places', breaks: 'client' }),
    );
  });

  it('by a day in the books that is not the voucher’s is named by the mizan too', async () => {
    await damage(`update voucher_lines set book_date = '2025-06-01' where ${firstLine}`, firstPosted());
    const report = await check(books.office);
    expect(brokenRules(report)).toEqual(['line-places', 'mizan-balances']);
    expect(report.findings[0]).toMatchObject({
      breaks: 'day',
      facts: { lineDay: '2025-06-01', voucherDay: '2026-11-02' },
    });
  });

  it('by an account that is gone, and by one that became a group, is named', async () => {
    await damage(`update voucher_lines set account_code = '999.99' where ${firstLine}`, firstPosted());
    await damage(`update voucher_lines set account_code = '770' where ${firstLine}`, [books.posted[1]]);
    const { findings } = await check(books.office);
    const named = findings.filter(({ rule }) => rule === 'line-accounts').map(({ breaks }) => breaks);
    expect(named.toSorted()).toEqual(['group', 'missing']);
  });

  it('by a fiscal year that is not the day’s is named', async () => {
    await damage('update vouchers set fiscal_year = 2025 where voucher_id = $1', firstPosted());
    expect(brokenRules(await check(books.office))).toContain('voucher-years');
  });

  it('by a reversal that points nowhere is named', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    await damage('update vouchers set reversal_of = $2 where voucher_id = $1', [books.reversal, nobody]);
    expect(ofRule(await check(books.office), 'reversals')).toMatchObject([
      { breaks: 'nowhere', facts: { original: nobody } },
    ]);
  });

  it('by a reversal of a draft is named', async () => {
    await damage('update vouchers set reversal_of = $2 where voucher_id = $1', [books.reversal, books.draft]);
    expect(ofRule(await check(books.office), 'reversals')).toMatchObject([{ breaks: 'unfit' }]);
  });

  it('of an original that is still balanced is named by its reversal', async () => {
    await damage(
      `update voucher_lines set debit_kurus = 10001 * sign(debit_kurus), credit_kurus = 10001 * sign(credit_kurus)
       where voucher_id = $1`,
      [books.original],
    );
    expect(ofRule(await check(books.office), 'reversals')).toMatchObject([
      { breaks: 'mirror', facts: { credit: '100.00', originalDebit: '100.01' } },
    ]);
  });

  it('of a document whose voucher is posted is named', async () => {
    await damage(`update documents set state = 'READY' where voucher_id = $1`, firstPosted());
    expect((await check(books.office)).findings).toMatchObject([
      { rule: 'posted-documents', breaks: 'document', facts: { state: 'READY' } },
    ]);
  });

  it('by a draft of a rejected document is named', async () => {
    await damage(`update documents set state = 'REJECTED', reject_reason = 'x' where voucher_id = $1`, [
      books.draft,
    ]);
    expect((await check(books.office)).findings).toMatchObject([
      { rule: 'drafted-documents', breaks: 'state' },
    ]);
  });

  const storedFile = async () => {
    const { rows } = await intake.superuser.query(
      'select sha256 from documents where voucher_id = $1',
      firstPosted(),
    );
    const sha256: string = rows[0].sha256;
    return path.join(intake.folder, 'store', books.office.tenantId, sha256.slice(0, 2), sha256);
  };

  it('by a stored file missing is named, and left alone where files are left out', async () => {
    await rm(await storedFile());
    expect((await check(books.office)).findings).toMatchObject([
      { rule: 'stored-files', breaks: 'missing', place: expect.stringContaining('1.xml') },
    ]);
    expect((await check(books.office, false)).isWhole).toBe(true);
  });

  it('of one byte of a stored file is named', async () => {
    const file = await storedFile();
    const bytes = await intake.deps.storage.read({
      tenantId: books.office.tenantId,
      sha256: path.basename(file),
    });
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect((await check(books.office)).findings).toMatchObject([
      { rule: 'stored-files', breaks: 'changed', facts: { bytes: String(bytes.length) } },
    ]);
  });

  it('of the store as a whole is no list of files: the check ends and says why', async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`ek${n}.xml`, invoiceXml()]));
    await upload(intake, books.office, many);
    // A file where the store's folder should be: every reading fails, and none is missing.
    const notAFolder = path.join(intake.folder, 'not-a-folder');
    await writeFile(notAFolder, '');
    const deps = {
      db: owner,
      storage: createDiskStorage(notAFolder),
      clock: intake.deps.clock,
      ledgerRules,
      fileRules,
    };
    await expect(checkLedger(deps, { officeId: books.office.tenantId, clientId: null })).rejects.toThrow(
      'the store cannot be read',
    );
  });

  it('is looked for in one client alone where one is asked for', async () => {
    await damage(`delete from voucher_lines where ${firstLine}`, firstPosted());
    const deps = {
      db: owner,
      storage: intake.deps.storage,
      clock: intake.deps.clock,
      ledgerRules,
      fileRules,
    };
    const { clientId, otherClientId } = books.office;
    expect((await checkLedger(deps, { officeId: null, clientId: otherClientId }))?.isWhole).toBe(true);
    const own = await checkLedger(deps, { officeId: null, clientId });
    expect(own).toMatchObject({ isWhole: false, offices: 1 });
  });

  // The last two: they take guards of the tables away for good.
  it('by a number given twice is named', async () => {
    await intake.superuser.query('drop index vouchers_numbered');
    await damage('update vouchers set fis_no = 1 where voucher_id = $1', [books.posted[1]]);
    expect(ofRule(await check(books.office), 'number-sequence')).toMatchObject([
      { breaks: 'repeated', facts: { number: '1' } },
      { breaks: 'missing', facts: { from: '2', to: '2' } },
    ]);
  });

  it('by a line on both sides is named', async () => {
    const { rows } = await intake.superuser.query(
      `select conname from pg_constraint where conrelid = 'voucher_lines'::regclass and contype = 'c'
         and pg_get_constraintdef(oid) like '%debit_kurus > 0%<>%'`,
    );
    await intake.superuser.query(`alter table voucher_lines drop constraint ${rows[0].conname}`);
    await damage(
      `update voucher_lines set debit_kurus = 5, credit_kurus = 5 where ${firstLine}`,
      firstPosted(),
    );
    expect(brokenRules(await check(books.office))).toEqual([
      'voucher-balance',
      'line-sides',
      'account-balances',
      'entry-chain',
    ]);
  });
});
