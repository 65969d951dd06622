/** Reads a cac:Party: tax number, name, tax office and address. */

import type { InvoiceParty, TaxId } from '@muhasebi/accounting/fatura/invoice.ts';
import type { PartyIdentification, PostalAddress } from '@muhasebi/accounting/fatura/invoice-parts.ts';
import { anyStated, stated } from './stated.ts';
import { child, childrenOf, textAt, type UblNode } from './ubl-node.ts';

const NOBODY: InvoiceParty = {
  taxId: null,
  name: null,
  taxOffice: null,
  address: null,
  city: null,
  country: null,
};

const ADDRESS_PARTS = ['District', 'StreetName', 'BlockName', 'BuildingName', 'BuildingNumber', 'Room'];

/** The party; all null where the document has none. */
export function readParty(party: UblNode | null): InvoiceParty {
  if (party === null) return NOBODY;
  const { address, city, country } = readAddress(child(party, 'PostalAddress'));
  return {
    taxId: readTaxId(party),
    name: readName(party),
    taxOffice: textAt(party, 'PartyTaxScheme', 'TaxScheme', 'Name'),
    address,
    city,
    country,
    ...stated({ identifications: readOtherNumbers(party) }),
  };
}

/** What is not the tax number that `readTaxId` takes. */
function readOtherNumbers(party: UblNode): PartyIdentification[] {
  return childrenOf(party, 'PartyIdentification').flatMap((identification) => {
    const id = child(identification, 'ID');
    const isTaxId = id?.attribute === 'VKN' || id?.attribute === 'TCKN';
    return id === null || id.text === null || isTaxId ? [] : [{ scheme: id.attribute, id: id.text }];
  });
}

/** The address; null where it says nothing: GİB's schema asks for its elements even where they are empty. */
export function readStatedAddress(address: UblNode | null): PostalAddress | null {
  return address === null ? null : anyStated(readAddress(address));
}

/** An address of any kind; all null where there is none. */
export function readAddress(address: UblNode | null): PostalAddress {
  return {
    address: join([
      ...ADDRESS_PARTS.map((part) => textAt(address, part)),
      textAt(address, 'CitySubdivisionName'),
    ]),
    city: textAt(address, 'CityName'),
    postalZone: textAt(address, 'PostalZone'),
    country: textAt(address, 'Country', 'Name') ?? textAt(address, 'Country', 'IdentificationCode'),
  };
}

function readTaxId(party: UblNode): TaxId | null {
  for (const identification of childrenOf(party, 'PartyIdentification')) {
    const id = child(identification, 'ID');
    const scheme = id?.attribute;
    if (id?.text && (scheme === 'VKN' || scheme === 'TCKN')) return { scheme, value: id.text };
  }
  return null;
}

function readName(party: UblNode): string | null {
  const person = child(party, 'Person');
  return (
    textAt(party, 'PartyName', 'Name') ??
    join([textAt(person, 'FirstName'), textAt(person, 'FamilyName')]) ??
    textAt(party, 'PartyLegalEntity', 'RegistrationName')
  );
}

function join(parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(' ') || null;
}
