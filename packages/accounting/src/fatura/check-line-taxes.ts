/** Checks that what the lines say of taxes and withholding is what the document says of them. */
import { absoluteKurus, sumKurus, tryKurusFromDecimal } from '../money/kurus.ts';
import { figuresDiffer } from './check-texts.ts';
import { isUnderInvoiceLists } from './current-lists.ts';
import type { Finding } from './finding.ts';
import type { Invoice, TaxTotal } from './invoice.ts';
import { finding } from './make-finding.ts';

export function checkLineTaxes(invoice: Invoice): Finding[] {
  if (!isUnderInvoiceLists(invoice)) return [];
  return [...checkKdv(invoice), ...checkWithheld(invoice), ...checkWithholdingType(invoice)];
}

/**
 * KDV alone: other taxes stand on the document alone with many issuers. Asked only where every line has it, and nothing
 * of the document as a whole changes the base afterwards.
 */
function checkKdv({ lines, taxTotals, allowanceCharges, totals }: Invoice): Finding[] {
  const ofWhole = [totals.allowance, totals.charge, ...allowanceCharges.map(({ amount }) => amount)];
  if (ofWhole.some((amount) => (tryKurusFromDecimal(amount) ?? 0n) !== 0n)) return [];
  const ofLines = lines.map(({ taxTotals: own }) => taxesOf(own, (code) => code === '0015'));
  if (lines.length === 0 || ofLines.some((each) => each.length === 0)) return [];
  const ofDocument = taxesOf(taxTotals, (code) => code === '0015');
  if (ofDocument.length === 0) return [];
  const [stated, expected] = [sumKurus(ofDocument), sumKurus(ofLines.flat())];
  if (absoluteKurus(stated - expected) <= BigInt(lines.length) + 2n) return [];
  const words = {
    tr: 'Belgenin KDV’si satırların KDV’lerinin toplamı değil',
    en: 'The KDV of the document is not the sum of the KDV of its lines',
  };
  return [figuresDiffer('fatura.satir-kdv', 'warning', 'taxTotals[0].amount', words, stated, expected)];
}

function checkWithheld({ lines, withholdingTotals }: Invoice): Finding[] {
  const ofLines = lines.flatMap(({ withholdingTotals: own }) => taxesOf(own, () => true));
  const ofDocument = taxesOf(withholdingTotals, () => true);
  if (ofLines.length === 0 || ofDocument.length === 0) return [];
  const [stated, expected] = [sumKurus(ofDocument), sumKurus(ofLines)];
  if (absoluteKurus(stated - expected) <= BigInt(lines.length) + 2n) return [];
  const words = {
    tr: 'Belgenin tevkifatı satırların tevkifatlarının toplamı değil',
    en: 'The withholding of the document is not the sum of that of its lines',
  };
  return [
    figuresDiffer('fatura.satir-tevkifat', 'warning', 'withholdingTotals[0].amount', words, stated, expected),
  ];
}

function taxesOf(totals: readonly TaxTotal[], is: (code: string) => boolean): bigint[] {
  return totals
    .flatMap(({ subtotals }) => subtotals)
    .filter(({ code }) => is(code?.trim() ?? ''))
    .flatMap(({ tax }) => tryKurusFromDecimal(tax) ?? []);
}

/** Types that may bear withholding (GİB's rule GeneralWithholdingTaxTotalCheck, 12.03.2026). */
const MAY_WITHHOLD = new Set(['TEVKIFAT', 'YTBTEVKIFAT', 'IADE', 'YTBIADE', 'SGK', 'SARJ', 'SARJANLIK']);
const MUST_WITHHOLD = new Set(['TEVKIFAT', 'YTBTEVKIFAT']);

function checkWithholdingType({ type: written, withholdingTotals, lines }: Invoice): Finding[] {
  const type = written?.trim() ?? '';
  const isThere = withholdingTotals.length > 0;
  const isOnLines = lines.some((line) => line.withholdingTotals.length > 0);
  if (isThere && !MAY_WITHHOLD.has(type))
    return [
      finding(
        'fatura.tevkifat-tip',
        'warning',
        'type',
        {
          tr: `Belgede tevkifat var ama tipi ${type === '' ? 'yazılmamış' : type}; tevkifatlı fatura TEVKIFAT tipinde düzenlenir. Düzenleyene sorun.`,
          en: `The document withholds KDV but its type is ${type === '' ? 'missing' : type}; such an invoice is of type TEVKIFAT. Ask the issuer.`,
        },
        { type },
      ),
    ];
  if (isThere || isOnLines || !MUST_WITHHOLD.has(type)) return [];
  return [
    finding(
      'fatura.tevkifat-yok',
      'warning',
      'withholdingTotals',
      {
        tr: `Belge ${type} tipinde ama tevkif edilen KDV yazılmamış; tevkifat kodunu ve oranını düzenleyene sorun.`,
        en: `The document is of type ${type} but no withheld KDV is stated; ask the issuer for code and rate.`,
      },
      { type },
    ),
  ];
}
