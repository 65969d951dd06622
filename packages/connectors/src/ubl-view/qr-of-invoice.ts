/** The QR text of an invoice, with the fields and names of GİB's QR standard for e-documents. */
import type { Invoice, TaxSubtotal } from '@muhasebi/accounting/fatura/invoice.ts';
import { add, formatDecimal, parseDecimal } from '@muhasebi/accounting/money/decimal.ts';

const KDV = '0015';

/** Null where the document lacks what a code is there for: who, which and how much. */
export function qrOfInvoice(invoice: Invoice): string | null {
  const { supplier, customer, number, totals } = invoice;
  if (supplier.taxId === null || number === null || totals.payable === null) return null;
  const kdv = kdvByRate(invoice);
  const fields: [string, string | null][] = [
    ['vkntckn', supplier.taxId.value],
    ['avkntckn', customer.taxId?.value ?? null],
    ['senaryo', invoice.profile],
    ['tip', invoice.type],
    ['tarih', invoice.issueDate],
    ['no', number],
    ['ettn', invoice.ettn],
    ['parabirimi', invoice.currency],
    ['malhizmettoplam', totals.lineExtension],
    ...kdv.map(({ rate, taxable }): [string, string | null] => [`kdvmatrah(${rate})`, taxable]),
    ...kdv.map(({ rate, tax }): [string, string | null] => [`hesaplanankdv(${rate})`, tax]),
    ['vergidahil', totals.taxInclusive],
    ['odenecek', totals.payable],
  ];
  return JSON.stringify(Object.fromEntries(fields.filter(([, value]) => value !== null)));
}

type Amount = TaxSubtotal['tax'];
interface KdvOfRate {
  readonly rate: string;
  readonly taxable: Amount;
  readonly tax: Amount;
}

/** One pair a rate, as the standard has it: a rate that stands twice, with and without a code, is added up. */
function kdvByRate({ taxTotals }: Invoice): KdvOfRate[] {
  const rates = new Map<string, KdvOfRate>();
  for (const { code, percent, taxable, tax } of taxTotals.flatMap(({ subtotals }) => subtotals)) {
    if (code !== KDV) continue;
    const rate = (percent ?? '0').replace(/\.0+$/, '');
    const before = rates.get(rate);
    rates.set(
      rate,
      before === undefined
        ? { rate, taxable, tax }
        : { rate, taxable: sum(before.taxable, taxable), tax: sum(before.tax, tax) },
    );
  }
  return [...rates.values()];
}

/** What cannot be added stays as it was read first. */
function sum(first: Amount, second: Amount): Amount {
  const [a, b] = [parseDecimal(first), parseDecimal(second)];
  return a === null || b === null ? first : formatDecimal(add(a, b));
}
