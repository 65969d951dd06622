/** Keeps the books of the demo's trader: a whole year entered, closed and carried on, and the year after it up to what is left to do. */
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { periodsContract } from '@muhasebi/features/periods/contract.ts';
import { revaluationsContract } from '@muhasebi/features/revaluations/contract.ts';
import { enterDemoRates } from './demo-rates.ts';
import { openTraderAccounts } from './trader-accounts.ts';
import { enter, post, type TraderBooks } from './trader-books.ts';
import { closedYear, endsQuarter, MONTHS_LEFT_OPEN, type TraderMonth } from './trader-months.ts';
import { type NamedVoucher, traderVouchers } from './trader-vouchers.ts';

/** KDV of the month, and at the end of a quarter the foreign money: proposed, then posted. */
async function endMonth(books: TraderBooks, month: TraderMonth): Promise<void> {
  const { stage, office, clientId } = books;
  if (endsQuarter(month)) {
    const { vouchers } = await stage.api.call(office.accountant, revaluationsContract.proposeRevaluation, {
      params: { clientId, date: month.lastDay },
      body: {},
    });
    for (const { id, status } of vouchers) if (status === 'draft') await post(books, id);
  }
  const { voucherId } = await stage.api.call(office.accountant, periodsContract.closeKdv, {
    params: { clientId, month: month.month },
  });
  if (voucherId !== null) await post(books, voucherId);
}

/** The eight steps from yansıtma to the next year's açılış; those that are posted are left. */
async function endYear({ stage, office, clientId }: TraderBooks, year: number): Promise<void> {
  const params = { clientId, year };
  let { steps } = await stage.api.call(office.accountant, periodsContract.proposeYearEnd, {
    params,
    body: {},
  });
  for (;;) {
    const next = steps.find(({ isNext }) => isNext);
    const draft = next?.vouchers.find(({ status }) => status === 'draft');
    if (next === undefined) return;
    if (draft === undefined)
      throw new Error(`the year ${year} does not close: ${next.step} is ${next.state}`);
    const body = { step: next.step, version: draft.version };
    ({ steps } = await stage.api.call(office.accountant, periodsContract.postYearEndStep, { params, body }));
  }
}

/** Closes every open month up to this one. */
async function closeThrough({ stage, office, clientId }: TraderBooks, month: string): Promise<void> {
  const { results } = await stage.api.call(office.owner, periodsContract.closePeriods, {
    params: { clientId, month },
    body: { withEarlier: true },
  });
  const refused = results.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined)
    throw new Error(`${refused.month} does not close: ${refused.checks.map(({ name }) => name).join(', ')}`);
}

/** Of the year's result: the profit goes to earlier years' profits, and the tax is declared and paid. */
async function carryResult(books: TraderBooks, year: number): Promise<void> {
  const { stage, office, clientId } = books;
  const day = `${year}-01-01`;
  const { rows } = await stage.api.call(office.accountant, ledgerContract.getMizan, {
    params: { clientId },
    query: { from: day, to: day },
  });
  const of = (code: string) => kurusFromDecimal(rows.find((row) => row.code === code)?.balanceCredit ?? '0');
  const move = (key: string, date: string, description: string, from: string, to: string): NamedVoucher => {
    const amount = kurusToDecimal(of(key));
    const lines = [
      { accountCode: from, debit: amount, description },
      { accountCode: to, credit: amount, description },
    ];
    return { key: `${year}/${key}/${to}`, type: 'mahsup', date, description, lines };
  };
  await enter(books, [
    ...(of('590') > 0n ? [move('590', `${year}-01-02`, 'Geçmiş yıl kârına devir', '590', '570')] : []),
    ...(of('370') > 0n
      ? [
          move('370', `${year}-04-28`, 'Kurumlar vergisi tahakkuku', '370', '360.10'),
          move('370', `${year}-04-29`, 'Kurumlar vergisi ödemesi', '360.10', '102.01'),
        ]
      : []),
  ]);
}

async function statusOf(
  { stage, office, clientId }: TraderBooks,
  month: string,
): Promise<string | undefined> {
  const { items } = await stage.api.call(office.accountant, periodsContract.listPeriods, {
    params: { clientId },
  });
  return items.find((each) => each.month === month)?.status;
}

/** Everything that is over in the trader's books. Months that are closed already are passed. */
export async function keepTraderYears(books: TraderBooks): Promise<void> {
  const { office, months } = books;
  const year = closedYear(office.today);
  const vouchers = traderVouchers(months, office.today);
  const isOf = (which: number) => (named: { readonly date: string }) => named.date.startsWith(String(which));
  const first = months.slice(0, 12);
  const rest = months.slice(12);
  const last = rest.findLast(({ monthsBack }) => monthsBack >= MONTHS_LEFT_OPEN);
  await openTraderAccounts(books);
  await enterDemoRates(books);
  if ((await statusOf(books, `${year}-12`)) !== 'closed') {
    await enter(books, vouchers.filter(isOf(year)));
    for (const month of first) await endMonth(books, month);
    await endYear(books, year);
    await closeThrough(books, `${year}-12`);
  }
  if (last === undefined || (await statusOf(books, last.month)) === 'closed') return;
  await enter(
    books,
    vouchers.filter(({ date }) => date > `${year}-12-31`),
  );
  await carryResult(books, year + 1);
  for (const month of rest) if (month.monthsBack >= MONTHS_LEFT_OPEN - 1) await endMonth(books, month);
  await closeThrough(books, last.month);
}
