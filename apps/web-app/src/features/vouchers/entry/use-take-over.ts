/** Lines that are written again on another day: their foreign amounts come to what TCMB's rate of that day makes of them. */
import { atNewRates } from '@muhasebi/accounting/kur/at-new-rates.ts';
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../../api/problem.ts';
import { api } from '../../../api/session.ts';
import { isoToday, parseDate } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import { showDone, showProblem, showRefused } from '../../../ui/problem-note.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { LineActs } from '../../review/edit/use-line-acts.ts';
import { type DraftLine, draftOf, type EditedVoucher } from '../../review/edit/voucher-draft.ts';
import { takeOver } from './entry-draft.ts';

interface WireLine {
  readonly debit: string;
  readonly credit: string;
  readonly fx: DraftLine['fx'];
}

/** TRY for one unit; null where the rate of the day is not known. */
async function rateOf(currency: string, date: string): Promise<string | null> {
  try {
    return (await api.call('GET /exchange-rates', { query: { currency, date } })).rate;
  } catch (error) {
    if (asProblem(error).status === 404) return null;
    throw error;
  }
}

/**
 * The lines at the rates of the day (ISO; null where it cannot be read), and the currencies that keep the rate they were
 * written with because that of the day is not known. Rejects with `ApiProblem`.
 */
export async function atRatesOfDay<L extends WireLine>(
  lines: readonly L[],
  date: string | null,
): Promise<{ readonly lines: readonly L[]; readonly unknown: readonly string[] }> {
  const currencies = [...new Set(lines.flatMap(({ fx }) => fx?.currency ?? []))];
  const answers = await Promise.all(
    currencies.map(
      async (currency) => [currency, date === null ? null : await rateOf(currency, date)] as const,
    ),
  );
  const known = new Map(answers.flatMap(([currency, rate]) => (rate === null ? [] : [[currency, rate]])));
  const valued = atNewRates(
    lines.map(({ debit, credit, fx }) => ({
      debitKurus: kurusFromDecimal(debit),
      creditKurus: kurusFromDecimal(credit),
      fx,
    })),
    known,
  );
  return {
    lines: lines.map((line, at) => {
      const { debitKurus = 0n, creditKurus = 0n, fx = line.fx } = valued[at] ?? {};
      return { ...line, fx, debit: kurusToDecimal(debitKurus), credit: kurusToDecimal(creditKurus) };
    }),
    unknown: currencies.filter((currency) => !known.has(currency)),
  };
}

/** Takes over what was written before, at the rates of the day that is written now, and says where a rate could not be had. */
export function useTakeOver(edit: Edit, { focusLine }: LineActs): (source: EditedVoucher) => Promise<void> {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { base, change } = edit;
  const day = parseDate(edit.draft.date, Number(isoToday(new Date()).slice(0, 4)));
  const latest = useRef({ focusLine, nextKey: edit.draft.nextKey });
  latest.current = { focusLine, nextKey: edit.draft.nextKey };
  return useCallback(
    async (source) => {
      try {
        const { lines, unknown } = await atRatesOfDay(source.lines, day);
        const taken = draftOf({ ...base, ...source, lines: [...lines] }, language);
        // Blank lines give way, the focused one among them: it goes on to the first line that came.
        latest.current.focusLine(latest.current.nextKey, 'debit');
        change((now) => takeOver(now, taken));
        if (lines.some(({ fx }) => fx !== null && !unknown.includes(fx.currency)))
          showDone(t('entry.fx.newRate'));
        if (unknown.length > 0)
          showRefused(t('entry.fx.oldRate', { currencies: unknown.join(', ') }), t('entry.fx.oldRateNext'));
      } catch (error) {
        showProblem(error);
      }
    },
    [base, change, day, language, t],
  );
}
