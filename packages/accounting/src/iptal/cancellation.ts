/** The cancellation (iptal) of an invoice: by which way, on which day, and whether its time was over by then. */
import type { Finding } from '../fatura/finding.ts';
import { answerPeriodOf } from '../uygulama-yaniti/answer-period.ts';

/** portal: GİB's portal of cancellations or the integrator; objection: noter, KEP or registered mail (TTK md. 18/3). */
export type CancellationWay = 'portal' | 'objection' | 'other';

export interface Cancellation {
  /** ISO day. */
  readonly cancelledOn: string;
  readonly way: CancellationWay;
  readonly note: string | null;
}

/** Since when GİB is told of cancellations and objections, by the day of the invoice. */
const NOTICE = {
  validFrom: '2021-05-01',
  law: 'VUK 509 Sıra No.lu Genel Tebliği',
  source:
    '509 s. VUK GT, 526 s. VUK GT (RG 09.02.2021) ile eklenen bölüm: e-Belge iptalleri ile TTK md. 18/3 ihbar ve ihtarları GİB kılavuzlarındaki usul ve sürelerde bildirilir',
} as const;

export interface CancellationTime {
  /** ISO day, the last one of the time of objection. */
  readonly lastDay: string;
  readonly law: string;
}

/**
 * The eight days in which an invoice is objected to, counted from its own day (TTK md. 21/2); GİB's portal takes requests in
 * the same eight days from delivery (e-Fatura İptal/İtiraz Portalı Kılavuzu). The day of delivery may be later: what is late by
 * this may still be in time by that. Null before any rule.
 */
export function cancellationTimeOf(issueDate: string): CancellationTime | null {
  const period = answerPeriodOf(issueDate);
  if (period === null) return null;
  const { lastDay, law } = period;
  return { lastDay, law: issueDate >= NOTICE.validFrom ? `${law}; ${NOTICE.law}` : law };
}

/** The time that was over when it was cancelled; null where it was not, or where the way has no time that we know. */
export function missedTime({ cancelledOn, way }: Cancellation, issueDate: string): CancellationTime | null {
  const time = way === 'other' ? null : cancellationTimeOf(issueDate);
  return time === null || cancelledOn <= time.lastDay ? null : time;
}

type Fault = Pick<Finding, 'message' | 'messageEn'> & { readonly place: 'cancelledOn' | 'note' };

/** What is wrong with it: a day before the invoice's own (null: unknown) or after today, another way without a note. */
export function checkCancellation(
  { cancelledOn, way, note }: Cancellation,
  { issueDate, today }: { readonly issueDate: string | null; readonly today: string },
): Fault[] {
  const faults: Fault[] = [];
  if (issueDate !== null && cancelledOn < issueDate)
    faults.push({
      place: 'cancelledOn',
      message: 'iptal tarihi faturanın tarihinden önce olamaz',
      messageEn: 'is not before the day of the invoice',
    });
  if (cancelledOn > today)
    faults.push({
      place: 'cancelledOn',
      message: 'iptal tarihi ileri bir gün olamaz',
      messageEn: 'is not after today',
    });
  if (way === 'other' && note === null)
    faults.push({
      place: 'note',
      message: 'nasıl iptal edildiğini yazın',
      messageEn: 'say how it was cancelled',
    });
  return faults;
}
