/** Holds a proposal against what the books can store, so that one strange document never stops its batch. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { finding } from '@muhasebi/accounting/fatura/make-finding.ts';
import { parseDecimal } from '@muhasebi/accounting/money/decimal.ts';
import type { VoucherLine, VoucherProposal } from '@muhasebi/accounting/yevmiye/voucher.ts';
import { FIRST_FISCAL_YEAR } from './fiscal-years.ts';

/** Ten trillion lira less a kuruş: the largest amount of one line, so that no sum of lines overflows. */
export const MAX_LINE_KURUS = 999_999_999_999_999n;
/** Whole digits of a foreign amount or rate that numeric(24, 8) holds. */
const MAX_FX_WHOLE = 10n ** 15n;

/** True where a foreign amount and its rate fit their columns: a currency code, an amount without a sign, a rate that is not nothing. */
export function isStorableFx(fx: NonNullable<VoucherLine['fx']>): boolean {
  const amount = parseDecimal(fx.amount);
  const rate = parseDecimal(fx.rate);
  if (!/^[A-Z]{3}$/.test(fx.currency) || amount === null || rate === null) return false;
  const limit = (scale: number): bigint => MAX_FX_WHOLE * 10n ** BigInt(scale);
  const smallest = rate.scale <= 8 ? 1n : 10n ** BigInt(rate.scale - 8);
  const fits = amount.digits >= 0n && amount.digits < limit(amount.scale);
  return fits && rate.digits >= smallest && rate.digits < limit(rate.scale);
}

/** True where the amount of the line fits: not negative, within the limit. */
export function isStorableAmount(line: Pick<VoucherLine, 'debitKurus' | 'creditKurus'>): boolean {
  return line.debitKurus <= MAX_LINE_KURUS && line.creditKurus <= MAX_LINE_KURUS;
}

/** Why the books cannot take this proposal, or null where they can. */
export function whyNotStorable(proposal: VoucherProposal): Finding | null {
  const year = Number(proposal.date.slice(0, 4));
  if (year < FIRST_FISCAL_YEAR || year > 2199)
    return finding(
      'fis.tarih-aralik-disi',
      'error',
      'issueDate',
      {
        tr: `Belgenin tarihi ${proposal.date}; defter 1994 ile 2199 arasında tutulur.`,
        en: `The document is dated ${proposal.date}; books are kept between 1994 and 2199.`,
      },
      { date: proposal.date },
    );
  if (proposal.lines.every((line) => isStorableAmount(line) && (line.fx === null || isStorableFx(line.fx))))
    return null;
  return finding('fis.tutar-sinir-disi', 'error', 'totals.payable', {
    tr: 'Belgenin tutarı, kuru ya da para birimi defterin sınırları dışında; belgeyi denetleyin.',
    en: 'An amount, rate or currency of the document is beyond what the books hold; check the document.',
  });
}
