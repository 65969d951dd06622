/** Reads a UBL-TR DespatchAdvice (e-İrsaliye). */

import type { InvoiceParty } from '@muhasebi/accounting/fatura/invoice.ts';
import type { Despatch, DespatchLine, Driver } from '@muhasebi/accounting/irsaliye/despatch.ts';
import {
  readAmount,
  readIdentifications,
  readLineReference,
  readNote,
  readQuantity,
  textsOf,
} from './read-item.ts';
import { readParty, readStatedAddress } from './read-party.ts';
import { readReferences } from './read-references.ts';
import type { UblHeader } from './ubl-document.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** `node` is the despatch without its lines, which were read one by one. */
export function readDespatch(node: UblNode, header: UblHeader, lines: readonly DespatchLine[]): Despatch {
  const shipment = child(node, 'Shipment');
  const delivery = child(shipment, 'Delivery');
  const stages = shipment === null ? [] : childrenOf(shipment, 'ShipmentStage');
  return {
    profile: header.profile,
    customization: header.customization,
    number: header.id,
    ettn: header.uuid,
    issueDate: header.issueDate,
    issueTime: header.issueTime,
    type: header.type,
    actualDespatchDate: textAt(delivery, 'Despatch', 'ActualDespatchDate'),
    actualDespatchTime: textAt(delivery, 'Despatch', 'ActualDespatchTime'),
    supplier: header.supplier,
    customer: header.customer,
    buyer: readOther(node, 'BuyerCustomerParty'),
    seller: readOther(node, 'SellerSupplierParty'),
    originator: readOther(node, 'OriginatorCustomerParty'),
    carrier: readCarrier(delivery),
    drivers: stages.flatMap((stage) => childrenOf(stage, 'DriverPerson')).map(readDriver),
    plates: stages.flatMap(
      (stage) => textAt(stage, 'TransportMeans', 'RoadTransport', 'LicensePlateID') ?? [],
    ),
    trailerPlates: readTrailers(shipment),
    deliveryAddress: readStatedAddress(child(delivery, 'DeliveryAddress')),
    value: readAmount(child(shipment, 'GoodsItem'), 'ValueAmount'),
    lines,
    references: readReferences(node),
    notes: textsOf(node, 'Note'),
  };
}

/** One cac:DespatchLine. GİB has its price in an invoice line below its shipment. */
export function readDespatchLine(line: UblNode): DespatchLine {
  const item = child(line, 'Item');
  const quantity = readQuantity(line, 'DeliveredQuantity');
  const priced = child(child(child(line, 'Shipment'), 'GoodsItem'), 'InvoiceLine');
  return {
    id: textAt(line, 'ID'),
    name: textAt(item, 'Name'),
    quantity: quantity?.value ?? null,
    unit: quantity?.unit ?? null,
    outstanding: readQuantity(line, 'OutstandingQuantity'),
    outstandingReason: textsOf(line, 'OutstandingReason').join('\n') || null,
    unitPrice: readAmount(child(priced, 'Price'), 'PriceAmount'),
    amount: readAmount(priced, 'LineExtensionAmount'),
    identifications: readIdentifications(item),
    orderLineId: readLineReference(line, 'OrderLineReference'),
    note: readNote(line),
  };
}

function readOther(node: UblNode, role: string): InvoiceParty | null {
  const party = child(child(node, role), 'Party');
  return party === null ? null : readParty(party);
}

function readCarrier(delivery: UblNode | null): InvoiceParty | null {
  const carrier = child(delivery, 'CarrierParty');
  return carrier === null ? null : readParty(carrier);
}

function readDriver(person: UblNode): Driver {
  const parts = ['FirstName', 'MiddleName', 'FamilyName'].flatMap((part) => textAt(person, part) ?? []);
  return { name: parts.join(' ') || null, nationalityId: textAt(person, 'NationalityID') };
}

function readTrailers(shipment: UblNode | null): string[] {
  if (shipment === null) return [];
  return childrenOf(shipment, 'TransportHandlingUnit')
    .flatMap((unit) => childrenOf(unit, 'TransportEquipment'))
    .flatMap((equipment) => textAt(equipment, 'ID') ?? []);
}
