/** Checks withheld KDV: known code, rate of the day, and the amount against the KDV it is taken from. */
import { absoluteKurus, formatKurusTr, kurusToDecimal, sumKurus } from '../money/kurus.ts';
import { findWithholdingCode, withholdingTenthsOn } from '../tevkifat/withholding-codes.ts';
import { rateText, rateTextEn, readTaxes, readWithholdings, share, type TaxAmount } from './amounts.ts';
import { figuresDiffer } from './check-texts.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';
import { turkishDate } from './iso-date.ts';
import { groupKdv, type KdvGroup } from './kdv-groups.ts';
import { finding } from './make-finding.ts';

function codePlace(tax: TaxAmount): string {
  return tax.place.replace(/\.tax$/, '.code');
}

function checkCode(tax: TaxAmount, date: string): Finding[] {
  const known = findWithholdingCode(tax.code);
  if (known === null)
    return [
      finding(
        'fatura.tevkifat-kodu-bilinmiyor',
        'error',
        codePlace(tax),
        {
          tr: `Tevkifat kodu "${tax.code}" GİB listesinde yok (tevkif edilen ${formatKurusTr(tax.tax)}); KDV2’de koduyla beyan edilir, doğrusunu düzenleyene sorun.`,
          en: `The withholding code "${tax.code}" is not in GİB's list (withheld ${kurusToDecimal(tax.tax)}); KDV2 declares it by code, ask the issuer for the right one.`,
        },
        { code: tax.code },
      ),
    ];
  const rate = tax.rateBasisPoints;
  if (
    rate === null ||
    date === '' ||
    withholdingTenthsOn(tax.code, date).some((tenths) => tenths * 1000 === rate)
  )
    return [];
  const ever = known.rates.some((each) => each.tenths * 1000 === rate);
  const list = [...new Set(known.rates.map((each) => `${each.tenths}/10`))].join(', ');
  return [
    finding(
      'fatura.tevkifat-orani',
      ever ? 'warning' : 'error',
      tax.place.replace(/\.tax$/, '.percent'),
      {
        tr: `Tevkifat oranı ${rateText(rate)} ${tax.code} (${known.name}) için ${turkishDate(date)} tarihinde geçerli değil; bilinen oranlar: ${list}. Tevkif edilen ${formatKurusTr(tax.tax)} tutarı düzenleyene sorun.`,
        en: `The withholding rate ${rateTextEn(rate)} is not in force on ${date} for ${tax.code} (${known.name}); known rates: ${list}. Ask the issuer about the ${kurusToDecimal(tax.tax)} withheld.`,
      },
      { code: tax.code, percent: tax.percent ?? '', date },
    ),
  ];
}

/** The rate is of the KDV; some issuers name the KDV as taxable amount, some the base. Either must fit. */
function checkAmount(tax: TaxAmount, groups: readonly KdvGroup[], slack: bigint): Finding[] {
  const rate = tax.rateBasisPoints;
  if (rate === null) return [];
  const all = sumKurus(groups.map((group) => group.tax));
  const candidates = [tax.taxable ?? all, all, ...groups.map((group) => group.tax)];
  if (candidates.some((kdv) => absoluteKurus(share(kdv, rate) - tax.tax) <= slack)) return [];
  const base = groups.find(
    (group) =>
      group.taxable !== null && tax.taxable !== null && absoluteKurus(group.taxable - tax.taxable) <= 2n,
  );
  const words = {
    tr: `Tevkifat ${tax.code}: KDV × ${rateText(rate)} tevkif edilen tutarı vermiyor`,
    en: `Withholding ${tax.code}: KDV × ${rateTextEn(rate)} is not the amount withheld`,
  };
  return [
    figuresDiffer(
      'fatura.tevkifat-tutari',
      'error',
      tax.place,
      words,
      tax.tax,
      share(base?.tax ?? tax.taxable ?? all, rate),
    ),
  ];
}

export function checkWithholding(invoice: Invoice): Finding[] {
  const date = invoice.issueDate ?? '';
  const groups = groupKdv(readTaxes(invoice));
  const slack = BigInt(invoice.lines.length) + 2n;
  return readWithholdings(invoice).flatMap((tax) => [
    ...checkCode(tax, date),
    ...checkAmount(tax, groups, slack),
  ]);
}
