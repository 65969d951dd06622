/** The closing of a fiscal year on a real database: proposed once, overtaken by the books, posted in order, opened again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks } from '../books.fixture.ts';
import { clientsContract } from '../clients/contract.ts';
import { type ClientForBooks, ledgerContract } from '../ledger/contract.ts';
import type { RouteCaller } from '../route-caller.fixture.ts';
import { periodsContract as contract } from './contract.ts';
import { postedOf, postOne } from './periods.fixture.ts';
import type { YearEndView } from './year-end-contract.ts';

const YEAR = 2025;

describe('the closing of a fiscal year', () => {
  let books: BooksFixture;
  let call: RouteCaller;
  let client: ClientForBooks;
  beforeAll(async () => {
    books = await createBooks();
    call = books.call;
  });
  beforeEach(async () => {
    client = await books.openClient();
    await post(
      '2025-06-01',
      ...['102.01 B 1380.00', '770.05 B 200.00', '689.01 B 20.00', '500 A 1000.00', '600.01.020 A 600.00'],
    );
  });
  afterAll(() => books.close());

  const post = (date: string, ...lines: string[]) => postedOf(books, client.clientId, date, ...lines);
  const params = () => ({ clientId: client.clientId, year: YEAR });
  const show = () => call(contract.showYearEnd, { params: params() });
  const propose = () => call(contract.proposeYearEnd, { params: params(), body: {} });
  const states = (view: YearEndView) => view.steps.map(({ step, state }) => `${step} ${state}`);
  const step = (view: YearEndView, name: string) => {
    const found = view.steps.find((each) => each.step === name);
    if (found === undefined) throw new Error(`No step ${name}.`);
    return found;
  };
  const draftOf = (view: YearEndView, name: string) => {
    const draft = step(view, name).vouchers.find(({ status }) => status === 'draft');
    if (draft === undefined) throw new Error(`No draft of ${name}.`);
    return draft;
  };
  const postStep = async (
    name: 'yansitma' | 'maliyet' | 'sonuc' | 'vergi' | 'net-kar' | 'kar-zarar' | 'kapanis' | 'acilis',
  ) => {
    const { version } = draftOf(await show(), name);
    return call(contract.postYearEndStep, { params: params(), body: { step: name, version } });
  };
  const linesOf = async (voucherId: string) => {
    const { lines } = await books.call(ledgerContract.getVoucher, { params: { voucherId } });
    return lines.map(({ accountCode, debit, credit }) => `${accountCode} ${debit} ${credit}`);
  };
  const balances = async (from: string, to: string) => {
    const { rows } = await books.call(ledgerContract.getMizan, {
      params: { clientId: client.clientId },
      query: { from, to },
    });
    return rows
      .filter((row) => row.isLeaf && (row.balanceDebit !== '0.00' || row.balanceCredit !== '0.00'))
      .map((row) => `${row.code} ${row.balanceDebit} ${row.balanceCredit}`);
  };

  it('is proposed as drafts of the right type and day, each once, and posted in order up to the açılış', async () => {
    expect((await show()).tax).toMatchObject({
      profit: '380.00',
      kkeg: '20.00',
      base: '400.00',
      rateBasisPoints: 2500,
      computed: '100.00',
      entered: null,
    });
    const proposed = await propose();
    expect(states(proposed)).toEqual([
      'yansitma proposed',
      'maliyet proposed',
      'sonuc proposed',
      'vergi proposed',
      'net-kar proposed',
      'kar-zarar proposed',
      'kapanis proposed',
      'acilis proposed',
    ]);
    expect((await propose()).steps).toEqual(proposed.steps);
    expect(proposed.steps.map(({ date }) => date)).toEqual([...Array(7).fill('2025-12-31'), '2026-01-01']);
    const kapanis = await books.call(ledgerContract.getVoucher, {
      params: { voucherId: draftOf(proposed, 'kapanis').id },
    });
    expect(kapanis).toMatchObject({ type: 'kapanis', date: '2025-12-31', totalDebit: '1380.00' });
    await expect(postStep('maliyet')).rejects.toMatchObject({ code: 'YEAR_END_STEP_NOT_NEXT' });

    for (const name of ['yansitma', 'maliyet', 'sonuc', 'vergi', 'net-kar', 'kar-zarar'] as const)
      expect(step(await postStep(name), name)).toMatchObject({ state: 'posted', amount: '0.00' });
    expect(await balances('2025-01-01', '2025-12-31')).toEqual([
      '102.01 1380.00 0.00',
      '370 0.00 100.00',
      '500 0.00 1000.00',
      '590 0.00 280.00',
    ]);
    await postStep('kapanis');
    const done = await postStep('acilis');
    expect(done.steps.every(({ state }) => state === 'posted')).toBe(true);
    // The figures of the year are told after its closing, too.
    expect(done.tax).toMatchObject({ profit: '380.00', computed: '100.00' });
    expect(await balances('2026-01-01', '2026-01-31')).toEqual([
      '102.01 1380.00 0.00',
      '370 0.00 100.00',
      '500 0.00 1000.00',
      '590 0.00 280.00',
    ]);
    expect(states(await propose())).toEqual(states(done));
  });

  it('follows the books: a draft that they have overtaken is stale, and is renewed in its place', async () => {
    const first = await propose();
    await post('2025-12-30', '770.05 B 40.00', '102.01 A 40.00');
    const overtaken = await show();
    expect(step(overtaken, 'yansitma')).toMatchObject({ state: 'stale', amount: '240.00' });
    await expect(postStep('yansitma')).rejects.toMatchObject({ code: 'YEAR_END_STEP_NOT_NEXT' });
    const renewed = await propose();
    expect(step(renewed, 'yansitma').state).toBe('proposed');
    expect(draftOf(renewed, 'yansitma').id).toBe(draftOf(first, 'yansitma').id);
    expect(await linesOf(draftOf(renewed, 'yansitma').id)).toEqual(['632 240.00 0.00', '771 0.00 240.00']);
    // After posting, a late entry asks for the difference in a voucher of its own.
    await postStep('yansitma');
    await post('2025-12-31', '770.05 B 5.00', '102.01 A 5.00');
    expect(step(await show(), 'yansitma')).toMatchObject({ state: 'again', amount: '5.00' });
    const again = step(await propose(), 'yansitma');
    expect(again.vouchers.map(({ status }) => status)).toEqual(['posted', 'draft']);
  });

  it('keeps what a person changed in a draft, and carries it into the steps after it', async () => {
    const proposed = await propose();
    const { id, version } = draftOf(proposed, 'yansitma');
    await books.call(ledgerContract.updateVoucher, {
      params: { voucherId: id },
      body: {
        version,
        lines: [
          { accountCode: '632', debit: '150.00' },
          { accountCode: '631', debit: '50.00' },
          { accountCode: '771', credit: '200.00' },
        ],
      },
    });
    const changed = await show();
    expect(step(changed, 'yansitma')).toMatchObject({ state: 'proposed', isEdited: true });
    expect(step(changed, 'sonuc').state).toBe('stale');
    const again = await propose();
    expect(await linesOf(id)).toEqual(['632 150.00 0.00', '631 50.00 0.00', '771 0.00 200.00']);
    expect(await linesOf(draftOf(again, 'sonuc').id)).toEqual([
      '600.01.020 600.00 0.00',
      '631 0.00 50.00',
      '632 0.00 150.00',
      '689.01 0.00 20.00',
      '690 0.00 380.00',
    ]);
  });

  it('a reversed step is to be done again, and a deleted draft is to be proposed again', async () => {
    await propose();
    await postStep('yansitma');
    const [posted] = step(await show(), 'yansitma').vouchers;
    await books.call(ledgerContract.reverseVoucher, {
      params: { voucherId: posted?.id ?? '' },
      body: { date: '2025-12-31' },
    });
    const reversed = step(await show(), 'yansitma');
    expect(reversed).toMatchObject({ state: 'waiting', amount: '200.00', vouchers: [{ isReversed: true }] });
    const { id } = draftOf(await propose(), 'vergi');
    await books.call(ledgerContract.deleteVoucher, { params: { voucherId: id } });
    expect(step(await show(), 'vergi')).toMatchObject({ state: 'waiting', vouchers: [] });
  });

  it('asks where production costs go, and takes the tax as entered', async () => {
    await post('2025-08-01', '710 B 90.00', '102.01 A 90.00');
    const asked = await propose();
    expect(asked.choices).toEqual([
      { group: '71', amount: '90.00', targets: ['151', '152', '620', '622'], target: null, isAsked: true },
    ]);
    expect(asked.steps.every(({ state, vouchers }) => state === 'blocked' && vouchers.length === 0)).toBe(
      true,
    );
    expect(asked.tax.profit).toBeNull();
    const choose = (body: { targets?: Record<string, string>; tax?: string | null }) =>
      call(contract.chooseYearEnd, { params: params(), body });
    await expect(choose({ targets: { '71': '632' } })).rejects.toMatchObject({
      code: 'YEAR_END_TARGET_INVALID',
    });
    expect((await choose({ targets: { '71': '620' } })).tax).toMatchObject({
      profit: '290.00',
      computed: '77.50',
    });
    expect((await choose({ tax: '50.00' })).tax).toMatchObject({ computed: '77.50', entered: '50.00' });
    const view = await propose();
    expect(await linesOf(draftOf(view, 'vergi').id)).toEqual(['691 50.00 0.00', '370 0.00 50.00']);
    expect((await choose({ tax: null })).tax.entered).toBeNull();
    expect(step(await show(), 'vergi').state).toBe('stale');
  });

  it('a fiscal year of its own (özel hesap dönemi) is closed from its first month to its twelfth, and opened on the day after', async () => {
    client = { ...(await books.openClient()), fiscalYearStartMonth: 4 };
    const { clientId } = client;
    const { version } = await call(clientsContract.getClient, { params: { clientId } });
    const body = { version, fiscalYearStartMonth: 4 };
    await call(clientsContract.updateClient, { params: { clientId }, body });
    await post('2025-06-01', '102.01 B 1000.00', '500 A 1000.00');
    await post('2026-02-10', '102.01 B 600.00', '770.05 B 200.00', '600.01.020 A 800.00');
    // Of the year after: no part of this one's result.
    await post('2026-04-02', '102.01 B 50.00', '600.01.020 A 50.00');
    const view = await propose();
    expect(view).toMatchObject({ firstDay: '2025-04-01', lastDay: '2026-03-31', tax: { profit: '600.00' } });
    expect(view.steps.map(({ date }) => date)).toEqual([...Array(7).fill('2026-03-31'), '2026-04-01']);
    const month = { clientId, month: '2026-03' };
    const { checks } = await call(contract.listChecks, { params: month });
    expect(checks.find(({ name }) => name === 'year-open')).toMatchObject({ verdict: 'warns', count: 2 });
    for (const { step: name } of view.steps) await postStep(name);
    const { results } = await call(contract.closePeriods, { params: month, body: { withEarlier: true } });
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['closed']));
    const { months } = await call(contract.showYear, { params: params() });
    expect([months[0]?.month, months.at(-1)?.month]).toEqual(['2025-04', '2026-03']);
    expect(months.at(-1)).toMatchObject({ status: 'closed', firstNo: 3, lastNo: 9 });
    expect(await balances('2026-04-01', '2026-04-30')).toEqual([
      '102.01 1650.00 0.00',
      '370 0.00 150.00',
      '500 0.00 1000.00',
      '590 0.00 450.00',
      '600.01.020 0.00 50.00',
    ]);
    const next = await call(contract.numberPeriod, { params: { clientId, month: '2026-04' } });
    expect(next.months).toEqual([{ month: '2026-04', numbered: 2 }]);
  });

  it('nothing is proposed before the year has ended, though its figures are told', async () => {
    const params = { clientId: client.clientId, year: 2026 };
    const view = await call(contract.showYearEnd, { params });
    expect(view).toMatchObject({ isOver: false, tax: { profit: '380.00' } });
    await expect(call(contract.proposeYearEnd, { params, body: {} })).rejects.toMatchObject({
      code: 'YEAR_END_NOT_OVER',
    });
  });

  it('drafts that close the year stay in it when the others of its last month are moved on', async () => {
    await propose();
    const month = { clientId: client.clientId, month: '2025-12' };
    expect(await call(contract.moveDrafts, { params: month })).toMatchObject({ moved: [] });
  });

  it('an opening that was entered by hand is not written over', async () => {
    const opening = { type: 'acilis' as const, date: '2026-01-01' };
    const lines = [
      { accountCode: '102.01', debit: '900.00' },
      { accountCode: '500', credit: '900.00' },
    ];
    const entered = await books.call(ledgerContract.createVoucher, {
      params: { clientId: client.clientId },
      body: { ...opening, lines },
    });
    await postOne(books, entered.id);
    expect(step(await propose(), 'acilis')).toMatchObject({
      state: 'blocked',
      needs: [{ kind: 'opened-by-hand', amount: '480.00' }],
    });
  });

  it('a posting by hand out of order is no harm: the steps say what is left', async () => {
    const view = await propose();
    expect(await postOne(books, draftOf(view, 'sonuc').id)).toMatchObject({ status: 'posted' });
    const after = await show();
    expect(step(after, 'yansitma')).toMatchObject({ state: 'proposed', isNext: true });
    expect(after.tax).toMatchObject({ profit: '380.00' });
  });
});
