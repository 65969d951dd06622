/** Checks what the type of an invoice asks of its lines: özel matrah, deliveries for export, konaklama vergisi, withheld KDV. */
import { basisPoints } from '../fatura/amounts.ts';
import { type ExemptionGroup, exemptionGroup } from '../kdv/exemption-codes.ts';
import { compare, type Decimal, parseDecimal } from '../money/decimal.ts';
import { type DraftFault, faultsOf } from './draft-fault.ts';
import { type DraftLine, type InvoiceDraft, isForgone } from './invoice-draft.ts';

const MOST: Decimal = { digits: 10n ** 12n, scale: 0 };

/** What the line's own type asks of it: the base of özel matrah, the line of the buyer's permit, konaklama vergisi. */
export function checkLineOfType(line: DraftLine, { type }: InvoiceDraft, at: string): DraftFault[] {
  const base = parseDecimal(line.specialBase);
  const hasBase = type === 'OZELMATRAH' && exemptionGroup(line.exemptionCode ?? '') === 'ozel-matrah';
  const accommodation = basisPoints(line.accommodationPercent);
  const isPermit = type === 'IHRACKAYITLI' && line.exemptionCode === '702';
  return faultsOf(
    [
      hasBase && (base === null || base.digits <= 0n || base.scale > 2 || compare(base, MOST) > 0),
      `${at}.specialBase`,
      'Özel matrahı yazın: KDV’nin hesaplanacağı tutar, en çok iki ondalıkla (KDVK md. 23).',
      'State the base that KDV is reckoned on, of at most two decimals (KDVK md. 23).',
    ],
    [
      !hasBase && (line.specialBase !== null || line.kdvInPrice),
      `${at}.specialBase`,
      'Özel matrah yalnız OZELMATRAH tipinde, 801–812 kodlu satıra yazılır.',
      'A base of its own stands on the type OZELMATRAH alone, on a line with a code of 801–812.',
    ],
    // 6802 s. K. md. 34: 2 percent; the President may halve or double it.
    [
      line.accommodationPercent !== null &&
        (type !== 'KONAKLAMAVERGISI' || accommodation === null || accommodation < 100 || accommodation > 400),
      `${at}.accommodationPercent`,
      'Konaklama vergisi yalnız KONAKLAMAVERGISI tipinde, %1 ile %4 arasında yazılır (6802 sayılı Kanun md. 34).',
      'Konaklama vergisi stands on the type KONAKLAMAVERGISI alone, between 1 and 4 percent (Law 6802 art. 34).',
    ],
    [
      isPermit && !/^\d{12}$/.test(line.gtip ?? ''),
      `${at}.gtip`,
      '702 kodunda malın 12 haneli GTİP’ini yazın.',
      'Under the code 702 state the GTİP of the goods, of twelve digits.',
    ],
    [
      isPermit && line.buyerLineCode?.trim().length !== 11,
      `${at}.buyerLineCode`,
      '702 kodunda alıcının izin belgesindeki 11 karakterli satır kodunu yazın.',
      'Under the code 702 state the line code of the buyer’s permit, of eleven characters.',
    ],
  );
}

/** What a type must have on one line at least. */
export function checkLinesOfType(draft: InvoiceDraft): DraftFault[] {
  const { lines, type } = draft;
  const none = (has: (line: DraftLine) => boolean) => lines.length > 0 && !lines.some(has);
  const has = (group: ExemptionGroup) => (line: DraftLine) =>
    exemptionGroup(line.exemptionCode ?? '') === group && basisPoints(line.kdvPercent) !== 0;
  const isWithheld = (line: DraftLine) => line.withholdingCode !== null;
  return faultsOf(
    [
      (type === 'TEVKIFAT' || type === 'TEVKIFATIADE') && none(isWithheld),
      'lines[0].withholdingCode',
      `${type} tipindeki faturanın en az bir satırında tevkifat kodu olmalı.`,
      `An invoice of the type ${type} needs a withholding code on one line at least.`,
    ],
    [
      type === 'ISTISNA' && !isForgone(draft) && none((line) => basisPoints(line.kdvPercent) === 0),
      'lines[0].exemptionCode',
      'ISTISNA tipindeki faturanın en az bir satırı KDV’siz olmalı ve istisna kodu taşımalı.',
      'An invoice of the type ISTISNA needs a line without KDV, with its exemption code.',
    ],
    [
      type === 'OZELMATRAH' && none(has('ozel-matrah')),
      'lines[0].exemptionCode',
      'OZELMATRAH tipindeki faturanın en az bir satırında özel matrah kodu (801–812) olmalı.',
      'An invoice of the type OZELMATRAH needs a code of özel matrah (801–812) on one line at least.',
    ],
    // Its KDV is not asked for as a whole, so no line may be an ordinary sale.
    [
      type === 'IHRACKAYITLI' && lines.some((line) => !has('ihrac-kayitli')(line)),
      `lines[${Math.max(
        0,
        lines.findIndex((line) => !has('ihrac-kayitli')(line)),
      )}].exemptionCode`,
      'IHRACKAYITLI tipindeki faturanın her satırı KDV oranını ve ihraç kayıtlı kodunu (701–704) taşımalı.',
      'Every line of an invoice of the type IHRACKAYITLI needs its KDV rate and a code of 701–704.',
    ],
    [
      type === 'KONAKLAMAVERGISI' && none((line) => line.accommodationPercent !== null),
      'lines[0].accommodationPercent',
      'KONAKLAMAVERGISI tipindeki faturanın en az bir satırında konaklama vergisi olmalı.',
      'An invoice of the type KONAKLAMAVERGISI needs konaklama vergisi on one line at least.',
    ],
  );
}
