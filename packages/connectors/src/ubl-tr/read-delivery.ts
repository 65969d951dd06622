/** Reads cac:Delivery of an invoice or of its line: how goods go out, and what an export must state of them. */

import type { InvoiceDelivery } from '@muhasebi/accounting/fatura/invoice.ts';
import type { NamedFigure, StatedPackage } from '@muhasebi/accounting/fatura/invoice-parts.ts';
import { readAmount, readQuantity } from './read-item.ts';
import { readParty, readStatedAddress } from './read-party.ts';
import { anyStated } from './stated.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** Those that say anything. */
export function readDeliveries(node: UblNode): InvoiceDelivery[] {
  return childrenOf(node, 'Delivery').flatMap((delivery) => anyStated(readDelivery(delivery)) ?? []);
}

function readDelivery(delivery: UblNode): InvoiceDelivery {
  const carrier = child(delivery, 'CarrierParty');
  const shipments = childrenOf(delivery, 'Shipment');
  const terms = child(delivery, 'DeliveryTerms');
  const units = shipments.flatMap((shipment) => childrenOf(shipment, 'TransportHandlingUnit'));
  const goods = shipments.flatMap((shipment) => childrenOf(shipment, 'GoodsItem'));
  const stages = shipments.flatMap((shipment) => childrenOf(shipment, 'ShipmentStage'));
  return {
    terms: textAt(terms, 'ID') ?? textAt(terms, 'SpecialTerms'),
    termsAmount: readAmount(terms, 'Amount'),
    transportMode: stages.map((stage) => textAt(stage, 'TransportModeCode')).find(Boolean) ?? null,
    actualDespatchDate: textAt(delivery, 'Despatch', 'ActualDespatchDate'),
    actualDeliveryDate: textAt(delivery, 'ActualDeliveryDate'),
    address: readStatedAddress(child(delivery, 'DeliveryAddress')),
    carrier: carrier === null ? null : readParty(carrier),
    customsIds: goods.flatMap((item) => textAt(item, 'RequiredCustomsID') ?? []),
    packages: units.flatMap((unit) => childrenOf(unit, 'ActualPackage')).map(readPackage),
    figures: [
      ...figuresOf(delivery),
      ...shipments.flatMap(figuresOf),
      ...[...units, ...goods].flatMap(figuresOf),
    ],
  };
}

function readPackage(node: UblNode): StatedPackage {
  return {
    id: textAt(node, 'ID'),
    type: textAt(node, 'PackagingTypeCode'),
    quantity: readQuantity(node, 'Quantity'),
  };
}

/** Amounts, measures and quantities that stand directly in `node`. */
function figuresOf(node: UblNode): NamedFigure[] {
  return node.children.flatMap(({ name, text, attribute }) =>
    text !== null && /(?:Amount|Measure|Quantity)$/.test(name)
      ? [{ name, value: text, unit: attribute }]
      : [],
  );
}
