/** An invoice (and what is read into one) laid out in our own way. */
import type {
  AllowanceCharge,
  Invoice,
  InvoiceLine,
  TaxSubtotal,
  TaxTotal,
} from '@muhasebi/accounting/fatura/invoice.ts';
import type { Paper, PaperFact, PaperTable, PaperTotal } from './paper.ts';
import { addressOf, factsOf, momentOf } from './paper-facts.ts';
import { partyOf } from './paper-party.ts';
import { referencesOf } from './paper-references.ts';
import { amountText, dateText, isNothing, type PaperLanguage, quantityText } from './paper-text.ts';
import { type PaperWord, type Say, wordsOf } from './paper-words.ts';
import { qrOfInvoice } from './qr-of-invoice.ts';

export function invoicePaper(invoice: Invoice, language: PaperLanguage): Paper {
  const say = wordsOf(language);
  const others = [
    ['buyer', invoice.buyer],
    ['seller', invoice.seller],
    ['onBehalfOf', invoice.onBehalfOf],
    ['representative', invoice.taxRepresentative],
  ] as const;
  return {
    language,
    title: say(titleOf(invoice)),
    parties: [
      partyOf(say('supplier'), invoice.supplier, say),
      partyOf(say('customer'), invoice.customer, say),
      ...others.flatMap(([word, party]) =>
        party === undefined || party === null ? [] : [partyOf(say(word), party, say)],
      ),
    ],
    facts: headOf(invoice, language, say),
    tables: [linesOf(invoice, language, say)],
    totals: totalsOf(invoice, language, say),
    notes: [...paymentOf(invoice, say), ...referencesOf(invoice.references, say), ...invoice.notes],
    qr: qrOfInvoice(invoice),
    footer: say('footer'),
  };
}

function titleOf({ profile, type }: Invoice): PaperWord {
  if (type?.startsWith('MUSTAHSIL') === true) return 'producer';
  if (type?.startsWith('SERBESTMESLEK') === true) return 'freelance';
  return profile?.startsWith('EARSIV') === true ? 'archive' : 'invoice';
}

function headOf(invoice: Invoice, language: PaperLanguage, say: Say): PaperFact[] {
  const foreign = invoice.currency !== null && invoice.currency !== 'TRY';
  const { period } = invoice;
  const days = period === undefined ? [] : [period.startDate, period.endDate].filter((day) => day !== null);
  const delivery = invoice.deliveries?.[0];
  return factsOf(
    [
      ['number', invoice.number],
      ['date', momentOf(invoice.issueDate, invoice.issueTime)],
      ['due', momentOf(invoice.dueDate ?? null, null)],
      ['period', days.map(dateText).join(' – ')],
      ['profile', invoice.profile],
      ['type', invoice.type],
      ['currency', foreign ? invoice.currency : null],
      ['rate', foreign && invoice.exchangeRate !== null ? amountText(invoice.exchangeRate, language) : null],
      ['terms', delivery?.terms ?? null],
      ['customsIds', delivery?.customsIds.join(', ') ?? null],
      ['deliveryAddress', addressOf(delivery?.address ?? null)],
      ['ettn', invoice.ettn],
    ],
    say,
  );
}

function linesOf({ lines }: Invoice, language: PaperLanguage, say: Say): PaperTable {
  const money = (text: string | null) => (text === null ? '' : amountText(text, language));
  return {
    title: null,
    columns: [
      { title: say('line'), isNumber: true, share: 5 },
      { title: say('item'), isNumber: false, share: 34 },
      { title: say('quantity'), isNumber: true, share: 13 },
      { title: say('price'), isNumber: true, share: 12 },
      { title: say('discount'), isNumber: true, share: 10 },
      { title: say('taxes'), isNumber: true, share: 14 },
      { title: say('amount'), isNumber: true, share: 12 },
    ],
    rows: lines.map((line) => [
      line.id ?? '',
      itemOf(line),
      quantityText(line.quantity, line.unit, language),
      money(line.unitPrice),
      discountsOf(line.allowanceCharges, money),
      [
        ...taxesOf(line.taxTotals).map((tax) => `${taxName(tax, say)} ${money(tax.tax)}`),
        ...taxesOf(line.withholdingTotals).map(
          (tax) => `${say('withheld')} ${percentOf(tax)} ${money(tax.tax)}`,
        ),
      ].join('\n'),
      money(line.amount),
    ]),
  };
}

/** The item, with what tells it from others. */
function itemOf(line: InvoiceLine): string {
  const numbers = (line.identifications ?? []).map(({ scheme, id }) =>
    scheme === null ? id : `${scheme} ${id}`,
  );
  const parts = [line.name, line.description, line.brand, line.model, line.note, numbers.join(', ')];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' – ');
}

const discountsOf = (charges: readonly AllowanceCharge[], money: (text: string | null) => string): string =>
  charges
    .filter(({ amount }) => !isNothing(amount))
    .map(({ isCharge, amount }) => `${isCharge ? '+' : '-'}${money(amount)}`)
    .join('\n');

const taxesOf = (totals: readonly TaxTotal[]): TaxSubtotal[] => totals.flatMap(({ subtotals }) => subtotals);

const percentOf = ({ percent }: TaxSubtotal): string =>
  percent === null ? '' : `%${amountText(percent, 'tr', 0)}`;

const taxName = (tax: TaxSubtotal, say: Say): string =>
  [tax.name ?? (tax.code === '0015' ? 'KDV' : say('tax')), percentOf(tax)]
    .filter((part) => part !== '')
    .join(' ');

function totalsOf(invoice: Invoice, language: PaperLanguage, say: Say): PaperTotal[] {
  const { totals } = invoice;
  const currency = invoice.currency ?? 'TRY';
  const money = (text: string) => `${amountText(text, language)} ${currency}`;
  const row = (name: string, text: string | null, isStrong = false): PaperTotal[] =>
    text === null ? [] : [{ name, value: money(text), isStrong }];
  const unlessZero = (text: string | null) => (isNothing(text) ? null : text);
  const based = (tax: TaxSubtotal, name: string) => {
    const base = tax.taxable === null ? '' : ` (${say('base')} ${amountText(tax.taxable, language)})`;
    const exemption = tax.exemptionCode === null ? '' : ` – ${say('exemption')} ${tax.exemptionCode}`;
    return row(`${name}${base}${exemption}`, tax.tax);
  };
  return [
    ...row(say('lineTotal'), totals.lineExtension),
    ...row(say('allowance'), unlessZero(totals.allowance)),
    ...row(say('charge'), unlessZero(totals.charge)),
    ...row(say('taxExclusive'), totals.taxExclusive),
    ...taxesOf(invoice.taxTotals).flatMap((tax) => based(tax, taxName(tax, say))),
    ...row(say('taxInclusive'), totals.taxInclusive),
    ...taxesOf(invoice.withholdingTotals).flatMap((tax) =>
      based(tax, `${tax.name ?? say('withheld')} ${percentOf(tax)}`),
    ),
    ...row(say('prepaid'), unlessZero(totals.prepaid ?? null)),
    ...row(say('rounding'), unlessZero(totals.payableRounding)),
    ...row(say('payable'), totals.payable, true),
  ];
}

/** How it is paid: accounts, and terms in words. */
const paymentOf = ({ paymentMeans = [], paymentTerms = [] }: Invoice, say: Say): string[] => [
  ...paymentMeans.flatMap(({ payee, note }) => {
    const parts = [payee?.bank, payee?.branch, payee?.id, payee?.currency, payee?.note ?? note];
    const said = parts.filter((part) => part !== null && part !== undefined && part !== '');
    return said.length === 0 ? [] : [`${say('account')}: ${said.join(', ')}`];
  }),
  ...paymentTerms.flatMap(({ note }) => (note === null ? [] : [`${say('payTerms')}: ${note}`])),
];
