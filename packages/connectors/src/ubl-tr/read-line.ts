/** Reads one cac:InvoiceLine or cac:CreditNoteLine. */

import type { InvoiceLine } from '@muhasebi/accounting/fatura/invoice.ts';
import { readDeliveries } from './read-delivery.ts';
import { readIdentifications, readLineReference, readNote, textsOf } from './read-item.ts';
import { readAllowanceCharges, readTaxTotals } from './read-taxes.ts';
import { stated } from './stated.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** `currency` of the document, which its amounts need not repeat; it is read before the lines. */
export function readLine(line: UblNode, currency: string | null): InvoiceLine {
  const quantity = child(line, 'InvoicedQuantity') ?? child(line, 'CreditedQuantity');
  const item = child(line, 'Item');
  const price = child(child(line, 'Price'), 'PriceAmount');
  return {
    id: textAt(line, 'ID'),
    name: textAt(item, 'Name'),
    quantity: quantity?.text ?? null,
    unit: quantity?.attribute ?? null,
    unitPrice: price?.text ?? null,
    amount: textAt(line, 'LineExtensionAmount'),
    allowanceCharges: readAllowanceCharges(line),
    taxTotals: readTaxTotals(line, 'TaxTotal'),
    withholdingTotals: readTaxTotals(line, 'WithholdingTaxTotal'),
    note: readNote(line),
    ...stated({
      description: item === null ? null : textsOf(item, 'Description').join('\n') || null,
      brand: textAt(item, 'BrandName'),
      model: textAt(item, 'ModelName'),
      origin: textAt(item, 'OriginCountry', 'Name') ?? textAt(item, 'OriginCountry', 'IdentificationCode'),
      identifications: readIdentifications(item),
      priceCurrency: price?.attribute === currency ? null : (price?.attribute ?? null),
      orderLineId: readLineReference(line, 'OrderLineReference'),
      despatchLines: childrenOf(line, 'DespatchLineReference').map((entry) => ({
        despatch: textAt(entry, 'DocumentReference', 'ID'),
        line: textAt(entry, 'LineID'),
      })),
      deliveries: readDeliveries(line),
      subLines: [...childrenOf(line, 'SubInvoiceLine'), ...childrenOf(line, 'SubCreditNoteLine')].map((sub) =>
        readLine(sub, currency),
      ),
    }),
  };
}
