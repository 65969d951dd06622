/** Checks that an exemption code belongs to the type of the invoice it stands on. */
import { type ExemptionGroup, exemptionGroup } from '../kdv/exemption-codes.ts';
import { readTaxes, type TaxAmount } from './amounts.ts';
import { isUnderInvoiceLists } from './current-lists.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';
import { finding } from './make-finding.ts';

/** A day from which 308 and 339 are codes of the investment scheme alone (GİB e-Fatura Paketi 01.07.2026). */
const INVESTMENT_ONLY = { validFrom: '2026-09-14', codes: new Set(['308', '339']) } as const;

const EXEMPT = ['ISTISNA', 'IADE', 'IHRACKAYITLI', 'SGK', 'YTBISTISNA', 'YTBIADE'];
/** Types that a code of each group may stand on (GİB's rule TaxExemptionReasonCodeCheck, pack of 12 March 2026); null: every type. */
const TYPES: Readonly<Record<ExemptionGroup, readonly string[] | null>> = {
  kismi: EXEMPT,
  tam: EXEMPT,
  otv: EXEMPT,
  konaklama: EXEMPT,
  'ozel-matrah': ['OZELMATRAH', 'IADE', 'SGK'],
  'ihrac-kayitli': ['IHRACKAYITLI', 'IADE', 'SGK'],
  diger: null,
};
/** Not in the list that the rule asks: refused purchases of ÖTV, and what is no exemption. */
const FREE = new Set(['151']);
/** KDV on the sale of used fixed assets (KDVGUT I/B-8): KDV is charged, by ordinary invoices alone. */
const USED_ASSETS = '555';
const ORDINARY_PROFILES = new Set(['TEMELFATURA', 'TICARIFATURA', 'EARSIVFATURA']);

export function checkExemptions(invoice: Invoice): Finding[] {
  if (!isUnderInvoiceLists(invoice)) return [];
  const taxes = readTaxes(invoice).filter(({ exemptionCode }) => exemptionCode !== null);
  return taxes.flatMap((tax) => checkCode(invoice, tax, tax.exemptionCode ?? ''));
}

function checkCode(invoice: Invoice, tax: TaxAmount, code: string): Finding[] {
  const type = invoice.type?.trim() ?? '';
  const profile = invoice.profile?.trim() ?? '';
  const group = exemptionGroup(code);
  if (group === null || FREE.has(code)) return [];
  const place = tax.place.replace(/\.tax$/, '.exemptionCode');
  if (code === USED_ASSETS)
    return ORDINARY_PROFILES.has(profile) &&
      !['ISTISNA', 'IHRACKAYITLI'].includes(type) &&
      !type.startsWith('YTB')
      ? []
      : [wrongPlace(place, code, type, profile)];
  const types = TYPES[group];
  if (types !== null && !types.includes(type)) return [wrongPlace(place, code, type, profile)];
  const isInvestment = profile === 'YATIRIMTESVIK' || type.startsWith('YTB');
  const isTooLate = (invoice.issueDate ?? '') >= INVESTMENT_ONLY.validFrom;
  if (INVESTMENT_ONLY.codes.has(code) && isTooLate && !isInvestment && type !== 'IADE')
    return [wrongPlace(place, code, type, profile)];
  return [];
}

function wrongPlace(place: string, code: string, type: string, profile: string): Finding {
  return finding(
    'fatura.istisna-kodu-tip',
    'warning',
    place,
    {
      tr: `İstisna kodu ${code}, ${profile} senaryosunda ${type} tipinde bir faturada kullanılmaz; kod ya da tip yanlış, düzenleyene sorun.`,
      en: `The exemption code ${code} does not stand on an invoice of type ${type} in the scenario ${profile}; code or type is wrong, ask the issuer.`,
    },
    { code, type, profile },
  );
}
