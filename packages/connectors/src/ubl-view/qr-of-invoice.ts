/** The QR text of an invoice, with the fields and names of GİB's QR standard for e-documents. */
import type { Invoice, TaxSubtotal } from '@muhasebi/accounting/fatura/invoice.ts';

const KDV = '0015';

/** Null where the document lacks what a code is there for: who, which and how much. */
export function qrOfInvoice(invoice: Invoice): string | null {
  const { supplier, customer, number, totals } = invoice;
  if (supplier.taxId === null || number === null || totals.payable === null) return null;
  const kdv = invoice.taxTotals.flatMap(({ subtotals }) => subtotals).filter(({ code }) => code === KDV);
  const rate = ({ percent }: TaxSubtotal) => (percent ?? '0').replace(/\.0+$/, '');
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
    ...kdv.map((tax): [string, string | null] => [`kdvmatrah(${rate(tax)})`, tax.taxable]),
    ...kdv.map((tax): [string, string | null] => [`hesaplanankdv(${rate(tax)})`, tax.tax]),
    ['vergidahil', totals.taxInclusive],
    ['odenecek', totals.payable],
  ];
  return JSON.stringify(Object.fromEntries(fields.filter(([, value]) => value !== null)));
}
