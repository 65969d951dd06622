/** Checks the taxes: known codes, rates of the day, base × rate, and a reason where KDV is not charged. */
import { exemptionGroup } from '../kdv/exemption-codes.ts';
import { isKnownKdvRate, kdvRatesOn } from '../kdv/rates.ts';
import { findTaxCode } from '../kdv/tax-codes.ts';
import { absoluteKurus, formatKurusTr, kurusToDecimal, tryKurusFromDecimal } from '../money/kurus.ts';
import { basisPoints, rateText, rateTextEn, readTaxes, share, type TaxAmount } from './amounts.ts';
import { figuresDiffer } from './check-texts.ts';
import type { Finding } from './finding.ts';
import type { Invoice, TaxSubtotal } from './invoice.ts';
import { type InvoiceTraits, traitsOf } from './invoice-kind.ts';
import { turkishDate } from './iso-date.ts';
import { finding } from './make-finding.ts';

interface Placed {
  readonly subtotal: TaxSubtotal;
  readonly place: string;
}

function placedSubtotals(invoice: Invoice): Placed[] {
  const ofDocument = invoice.taxTotals.flatMap((total, t) =>
    total.subtotals.map((subtotal, s) => ({ subtotal, place: `taxTotals[${t}].subtotals[${s}]` })),
  );
  const ofLines = invoice.lines.flatMap((line, l) =>
    line.taxTotals.flatMap((total, t) =>
      total.subtotals.map((subtotal, s) => ({
        subtotal,
        place: `lines[${l}].taxTotals[${t}].subtotals[${s}]`,
      })),
    ),
  );
  return [...ofDocument, ...ofLines];
}

function checkCode({ subtotal, place }: Placed): Finding[] {
  const code = subtotal.code?.trim() ?? '';
  if (findTaxCode(code) !== null) return [];
  const tax = tryKurusFromDecimal(subtotal.tax);
  const [amountTr, amountEn] =
    tax === null ? ['', ''] : [`${formatKurusTr(tax)} vergi: `, `Tax of ${kurusToDecimal(tax)}: `];
  return [
    finding(
      'fatura.vergi-kodu-bilinmiyor',
      'error',
      `${place}.code`,
      {
        tr:
          code === ''
            ? `${amountTr}Vergi satırında vergi türü kodu yok; KDV sayıldı. Türünü belgeden doğrulayın.`
            : `${amountTr}Vergi türü kodu "${code}" GİB listesinde yok; indirilemeyen başka vergi sayıldı. Türünü düzenleyene sorun.`,
        en:
          code === ''
            ? `${amountEn}A tax has no tax type code; it is taken for KDV. Confirm its type.`
            : `${amountEn}The tax type code "${code}" is not in GİB's list; it is taken for another tax that cannot be deducted. Ask the issuer.`,
      },
      { code },
    ),
  ];
}

// A tax is rounded at each line and once more at the total.
function toleranceOf(invoice: Invoice, place: string): bigint {
  return place.startsWith('lines') ? 2n : BigInt(invoice.lines.length) + 2n;
}

/** Base × rate; not where the law parts them: özel matrah, returns of KDV that had been withheld. */
function checkTax(invoice: Invoice, traits: InvoiceTraits, { subtotal, place }: Placed): Finding[] {
  if (traits.isReturn && traits.isWithholding) return [];
  const [taxable, tax, rate] = [
    tryKurusFromDecimal(subtotal.taxable),
    tryKurusFromDecimal(subtotal.tax),
    basisPoints(subtotal.percent),
  ];
  if (taxable === null || tax === null || rate === null) return [];
  const expected = share(taxable, rate);
  if (absoluteKurus(tax - expected) <= toleranceOf(invoice, place)) return [];
  const name = findTaxCode(subtotal.code ?? '')?.name ?? subtotal.name ?? 'Vergi';
  const words = {
    tr: `${name} matrahı × ${rateText(rate)} vergi tutarını vermiyor`,
    en: `The base of ${name} × ${rateTextEn(rate)} is not the tax`,
  };
  return [figuresDiffer('fatura.vergi-tutari', 'error', `${place}.tax`, words, tax, expected)];
}

function checkRate(invoice: Invoice, { subtotal, place }: Placed): Finding[] {
  const code = subtotal.code?.trim() ?? '';
  const rate = basisPoints(subtotal.percent);
  if (code !== '0015' || subtotal.percent === null) return [];
  if (rate === null || !isKnownKdvRate(rate))
    return [
      finding(
        'fatura.kdv-orani-bilinmiyor',
        'error',
        `${place}.percent`,
        {
          tr: `KDV oranı "${subtotal.percent}" hiçbir dönemde geçerli olmadı; tutarlar belgedeki gibi, "Diğer Oranlar" hesaplarına önerilir. Oranı düzenleyene sorun.`,
          en: `The KDV rate "${subtotal.percent}" was never in force; the amounts are proposed as stated, to the accounts of other rates. Ask the issuer.`,
        },
        { percent: subtotal.percent },
      ),
    ];
  const date = invoice.issueDate ?? '';
  const inForce = kdvRatesOn(date);
  // A return bears the rate of the sale it takes back, whatever the rate of its own day.
  if (rate === 0 || inForce.length === 0 || inForce.includes(rate) || traitsOf(invoice).isReturn) return [];
  return [
    finding(
      'fatura.kdv-orani-donem',
      'warning',
      `${place}.percent`,
      {
        tr: `KDV ${rateText(rate)} ${turkishDate(date)} tarihinde yürürlükte değil; o gün geçerli oranlar: ${inForce.map(rateText).join(', ')}.`,
        en: `KDV ${rateTextEn(rate)} was not in force on ${date}; rates of that day: ${inForce.map(rateTextEn).join(', ')}.`,
      },
      { percent: subtotal.percent, date },
    ),
  ];
}

/** No KDV needs a reason; GİB's own scheme returns (IADE of an exempt sale) repeat none. */
function checkExemption(invoice: Invoice, traits: InvoiceTraits): Finding[] {
  const taxes = readTaxes(invoice).filter((tax) => tax.role === 'kdv');
  const unexplained = (tax: TaxAmount): boolean =>
    tax.tax === 0n && (tax.taxable ?? 0n) !== 0n && tax.exemptionCode === null;
  const missing = traits.isReturn ? [] : taxes.filter(unexplained);
  const without = missing.map((tax) =>
    finding('fatura.istisna-kodu-yok', 'warning', tax.place.replace(/\.tax$/, '.exemptionCode'), {
      tr: `${formatKurusTr(tax.taxable ?? 0n)} için KDV hesaplanmamış ama istisna kodu yazılmamış; hangi istisna olduğunu düzenleyene sorun, beyannamede kodla gösterilir.`,
      en: `No KDV is charged on ${kurusToDecimal(tax.taxable ?? 0n)} but no exemption code is given; ask the issuer which it is, the declaration names it by code.`,
    }),
  );
  const unknown = taxes
    .filter((tax) => tax.exemptionCode !== null && exemptionGroup(tax.exemptionCode) === null)
    .map((tax) =>
      finding(
        'fatura.istisna-kodu-bilinmiyor',
        'warning',
        tax.place.replace(/\.tax$/, '.exemptionCode'),
        {
          tr: `İstisna kodu "${tax.exemptionCode}" GİB listesinde yok; doğrusunu düzenleyene sorun.`,
          en: `The exemption code "${tax.exemptionCode}" is not in GİB's list; ask the issuer for the right one.`,
        },
        { code: tax.exemptionCode ?? '' },
      ),
    );
  return [...without, ...unknown];
}

function checkNegative({ subtotal, place }: Placed): Finding[] {
  const tax = tryKurusFromDecimal(subtotal.tax);
  if (tax === null || tax >= 0n) return [];
  return [
    finding(
      'fatura.negatif-tutar',
      'warning',
      `${place}.tax`,
      {
        tr: `Vergi tutarı negatif: ${formatKurusTr(tax)}. İade ise fatura tipi iade olmalı; düzenleyene sorun.`,
        en: `A tax is negative: ${kurusToDecimal(tax)}. A return should be an invoice of its own type; ask the issuer.`,
      },
      { value: subtotal.tax ?? '' },
    ),
  ];
}

/** A tax without a breakdown: its kind and rate are guessed, so the accountant must look. */
function checkBreakdown(invoice: Invoice): Finding[] {
  return invoice.taxTotals.flatMap((total, index) => {
    const amount = tryKurusFromDecimal(total.amount);
    if (amount === null || amount === 0n || total.subtotals.length > 0) return [];
    return [
      finding(
        'fatura.vergi-dokumu-yok',
        'warning',
        `taxTotals[${index}].amount`,
        {
          tr: `${formatKurusTr(amount)} verginin dökümü (türü, matrahı, oranı) belgede yok; oranı belirsiz KDV sayıldı. Oranı doğrulayıp hesapları düzeltin.`,
          en: `The breakdown (kind, base, rate) of the tax of ${kurusToDecimal(amount)} is missing; it is taken for KDV of unknown rate. Confirm the rate and correct the accounts.`,
        },
        { amount: kurusToDecimal(amount) },
      ),
    ];
  });
}

export function checkTaxes(invoice: Invoice): Finding[] {
  const traits = traitsOf(invoice);
  const placed = placedSubtotals(invoice);
  const each = placed.flatMap((one) => [
    ...checkCode(one),
    ...checkTax(invoice, traits, one),
    ...checkRate(invoice, one),
    ...checkNegative(one),
  ]);
  return [...each, ...checkBreakdown(invoice), ...checkExemption(invoice, traits)];
}
