/** Companies and people that exist nowhere, with tax numbers whose check digits hold. */
import type { TaxId } from '@muhasebi/accounting/fatura/invoice.ts';
import {
  CUSTOMS_MINISTRY_VKN,
  FINAL_CONSUMER_TCKN,
  FOREIGN_BUYER_TCKN,
  isValidTckn,
  isValidVkn,
} from '@muhasebi/accounting/vkn/tax-number.ts';
import { ADDRESSES, COMPANY_FORMS, COMPANY_WORDS, FAMILY_NAMES, FIRST_NAMES } from './names.ts';
import type { Prng } from './prng.ts';
import { catalogueOf, type Sector } from './products.ts';

/** Seller or buyer; a person (TCKN) is written with first and family name. */
export interface Party {
  readonly taxId: TaxId;
  readonly name: string;
  readonly person: { readonly first: string; readonly family: string } | null;
  readonly taxOffice: string | null;
  readonly street: string;
  readonly building: string;
  readonly district: string;
  readonly city: string;
  readonly country: string;
}

function completed(
  stem: string,
  tails: readonly string[],
  isValid: (text: string) => boolean,
): string | null {
  return tails.map((tail) => stem + tail).find((text) => isValid(text)) ?? null;
}

const ONE_DIGIT = Array.from({ length: 10 }, (_, n) => String(n));
const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** A VKN whose check digit holds. */
export function makeVkn(prng: Prng): string {
  for (;;) {
    const vkn = completed(`${prng.between(1, 9)}${prng.digits(8)}`, ONE_DIGIT, isValidVkn);
    if (vkn !== null && vkn !== CUSTOMS_MINISTRY_VKN) return vkn;
  }
}

/** A TCKN whose check digits hold; never one of the stand-ins. */
export function makeTckn(prng: Prng): string {
  for (;;) {
    const tckn = completed(`${prng.between(3, 9)}${prng.digits(8)}`, TWO_DIGITS, isValidTckn);
    if (tckn !== null) return tckn;
  }
}

function address(
  prng: Prng,
): Pick<Party, 'street' | 'building' | 'district' | 'city' | 'country' | 'taxOffice'> {
  const [city, district, street, taxOffice] = prng.pick(ADDRESSES);
  return { street, building: String(prng.between(1, 180)), district, city, country: 'Türkiye', taxOffice };
}

/** A company of the sector. */
export function makeCompany(prng: Prng, sector: Sector): Party {
  const name = `${prng.pick(COMPANY_WORDS)} ${catalogueOf(sector).trade} ${prng.pick(COMPANY_FORMS)}`;
  return { taxId: { scheme: 'VKN', value: makeVkn(prng) }, name, person: null, ...address(prng) };
}

/** A person with a business or a home. */
export function makePerson(prng: Prng): Party {
  const person = { first: prng.pick(FIRST_NAMES), family: prng.pick(FAMILY_NAMES) };
  return {
    taxId: { scheme: 'TCKN', value: makeTckn(prng) },
    name: `${person.first} ${person.family}`,
    person,
    ...address(prng),
  };
}

/** The buyer of an e-Arşiv invoice who gives no number. */
export function finalConsumer(prng: Prng): Party {
  return { ...makePerson(prng), taxId: { scheme: 'TCKN', value: FINAL_CONSUMER_TCKN }, taxOffice: null };
}

const ABROAD = [
  ['Nordwind Handels GmbH', 'Hafenstraße', 'Altona', 'Hamburg', 'Almanya'],
  ['Maison Belleville SARL', 'Rue des Tisserands', 'Croix-Rousse', 'Lyon', 'Fransa'],
  ['Bluebell Homeware Ltd', 'Canal Street', 'Ancoats', 'Manchester', 'Birleşik Krallık'],
  ['Tramontana Moda SL', 'Carrer del Mar', 'Poblenou', 'Barselona', 'İspanya'],
  ['Lakeshore Trading Inc.', 'Foundry Road', 'Evanston', 'Chicago', 'Amerika Birleşik Devletleri'],
] as const;

/** A buyer abroad, who has no Turkish number. */
export function foreignBuyer(prng: Prng): Party {
  const [name, street, district, city, country] = prng.pick(ABROAD);
  return {
    taxId: { scheme: 'TCKN', value: FOREIGN_BUYER_TCKN },
    name,
    // A TCKN asks for a person; of a company abroad both halves of its name stand there.
    person: { first: name.split(' ').slice(0, -1).join(' '), family: name.split(' ').at(-1) ?? name },
    taxOffice: null,
    street,
    building: String(prng.between(1, 90)),
    district,
    city,
    country,
  };
}

/** Customer of every export e-invoice: the ministry that passes it on to customs. */
export function customsMinistry(): Party {
  return {
    taxId: { scheme: 'VKN', value: CUSTOMS_MINISTRY_VKN },
    name: 'Gümrük ve Ticaret Bakanlığı Bilgi İşlem Dairesi Başkanlığı',
    person: null,
    taxOffice: 'Ulus',
    street: 'Üniversiteler Mahallesi Dumlupınar Bulvarı',
    building: '151',
    district: 'Çankaya',
    city: 'Ankara',
    country: 'Türkiye',
  };
}
