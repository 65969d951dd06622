/** Imports of vouchers from file to books on a real database: faults by row, all or nothing, killed and repeated, taken back. */
import { bookInMemory, sheetOf } from '@muhasebi/connectors/table-file/book-in-memory.fixture.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerContract } from '../ledger/contract.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { filesOf } from '../test-ground.fixture.ts';
import { createWholeOffice, type OfficeScope, OTHER_TAX_ID } from '../whole-office.fixture.ts';
import { voucherImportContract as contract, type ImportDetail } from './contract.ts';
import { JOBS } from './import-context.ts';

let office: Awaited<ReturnType<typeof createWholeOffice>>;
let scope: OfficeScope;
let clientId: string;

beforeAll(async () => {
  office = await createWholeOffice();
  scope = await office.openOffice();
  clientId = await office.openClient(scope, OTHER_TAX_ID);
}, 120_000);
afterAll(() => office?.close());

const HEAD = 'Fiş no;Tarih;Hesap kodu;Açıklama;Borç;Alacak';
/** A CSV of these rows below the usual headers. */
const csv = (...rows: readonly string[]) => Buffer.from([HEAD, ...rows].join('\n'));
/** Two rows of a good voucher. */
const pair = (no: number, day = '05.01.2026', amount = '1.000,00') => [
  `${no};${day};770.03;Kırtasiye;${amount};`,
  `${no};${day};100.01;Kırtasiye;;${amount}`,
];

async function bring(bytes: Uint8Array, of: Scope = scope, client = clientId): Promise<ImportDetail> {
  const wanted: RouteContract = contract.uploadVoucherImport;
  const route = office.routes.find((each) => each.contract === wanted);
  const context = { ...requestContext(of), files: () => filesOf({ 'fişler.csv': bytes }) };
  return (await route?.handle(context, {
    params: { clientId: client },
    query: {},
    body: undefined,
  } as never)) as ImportDetail;
}
const show = (importId: string) => office.call(contract.getVoucherImport, { params: { importId } }, scope);
/** Read by the plan that was proposed. */
async function read(bytes: Uint8Array, over: Partial<ImportDetail['plan']> = {}): Promise<ImportDetail> {
  const { id, plan } = await bring(bytes);
  await office.call(
    contract.readVoucherImport,
    { params: { importId: id }, body: { ...plan, ...over } },
    scope,
  );
  await office.runJobs(JOBS.read);
  return show(id);
}
const decide = (importId: string, allOrNothing: boolean, post: boolean, of: Scope = scope) =>
  office.call(contract.writeVoucherImport, { params: { importId }, body: { allOrNothing, post } }, of);
async function write(importId: string, allOrNothing: boolean, post: boolean): Promise<ImportDetail> {
  await decide(importId, allOrNothing, post);
  await office.runJobs(JOBS.write);
  return show(importId);
}
async function undo(importId: string): Promise<ImportDetail> {
  await office.call(contract.undoVoucherImport, { params: { importId } }, scope);
  await office.runJobs(JOBS.undo);
  return show(importId);
}
const rowsOf = async (importId: string, state: 'all' | 'faulty' | 'warned' | 'good' | 'skipped' = 'all') =>
  (
    await office.call(
      contract.listVoucherImportRows,
      { params: { importId }, query: { state, limit: 500 } },
      scope,
    )
  ).items;
const vouchersOf = async (importId: string) =>
  (
    await office.call(
      contract.listVoucherImportVouchers,
      { params: { importId }, query: { limit: 500 } },
      scope,
    )
  ).items;
const booksOf = async (client = clientId) =>
  office.call(ledgerContract.sumVouchers, { params: { clientId: client }, query: {} }, scope);
const setMonth = (month: string, status: string) =>
  inScope(office.db, scope, (trx) =>
    trx
      .updateTable('periods')
      .set({ status })
      .where('tenant_id', '=', scope.tenantId)
      .where('client_id', '=', clientId)
      .where('period', '=', `${month}-01`)
      .execute(),
  );
const closeAccount = (code: string) =>
  inScope(office.db, scope, (trx) =>
    trx
      .updateTable('accounts')
      .set({ status: 'closed' })
      .where('tenant_id', '=', scope.tenantId)
      .where('client_id', '=', clientId)
      .where('code', '=', code)
      .execute(),
  );

describe('what a file is read as', () => {
  it('is proposed by its headers, remembered for the office, and proposed again for files with the same headers', async () => {
    const first = await bring(csv(...pair(1)));
    expect(first).toMatchObject({
      state: 'mapping',
      planFrom: 'guessed',
      plan: {
        headerRow: 1,
        grouping: 'key',
        columns: { key: 0, date: 1, accountCode: 2, description: 3, debit: 4, credit: 5 },
      },
    });
    const short = Buffer.from(['Fiş;Tarih;Hesap;Açıklama;Borç;Alacak', ...pair(1)].join('\n'));
    expect((await bring(short)).plan).toMatchObject({ grouping: 'key', columns: { key: 0, accountCode: 2 } });
    const said = { ...first.plan, grouping: 'change' as const };
    await office.call(contract.readVoucherImport, { params: { importId: first.id }, body: said }, scope);
    await office.runJobs(JOBS.read);
    expect(await bring(csv(...pair(2)))).toMatchObject({ planFrom: 'known', plan: { grouping: 'change' } });
    await office.call(
      contract.readVoucherImport,
      { params: { importId: first.id }, body: first.plan },
      scope,
    );
    await office.runJobs(JOBS.read);
  });
  it('must have a date, an account and amounts', async () => {
    const { id, plan } = await bring(csv(...pair(1)));
    const { date: _, ...columns } = plan.columns;
    await expect(
      office.call(
        contract.readVoucherImport,
        { params: { importId: id }, body: { ...plan, columns } },
        scope,
      ),
    ).rejects.toMatchObject({ code: 'IMPORT_PLAN_INCOMPLETE' });
  });
  it('is refused by name where it is no table', async () => {
    await expect(bring(Buffer.from('%PDF-1.7'))).rejects.toMatchObject({ code: 'IMPORT_FILE_UNREADABLE' });
  });
});

describe('the preview', () => {
  it('tells each fault with its row and remedy, and counts the vouchers that can come in', async () => {
    const other = await office.openClient(scope, '9876543217', 'Başka A.Ş.');
    const account = { code: '120.77', name: 'Yalnız başkasının' };
    await office.call(ledgerContract.createAccount, { params: { clientId: other }, body: account }, scope);
    await closeAccount('770.02');
    await setMonth('2026-02', 'locked');
    const shown = await read(
      csv(
        ...pair(1),
        '2;31.02.2026;770.03;;10,00;',
        '2;31.02.2026;100.01;;;10,00',
        '3;05.01.2026;120.77;;10,00;',
        '3;05.01.2026;100.01;;;10,00',
        '4;05.01.2026;770;;10,00;',
        '4;05.01.2026;100.01;;;10,01',
        '5;05.01.2026;770.03;;10,00;',
        '5;05.01.2026;100.01;;;10,01',
        '6;05.01.2026;770.03;;12.34.5;',
        '6;05.01.2026;100.01;;;1.234,00',
        '7;05.01.2026;770.03;;(100);',
        '7;05.01.2026;100.01;;5,00;5,00',
        '8;03.02.2026;770.03;;10,00;',
        '8;03.02.2026;100.01;;;10,00',
        '9;05.01.2026;770.03;;10,00;',
        '10;05.01.2026;770.02;;10,00;',
        '10;05.01.2026;100.01;;;10,00',
        'Genel toplam;;;;70,00;70,00',
      ),
    );
    expect(shown).toMatchObject({
      state: 'ready',
      rows: 20,
      skippedRows: 1,
      counts: { good: 1, faulty: 9 },
      total: '1000.00',
    });
    const told = (await rowsOf(shown.id, 'all')).flatMap(({ rowNo, notes }) =>
      notes.map(({ code, message, next }) => [rowNo, code, message !== '' && next !== '']),
    );
    expect(told).toEqual([
      [4, 'date-impossible', true],
      [5, 'date-impossible', true],
      [6, 'account-unknown', true],
      [8, 'account-group', true],
      [10, 'unbalanced', true],
      [12, 'amount-unreadable', true],
      [14, 'amount-negative', true],
      [15, 'both-sides', true],
      [16, 'month-not-open', true],
      [18, 'too-few-lines', true],
      [19, 'account-closed', true],
      [21, 'passed-over', true],
    ]);
    expect((await rowsOf(shown.id, 'good')).map(({ rowNo }) => rowNo)).toEqual([2, 3]);
    expect((await rowsOf(shown.id, 'all')).find(({ rowNo }) => rowNo === 10)?.notes[0]?.message).toContain(
      'fark 0,01',
    );
    await expect(decide(shown.id, true, false)).rejects.toMatchObject({ code: 'IMPORT_HAS_FAULTS' });
    await setMonth('2026-02', 'open');
  });
});

it('formulas and merged cells of an XLSX are told by their rows: what the file holds is taken, what it does not is a fault', async () => {
  const text = (place: string, words: string) => `<c r="${place}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const head = HEAD.split(';').map((words, column) => text(`${'ABCDEF'[column]}1`, words));
  const line = (row: number, key: number, hasDate: boolean, account: string, amount: string) =>
    `<c r="A${row}"><v>${key}</v></c>${hasDate ? text(`B${row}`, '05.01.2026') : ''}${text(`C${row}`, account)}${amount}`;
  const sheet = sheetOf(
    head.join(''),
    line(2, 1, true, '770.03', '<c r="E2"><f>2*6.25</f><v>12.5</v></c>'),
    line(3, 1, false, '100.01', '<c r="F3"><v>12.5</v></c>'),
    line(4, 2, true, '770.03', '<c r="E4"><f>1+1</f></c>'),
    line(5, 2, true, '100.01', '<c r="F5"><v>2</v></c>'),
    line(6, 3, true, '770.03', '<c r="E6"><v>7</v></c>'),
    line(7, 3, true, '770.03', ''),
    line(8, 3, true, '100.01', '<c r="F8"><v>7</v></c>'),
  );
  const merged = '<mergeCells count="2"><mergeCell ref="B2:B3"/><mergeCell ref="E6:E7"/></mergeCells>';
  const before = await booksOf();
  const shown = await read(await bookInMemory({ sheet: `${sheet}${merged}` }));
  expect(shown).toMatchObject({ counts: { good: 1, faulty: 2 }, total: '12.50' });
  const told = (await rowsOf(shown.id)).flatMap(({ rowNo, notes }) =>
    notes.map(({ code, next, nextEn }) => [rowNo, code, next !== '' && nextEn !== '']),
  );
  expect(told.filter(([, code]) => code !== 'no-amount' && code !== 'date-missing')).toEqual([
    [2, 'formula', true],
    [3, 'merged-filled', true],
    [4, 'formula-empty', true],
    [7, 'merged', true],
  ]);
  expect(await booksOf(), 'a preview writes nothing').toEqual(before);
});

it('an amount that can be read in two ways is a fault, unless the first rows of the file say what its mark means', async () => {
  const doubtful = await read(csv('1;05.01.2026;770.03;;1.234;', '1;05.01.2026;100.01;;;1.234'));
  expect((await rowsOf(doubtful.id, 'faulty')).map(({ notes }) => notes[0]?.code)).toEqual([
    'amount-ambiguous',
    'amount-ambiguous',
  ]);
  const told = await read(csv('1;05.01.2026;770.03;;1.234;', '1;05.01.2026;100.01;;;1.234,00'));
  expect(told).toMatchObject({ counts: { good: 1, faulty: 0 }, total: '1234.00' });
});

describe('writing', () => {
  it('opens the good vouchers as drafts and leaves the faulty ones out', async () => {
    const before = await booksOf();
    const { id } = await read(csv(...pair(1), '2;05.01.2026;770.03;;10,00;'));
    const done = await write(id, false, false);
    expect(done).toMatchObject({ state: 'done', counts: { written: 1, faulty: 1 }, total: '1000.00' });
    expect((await booksOf()).count).toBe(before.count + 1);
    const [voucher] = await vouchersOf(id);
    const voucherId = voucher?.voucherId ?? '';
    const opened = await office.call(ledgerContract.getVoucher, { params: { voucherId } }, scope);
    expect(opened).toMatchObject({
      status: 'draft',
      date: '2026-01-05',
      description: 'Kırtasiye',
      totalDebit: '1000.00',
    });
    expect(opened.lines.map((line) => [line.accountCode, line.debit, line.credit])).toEqual([
      ['770.03', '1000.00', '0.00'],
      ['100.01', '0.00', '1000.00'],
    ]);
  });
  it('posts in the order of the file, each voucher with its number', async () => {
    const { id } = await read(csv(...pair(1), ...pair(2)));
    expect(await write(id, true, true)).toMatchObject({ state: 'done', counts: { posted: 2 } });
    const [first, second] = await vouchersOf(id);
    expect(second?.fisNo).toBe((first?.fisNo ?? 0) + 1);
  });
  it('of all or nothing writes nothing where a month was closed between reading and writing, and says so', async () => {
    const { id } = await read(csv(...pair(1), ...pair(2, '03.03.2026')));
    const before = await booksOf();
    await setMonth('2026-03', 'locked');
    const stopped = await write(id, true, true);
    await setMonth('2026-03', 'open');
    expect(stopped).toMatchObject({
      state: 'ready',
      counts: { good: 2, posted: 0 },
      fault: { code: 'PERIOD_NOT_OPEN' },
    });
    expect(await booksOf()).toEqual(before);
    expect(await write(id, true, true)).toMatchObject({ state: 'done', counts: { posted: 2 }, fault: null });
  });
  it('of the good ones alone leaves out the one whose month was closed meanwhile, and tells why', async () => {
    const { id } = await read(csv(...pair(1), ...pair(2, '03.03.2026')));
    await setMonth('2026-03', 'locked');
    expect(await write(id, false, true)).toMatchObject({ state: 'done', counts: { posted: 1, refused: 1 } });
    await setMonth('2026-03', 'open');
    expect((await vouchersOf(id))[1]?.refusal).toMatchObject({ code: 'PERIOD_NOT_OPEN' });
  });
  it('goes on after a kill with what is not written yet, and repeated writes nothing twice', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => pair(n + 1, '07.01.2026', '1,00')).flat();
    const { id } = await read(csv(...rows));
    const before = await booksOf();
    await decide(id, false, true);
    const { rows: jobs } = await office.superuser.query<{ payload: unknown }>(
      `select payload from graphile_worker._private_jobs order by id desc limit 1`,
    );
    const payload = jobs[0]?.payload;
    // Killed after its first portion: the process is gone, the transaction that was open is taken back.
    let looks = 0;
    const dying = {
      get aborted(): boolean {
        looks += 1;
        if (looks > 1) throw new Error('killed');
        return false;
      },
    };
    await expect(
      office.runJob(JOBS.write, payload, { signal: dying } as Partial<JobContext>),
    ).rejects.toThrow('killed');
    expect(await show(id)).toMatchObject({
      state: 'writing',
      progress: 500,
      counts: { posted: 500, good: 100 },
    });
    await office.runJobs(JOBS.write);
    await office.runJob(JOBS.write, payload);
    expect(await show(id)).toMatchObject({
      state: 'done',
      progress: 600,
      counts: { posted: 600, good: 0 },
    });
    expect((await booksOf()).count).toBe(before.count + 600);
  });
  it('is refused to who may not post, and stops where a right ended meanwhile', async () => {
    const staff = await office.addMember(scope.tenantId, 'staff');
    const { id } = await read(csv(...pair(1)));
    await expect(decide(id, false, true, staff)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await decide(id, false, false, staff);
    await inScope(office.db, scope, (trx) =>
      trx
        .updateTable('memberships')
        .set({ disabled_at: new Date() })
        .where('tenant_id', '=', scope.tenantId)
        .where('user_id', '=', staff.userId)
        .execute(),
    );
    await office.runJobs(JOBS.write);
    expect(await show(id)).toMatchObject({
      state: 'done',
      counts: { good: 1 },
      fault: { code: 'IMPORT_RIGHTS_ENDED' },
    });
  });
  it('tells that the same file was imported before, and does not refuse it', async () => {
    const file = csv(...pair(77), ...pair(78));
    const { id } = await read(file);
    await write(id, false, false);
    expect((await bring(file)).earlier).toMatchObject([
      { id, state: 'done', vouchers: 2, byName: 'Ayşe Işık' },
    ]);
  });
});

describe('taking back', () => {
  it('deletes drafts as one act, but not one that somebody changed since', async () => {
    const { id } = await read(csv(...pair(1), ...pair(2)));
    await write(id, false, false);
    const before = await booksOf();
    const [changed] = await vouchersOf(id);
    const params = { voucherId: changed?.voucherId ?? '' };
    await office.call(
      ledgerContract.updateVoucher,
      { params, body: { version: 1, description: 'elle' } },
      scope,
    );
    expect(await undo(id)).toMatchObject({ state: 'undone', counts: { undone: 1, kept: 1 } });
    expect((await booksOf()).count).toBe(before.count - 1);
    expect((await vouchersOf(id))[0]?.refusal).toMatchObject({ code: 'IMPORT_DRAFT_CHANGED' });
  });
  it('reverses what is posted on its own day, leaves what lies in a shut month, and takes that back when asked again', async () => {
    const { id } = await read(csv(...pair(1), ...pair(2, '03.04.2026')));
    await write(id, true, true);
    await setMonth('2026-04', 'locked');
    expect(await undo(id)).toMatchObject({ state: 'undone', counts: { undone: 1, kept: 1 } });
    await setMonth('2026-04', 'open');
    expect(await undo(id)).toMatchObject({ state: 'undone', counts: { undone: 2, kept: 0 } });
    const { rows } = await office.superuser.query(
      `select r.voucher_date::text as day, r.status, v.voucher_date::text as "of" from voucher_import_groups g
       join vouchers v on v.voucher_id = g.voucher_id join vouchers r on r.reversal_of = v.voucher_id
       where g.import_id = $1 order by g.group_no`,
      [id],
    );
    expect(rows).toEqual([
      { day: '2026-01-05', status: 'posted', of: '2026-01-05' },
      { day: '2026-04-03', status: 'posted', of: '2026-04-03' },
    ]);
  });
  it('is not asked of what is not written; that is dropped', async () => {
    const { id } = await read(csv(...pair(1)));
    await expect(undo(id)).rejects.toMatchObject({ code: 'IMPORT_WRONG_STATE' });
    await office.call(contract.dropVoucherImport, { params: { importId: id } }, scope);
    expect(await rowsOf(id)).toEqual([]);
    const list = await office.call(contract.listVoucherImports, { params: { clientId }, query: {} }, scope);
    expect(list.items.map((each) => each.id)).not.toContain(id);
  });
});

it('the database writes a voucher of a file once, whoever asks', async () => {
  const { id } = await read(csv(...pair(1)));
  await write(id, false, false);
  await expect(
    office.superuser.query(`update voucher_import_groups set state = 'good' where import_id = $1`, [id]),
  ).rejects.toMatchObject({ code: 'MU001' });
});
