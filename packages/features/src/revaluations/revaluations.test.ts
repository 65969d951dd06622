/** Revaluation on a real database: valued by law, proposed once, overtaken, posted, and nothing left. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BooksFixture, createBooks, ratesOf } from '../books.fixture.ts';
import { type ClientForBooks, ledgerContract } from '../ledger/contract.ts';
import { createCaller, type RouteCaller } from '../route-caller.fixture.ts';
import { revaluationsContract as contract } from './contract.ts';
import { createRevaluationsFeature } from './feature.ts';

const DATE = '2026-10-31';
let books: BooksFixture;
let call: RouteCaller;
beforeAll(async () => {
  books = await createBooks();
  const services = { ledger: books.service, rates: ratesOf(books.db) };
  call = createCaller(createRevaluationsFeature({ db: books.db }, services).routes, books.scope);
  // Saturday the 31st: the bulletin of Friday is in force. Yen are quoted per hundred, and have no efektif rate.
  await books.run(async (trx) => {
    await trx
      .insertInto('exchange_rate_days')
      .values({ rate_date: '2026-10-30', outcome: 'published' })
      .execute();
    await trx
      .insertInto('exchange_rates')
      .values([
        { rate_date: '2026-10-30', currency: 'USD', unit: 1, forex_buying: '42.5', banknote_buying: '42.4' },
        { rate_date: '2026-10-30', currency: 'JPY', unit: 100, forex_buying: '27.9131' },
      ])
      .execute();
  });
});
afterAll(() => books.close());

type Line = readonly [code: string, debit: string, credit: string, fx?: readonly [string, string, string]];

/** Enters and posts a voucher. */
async function post(client: ClientForBooks, date: string, lines: readonly Line[]): Promise<void> {
  const { clientId } = client;
  const { id } = await books.call(ledgerContract.createVoucher, {
    params: { clientId },
    body: {
      date,
      lines: lines.map(([accountCode, debit, credit, fx]) => ({
        ...{ accountCode, debit, credit },
        fx: fx === undefined ? null : { currency: fx[0], amount: fx[1], rate: fx[2] },
      })),
    },
  });
  const { results } = await books.call(ledgerContract.postVouchers, { body: { vouchers: [{ id }] } });
  expect(results).toMatchObject([{ status: 'posted' }]);
}

/** Cash 100 USD and 10.000 JPY, bank 1.000 USD, a debt of 400 USD, an advance, and a stock and KDV bought in USD. */
async function tradingClient(): Promise<ClientForBooks> {
  const client = await books.openClient();
  for (const [code, name] of [
    ['100.02', 'USD kasası'],
    ['100.03', 'JPY kasası'],
  ] as const)
    await books.call(ledgerContract.createAccount, {
      params: { clientId: client.clientId },
      body: { code, name },
    });
  await post(client, '2026-10-05', [
    ['100.02', '4000.00', '0', ['USD', '100', '40']],
    ['100.03', '2700.00', '0', ['JPY', '10000', '0.27']],
    ['102.02', '40000.00', '0', ['USD', '1000', '40']],
    ['153.02', '13333.33', '0', ['USD', '333.33', '40']],
    ['191.01.020', '2666.67', '0', ['USD', '66.67', '40']],
    ['159', '400.00', '0', ['USD', '10', '40']],
    ['329', '0', '16000.00', ['USD', '400', '40']],
    ['500', '0', '47100.00'],
  ]);
  return client;
}

const show = ({ clientId }: ClientForBooks, date = DATE) =>
  call(contract.showRevaluation, { params: { clientId, date } });
const propose = (
  { clientId }: ClientForBooks,
  body: { chosen?: { code: string; currency: string }[]; gainAccount?: string } = {},
) => call(contract.proposeRevaluation, { params: { clientId, date: DATE }, body });
const linesOf = async (id: string | undefined) =>
  (await books.call(ledgerContract.getVoucher, { params: { voucherId: id ?? '' } })).lines;

it('cash is valued by efektif, the rest by döviz alış of the bulletin in force; stocks and KDV are not, advances when chosen', async () => {
  const client = await tradingClient();
  const shown = await show(client);
  expect(shown).toMatchObject({ state: 'waiting', gain: '2831.31', loss: '1000.00' });
  const of = (code: string) => shown.items.find((item) => item.code === code);
  expect(of('100.02')).toMatchObject({
    kind: 'kasa',
    value: '4240.00',
    difference: '240.00',
    rate: { kind: 'efektif-alis' },
  });
  expect(of('100.03')).toMatchObject({
    value: '2791.31',
    rate: { kind: 'alis', rate: '0.279131', rateDate: '2026-10-30' },
  });
  expect(of('102.02')).toMatchObject({
    fxAmount: '1000',
    balance: '40000.00',
    difference: '2500.00',
    isChosen: true,
  });
  expect(of('329')).toMatchObject({ fxAmount: '-400', difference: '-1000.00' });
  expect(of('159')).toMatchObject({ kind: 'avans', isChosen: false, difference: '25.00' });
  expect(of('153.02')).toMatchObject({ kind: 'other', isChosen: false, difference: null });
});

it('the voucher is proposed once, its lines carry the currency with nothing of it, and what it needs is in the reason', async () => {
  const client = await tradingClient();
  const first = await propose(client);
  expect(first).toMatchObject({ state: 'proposed', vouchers: [{ status: 'draft' }] });
  const again = await propose(client);
  expect(again.vouchers.map(({ id }) => id)).toEqual(first.vouchers.map(({ id }) => id));
  const lines = await linesOf(first.vouchers[0]?.id);
  expect(lines.map(({ accountCode, debit, credit }) => [accountCode, debit, credit])).toEqual([
    ['100.02', '240.00', '0.00'],
    ['100.03', '91.31', '0.00'],
    ['102.02', '2500.00', '0.00'],
    ['656', '1000.00', '0.00'],
    ['329', '0.00', '1000.00'],
    ['646', '0.00', '2831.31'],
  ]);
  expect(lines[0]?.fx).toEqual({ currency: 'USD', amount: '0.00', rate: '42.40' });
  expect(lines[0]?.reason?.text).toBe(
    '100,00 USD × 42,4 = 4.240,00; defterde 4.000,00, fark 240,00 (VUK md. 280)',
  );
});

it('posted, the lira is the foreign balance at the rate, the foreign balance is as before, and nothing is left', async () => {
  const client = await tradingClient();
  const { vouchers } = await propose(client);
  const posting = await books.call(ledgerContract.postVouchers, {
    body: { vouchers: [{ id: vouchers[0]?.id ?? '' }] },
  });
  expect(posting.results).toMatchObject([{ status: 'posted' }]);
  const done = await propose(client);
  expect(done).toMatchObject({ state: 'posted', gain: '0.00', loss: '0.00' });
  expect(done.vouchers).toHaveLength(1);
  const bank = done.items.find(({ code }) => code === '102.02');
  expect(bank).toMatchObject({
    fxAmount: '1000',
    balance: '42500.00',
    value: '42500.00',
    difference: '0.00',
  });
  await post(client, '2026-10-20', [
    ['102.02', '4000.00', '0', ['USD', '100', '40']],
    ['500', '0', '4000.00'],
  ]);
  expect(await show(client)).toMatchObject({ state: 'again', gain: '250.00', loss: '0.00' });
  expect((await propose(client)).vouchers).toMatchObject([{ status: 'posted' }, { status: 'draft' }]);
});

it('what is posted after the proposal makes the draft stale, and proposing again replaces it in place', async () => {
  const client = await tradingClient();
  const first = await propose(client);
  await post(client, '2026-10-21', [
    ['102.02', '0', '8000.00', ['USD', '200', '40']],
    ['500', '8000.00', '0'],
    ['102.02', '1500.00', '0'],
    ['500', '0', '1500.00'],
  ]);
  const stale = await show(client);
  expect(stale).toMatchObject({ state: 'stale', withoutCurrency: [{ code: '102.02', balance: '1500.00' }] });
  const renewed = await propose(client);
  expect(renewed).toMatchObject({ state: 'proposed' });
  expect(renewed.vouchers.map(({ id }) => id)).toEqual(first.vouchers.map(({ id }) => id));
  expect(
    (await linesOf(renewed.vouchers[0]?.id)).find(({ accountCode }) => accountCode === '102.02')?.debit,
  ).toBe('2000.00');
});

it('the accountant chooses the balances, and the choice is remembered; a chosen balance without a rate refuses by name', async () => {
  const client = await tradingClient();
  const chosen = [{ code: '159', currency: 'USD' }];
  expect(await propose(client, { chosen })).toMatchObject({ state: 'proposed', gain: '25.00' });
  expect((await show(client)).items.filter(({ isChosen }) => isChosen).map(({ code }) => code)).toEqual([
    '159',
  ]);
  await expect(propose(client, { chosen: [{ code: '153.02', currency: 'USD' }] })).rejects.toMatchObject({
    code: 'REVALUATION_BALANCE_UNKNOWN',
  });
  expect((await propose(client, { chosen: [] })).vouchers).toEqual([]);
  await post(client, '2026-10-22', [
    ['102.02', '500.00', '0', ['CHF', '10', '50']],
    ['500', '0', '500.00'],
  ]);
  // What has no rate is not said to be without a difference.
  expect((await show(client)).state).toBe('no-rate');
  await expect(propose(client)).rejects.toMatchObject({
    code: 'REVALUATION_RATE_MISSING',
    params: { currency: 'CHF' },
  });
});

it('another office sees nothing of it', async () => {
  const client = await books.openClient();
  const foreign = await books.openOffice();
  const input = { params: { clientId: client.clientId, date: DATE } };
  await expect(call(contract.showRevaluation, input, foreign)).rejects.toMatchObject({
    code: 'CLIENT_NOT_FOUND',
  });
});
