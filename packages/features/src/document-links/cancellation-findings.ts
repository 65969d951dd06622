/** What the cancellation of an invoice means to it: nothing is entered any more, what was entered is to be reversed. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { missedTime } from '@muhasebi/accounting/iptal/cancellation.ts';
import type { CancellationRow } from './cancellations.queries.ts';

/** All codes of these findings. */
export const CANCELLATION_CODES = ['belge.iptal', 'belge.iptal-gec'] as const;

/** "2026-11-19" → "19.11.2026". */
const turkish = (day: string) => day.split('-').reverse().join('.');

export function cancellationFindings(row: CancellationRow): Finding[] {
  const { cancelledOn, state, issueDate } = row;
  const isPosted = state === 'POSTED';
  const [next, nextEn] = isPosted
    ? ['Fişi deftere işlenmiş: ters kayıt önerilir.', 'Its voucher is posted: a reversal is proposed.']
    : ['Deftere kaydedilmez.', 'It is not entered.'];
  const cancelled: Finding = {
    code: 'belge.iptal',
    severity: state === 'SETTLED' ? 'info' : 'error',
    place: null,
    message: `Belge ${turkish(cancelledOn)} tarihinde iptal edildi. ${next}`,
    messageEn: `The document was cancelled on ${cancelledOn}. ${nextEn}`,
    params: { cancelledOn },
  };
  const missed = issueDate === null ? null : missedTime(row, issueDate);
  if (missed === null) return [cancelled];
  const { lastDay, law } = missed;
  const late: Finding = {
    code: 'belge.iptal-gec',
    severity: 'warning',
    place: null,
    message: `İptal, faturanın gününden sayılan sekiz günlük süreden sonra: son gün ${turkish(lastDay)} (${law}). Teslim gününü ve karşı tarafın onayını belgeleyin.`,
    messageEn: `It was cancelled after the eight days counted from the day of the invoice: the last one was ${lastDay} (${law}). Keep proof of the day of delivery and of the other side’s consent.`,
    params: { lastDay, cancelledOn },
  };
  return [cancelled, late];
}
