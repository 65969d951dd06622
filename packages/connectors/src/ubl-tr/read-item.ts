/** Reads what the lines of all documents share: quantities, amounts with their currency, numbers of the item. */

import type { ItemIdentification, Quantity, StatedAmount } from '@muhasebi/accounting/irsaliye/despatch.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

/** The quantity called `name`; null where it is absent or empty. */
export function readQuantity(node: UblNode | null, name: string): Quantity | null {
  const quantity = child(node, name);
  return quantity === null || quantity.text === null
    ? null
    : { value: quantity.text, unit: quantity.attribute };
}

/** The amount called `name`; null where it is absent or empty. */
export function readAmount(node: UblNode | null, name: string): StatedAmount | null {
  const amount = child(node, name);
  return amount === null || amount.text === null ? null : { value: amount.text, currency: amount.attribute };
}

const IDENTIFICATIONS = [
  ['SellersItemIdentification', 'seller'],
  ['BuyersItemIdentification', 'buyer'],
  ['ManufacturersItemIdentification', 'manufacturer'],
  ['AdditionalItemIdentification', 'additional'],
] as const;

/** Every number that a cac:Item has beside its name: codes of the parties, künye and label numbers, GTİP, serials. */
export function readIdentifications(item: UblNode | null): ItemIdentification[] {
  if (item === null) return [];
  const found: ItemIdentification[] = [];
  const add = (kind: ItemIdentification['kind'], id: UblNode | null): void => {
    if (id !== null && id.text !== null) found.push({ kind, scheme: id.attribute, id: id.text });
  };
  for (const [name, kind] of IDENTIFICATIONS) {
    for (const entry of childrenOf(item, name)) add(kind, child(entry, 'ID'));
  }
  for (const entry of childrenOf(item, 'CommodityClassification')) {
    add('classification', child(entry, 'ItemClassificationCode'));
  }
  for (const entry of childrenOf(item, 'ItemInstance')) {
    add('trace', child(entry, 'ProductTraceID'));
    add('serial', child(entry, 'SerialID'));
    add('registration', child(entry, 'RegistrationID'));
    add('lot', child(child(entry, 'LotIdentification'), 'LotNumberID'));
  }
  return found;
}

/** All notes of `node` in one text, or null. */
export function readNote(node: UblNode): string | null {
  return (
    childrenOf(node, 'Note')
      .flatMap((note) => note.text ?? [])
      .join('\n') || null
  );
}

/** The texts of all children called `name`. */
export function textsOf(node: UblNode, name: string): string[] {
  return childrenOf(node, name).flatMap((entry) => entry.text ?? []);
}

/** The number of the line that `name` (an OrderLineReference, a DespatchLineReference) points to. */
export function readLineReference(node: UblNode, name: string): string | null {
  return textAt(node, name, 'LineID');
}
