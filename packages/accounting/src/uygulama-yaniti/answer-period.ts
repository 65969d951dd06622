/** Until when the buyer may answer a commercial invoice (ticari fatura), and what became of that. */
import { weekdayOf } from '../takvim/is-gunu.ts';
import { addDays, tatilOn } from '../takvim/resmi-tatiller.ts';

/** Days in which the content of an invoice is objected to, by the day of the invoice. */
interface AnswerDays {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly days: number;
  /** The article, as it is shown. */
  readonly law: string;
  readonly source: string;
}

const ANSWER_DAYS: readonly AnswerDays[] = [
  {
    validFrom: '2012-07-01',
    validTo: null,
    days: 8,
    law: 'TTK md. 21/2',
    source: '6102 s. TTK md. 21/2; UBL-TR Ticari Fatura Senaryosu (kabul ve red uygulama yanıtı)',
  },
  {
    validFrom: '1957-01-01',
    validTo: '2012-06-30',
    days: 8,
    law: '6762 s. TTK md. 23/2',
    source: '6762 s. TTK md. 23/2',
  },
];

export interface AnswerPeriod {
  /** ISO day, the last on which it may be answered. */
  readonly lastDay: string;
  readonly law: string;
}

/**
 * Counted from the day after the invoice's own (TBK md. 92); where the last day is a Sunday or a public holiday, the next
 * working day (TBK md. 93). The day of delivery, from which the law counts, may be later: this is never later than that.
 */
export function answerPeriodOf(issueDate: string): AnswerPeriod | null {
  const rule = ANSWER_DAYS.find(
    ({ validFrom, validTo }) => validFrom <= issueDate && (validTo === null || issueDate <= validTo),
  );
  if (rule === undefined) return null;
  let lastDay = addDays(issueDate, rule.days);
  while (weekdayOf(lastDay) === 7 || tatilOn(lastDay)?.length === 'whole') lastDay = addDays(lastDay, 1);
  return { lastDay, law: rule.law };
}
