/** Rates at the ends of quarters, entered by the demo's accountant as the office's own: they say that they are none of TCMB. */
import { exchangeRatesContract } from '@muhasebi/features/exchange-rates/contract.ts';
import type { TraderBooks } from './trader-books.ts';
import { ratesOf } from './trader-figures.ts';
import { endsQuarter } from './trader-months.ts';

const REASON = 'Demo için elle girilmiş örnek kur; TCMB’nin yayımladığı kur değildir.';

/** Monday to Friday; the rate in force on a day is the last one before it. */
function workingDayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  do date.setUTCDate(date.getUTCDate() - 1);
  while (date.getUTCDay() % 6 === 0);
  return date.toISOString().slice(0, 10);
}

/** For the end of each quarter that is over, and of the month that is to be closed next but one. A rate that stands is written again. */
export async function enterDemoRates({ stage, office, months }: TraderBooks): Promise<void> {
  const valued = months.filter(
    (month) => month.monthsBack === 1 || (month.monthsBack > 1 && endsQuarter(month)),
  );
  for (const { index, lastDay } of valued) {
    const { usd, eur } = ratesOf(index + 1);
    for (const [currency, rate] of [
      ['USD', usd],
      ['EUR', eur],
    ] as const)
      await stage.api.call(office.accountant, exchangeRatesContract.putRate, {
        params: { date: workingDayBefore(lastDay), currency },
        body: { forexBuying: rate, forexSelling: rate, reason: REASON },
      });
  }
}
