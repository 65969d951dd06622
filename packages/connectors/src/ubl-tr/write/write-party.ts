/** Writes parties, addresses and the cac:Signature that names who signs. */
import type {
  DraftParty,
  ForeignBuyer,
  PostalAddress,
} from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { CUSTOMS_MINISTRY_VKN } from '@muhasebi/accounting/vkn/tax-number.ts';
import { cac, cbc, type Xml } from './xml-text.ts';

type Party = Omit<DraftParty, 'website'> & Partial<Pick<DraftParty, 'website'>>;

/** cac:Address of the schema's name; city, district and country are asked for by it. */
export function writeAddress(name: string, address: PostalAddress): Xml {
  return cac(
    name,
    cbc('StreetName', address.street),
    cbc('BuildingNumber', address.building),
    required('CitySubdivisionName', address.district),
    required('CityName', address.city),
    cbc('PostalZone', address.postalZone),
    cac('Country', required('Name', address.country)),
  );
}

/** Elements that the schema asks for, even where nothing is known: a carrier's address. */
function required(name: string, text: string | null): Xml {
  return cbc(name, text) || `<cbc:${name}/>`;
}

const schemeOf = (taxId: string): 'VKN' | 'TCKN' => (taxId.length === 10 ? 'VKN' : 'TCKN');

function identification(taxId: string): Xml {
  return cac('PartyIdentification', cbc('ID', taxId, { schemeID: schemeOf(taxId) }));
}

/** First names, and the family name: the last word. */
function person(name: string): Xml {
  const words = name.trim().split(/\s+/);
  return cac('Person', cbc('FirstName', words.slice(0, -1).join(' ')), cbc('FamilyName', words.at(-1) ?? ''));
}

/** The children of a cac:Party, or of the SenderParty and ReceiverParty of an answer. */
export function partyParts(party: Party): Xml {
  const isCompany = schemeOf(party.taxId) === 'VKN';
  return [
    cbc('WebsiteURI', party.website ?? null),
    identification(party.taxId),
    isCompany ? cac('PartyName', cbc('Name', party.name)) : '',
    writeAddress('PostalAddress', party),
    cac('PartyTaxScheme', cac('TaxScheme', cbc('Name', party.taxOffice))),
    cac('Contact', cbc('Telephone', party.phone), cbc('ElectronicMail', party.email)),
    isCompany ? '' : person(party.name),
  ].join('');
}

export function writeSignature(signer: Party): Xml {
  return cac(
    'Signature',
    cbc('ID', signer.taxId, { schemeID: 'VKN_TCKN' }),
    cac('SignatoryParty', identification(signer.taxId), writeAddress('PostalAddress', signer)),
    cac('DigitalSignatureAttachment', cac('ExternalReference', cbc('URI', '#Signature'))),
  );
}

/** Customer of every export: the ministry that passes the invoice on to customs (GİB, Gümrük İşlemleri Kılavuzu). */
const MINISTRY: Party = {
  taxId: CUSTOMS_MINISTRY_VKN,
  name: 'Gümrük ve Ticaret Bakanlığı Gümrükler Genel Müdürlüğü - Bilgi İşlem Dairesi Başkanlığı',
  taxOffice: 'Ulus',
  email: null,
  phone: null,
  street: 'Üniversiteler Mahallesi Dumlupınar Bulvarı',
  building: '151',
  district: 'Çankaya',
  city: 'Ankara',
  postalZone: null,
  country: 'Türkiye',
};

export function writeCustomer(customer: DraftParty, isExport: boolean): Xml {
  return cac('AccountingCustomerParty', cac('Party', partyParts(isExport ? MINISTRY : customer)));
}

export function writeForeignBuyer(buyer: ForeignBuyer | null): Xml {
  if (buyer === null) return '';
  const party = cac(
    'Party',
    cac('PartyIdentification', cbc('ID', 'EXPORT', { schemeID: 'PARTYTYPE' })),
    cac('PartyName', cbc('Name', buyer.name)),
    writeAddress('PostalAddress', buyer),
    cac('PartyLegalEntity', cbc('RegistrationName', buyer.name), cbc('CompanyID', buyer.companyId)),
  );
  return cac('BuyerCustomerParty', party);
}

const NOWHERE: PostalAddress = {
  street: null,
  building: null,
  district: null,
  city: null,
  postalZone: null,
  country: null,
};

/** Who carries the goods of a sale over the internet. */
export function writeCarrier(carrier: { readonly taxId: string; readonly name: string } | null): Xml {
  if (carrier === null) return '';
  return cac(
    'CarrierParty',
    partyParts({ ...carrier, ...NOWHERE, taxOffice: null, email: null, phone: null }),
  );
}

/** cac:IssuerParty of a permit's line; the schema asks for an address. */
export function writePermitLine(code: string): Xml {
  return cac(
    'IssuerParty',
    cac('PartyIdentification', cbc('ID', code, { schemeID: 'ALICIDIBSATIRKOD' })),
    writeAddress('PostalAddress', NOWHERE),
  );
}
