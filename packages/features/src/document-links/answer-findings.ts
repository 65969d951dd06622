/** What answers and returns mean to an invoice that stands in the books or is about to: findings, in the words of whose it is. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { answerPeriodOf } from '@muhasebi/accounting/uygulama-yaniti/answer-period.ts';
import type { WrittenAnswer } from './answers.queries.ts';
import type { Said } from './links.queries.ts';

/** All codes of these findings; what else a document has is left as it is. */
export const ANSWER_CODES: ReadonlySet<string> = new Set([
  'belge.yanit-kabul',
  'belge.yanit-red',
  'belge.yanit-iade',
  'belge.iade-geldi',
  'belge.yanit-suresi',
  'belge.yanit-yazildi',
]);

/** "2026-11-19" → "19.11.2026". */
const turkish = (day: string) => day.split('-').reverse().join('.');

const named = ({ documentNo, issueDate }: Said): string =>
  [documentNo, issueDate === null ? null : turkish(issueDate)].filter(Boolean).join(', ');

const because = ({ note }: Said): string => (note === null ? '' : ` “${note}”`);

function findingOf(said: Said): Finding | null {
  const [name, why] = [named(said), because(said)];
  const [who, whoEn] =
    said.direction === 'satis' ? ['Alıcı faturayı', 'The buyer'] : ['Mükellef faturayı', 'The client'];
  const params = { answer: said.answer ?? '', document: said.documentNo ?? '', note: said.note ?? '' };
  const make = (code: string, severity: Finding['severity'], tr: string, en: string): Finding => ({
    code,
    severity,
    place: null,
    message: tr,
    messageEn: en,
    params,
  });
  if (said.kind === 'return')
    return make(
      'belge.iade-geldi',
      'info',
      `Bu faturanın iade faturası var (${name}).`,
      `There is a return of this invoice (${name}).`,
    );
  switch (said.answer) {
    case 'KABUL':
      return make(
        'belge.yanit-kabul',
        'info',
        `${who} kabul etti (${name}).`,
        `${whoEn} accepted it (${name}).`,
      );
    case 'RED':
      return make(
        'belge.yanit-red',
        'error',
        `${who} reddetti (${name}).${why} Reddedilen fatura deftere kaydedilmez; kaydedildiyse fişi ters kayıtla düzeltilir.`,
        `${whoEn} refused it (${name}).${why} A refused invoice is not entered; where it was, its voucher is reversed.`,
      );
    case 'IADE':
      return make(
        'belge.yanit-iade',
        'warning',
        `${who} iade edeceğini bildirdi (${name}).${why} İade faturasını bekleyin.`,
        `${whoEn} announced a return (${name}).${why} Wait for the invoice of return.`,
      );
    default:
      return null;
  }
}

/** Findings of one invoice; of several answers of one kind the latest. */
export function answerFindings(said: readonly Said[]): Finding[] {
  const byCode = new Map<string, Finding>();
  for (const each of said) {
    const found = findingOf(each);
    if (found !== null)
      byCode.set(`${found.code} ${each.kind === 'return' ? found.params.document : ''}`, found);
  }
  return [...byCode.values()];
}

/** What was written here says nothing of what was sent. */
export function writtenFinding({ answer, number, reason }: WrittenAnswer): Finding {
  const [tr, en] = answer === 'RED' ? ['Ret', 'refuses the invoice'] : ['Kabul', 'accepts the invoice'];
  return {
    code: 'belge.yanit-yazildi',
    // What is to be refused is not approved with the rest.
    severity: answer === 'RED' ? 'warning' : 'info',
    place: 'profile',
    message: `${tr} yanıtı yazıldı (${number}), gönderilmedi.`,
    messageEn: `An answer that ${en} was written (${number}); it was not sent.`,
    params: { answer, number, reason: reason ?? '' },
  };
}

/** A received commercial invoice that nobody answered, while its time runs; null where it is over. */
export function runningTime(issueDate: string, today: string): Finding | null {
  const period = answerPeriodOf(issueDate);
  if (period === null || period.lastDay < today) return null;
  const { lastDay, law } = period;
  return {
    code: 'belge.yanit-suresi',
    severity: 'info',
    place: 'profile',
    message: `Ticari fatura: kabul ya da red için son gün ${turkish(lastDay)} (${law}).`,
    messageEn: `Commercial invoice: the last day to accept or refuse it is ${lastDay} (${law}).`,
    params: { lastDay },
  };
}
