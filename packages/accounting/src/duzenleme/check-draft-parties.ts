/** Checks who issues an invoice and to whom: tax numbers, names and places, and the buyer abroad of an export. */
import { CUSTOMS_MINISTRY_VKN, isStandInTaxNumber, isValidTaxId, taxIdFromText } from '../vkn/tax-number.ts';
import { type DraftFault, draftFault, faultsOf } from './draft-fault.ts';
import type { DraftParty, InvoiceDraft, PostalAddress } from './invoice-draft.ts';

/** Incoterms of GİB's list DeliveryTermCodeList. */
const INCOTERMS = new Set('CFR CIF CIP CPT DAF DDP DDU DEQ DES EXW FAS FCA FOB DAP DPU'.split(' '));
export const isBlank = (text: string | null): boolean => (text ?? '').trim() === '';

function checkAddress(address: PostalAddress, at: string, whose: string, whoseEn: string): DraftFault[] {
  return faultsOf(
    [
      isBlank(address.district),
      `${at}.district`,
      `${whose} ilçesini yazın.`,
      `State the district of the ${whoseEn}.`,
    ],
    [isBlank(address.city), `${at}.city`, `${whose} ilini yazın.`, `State the city of the ${whoseEn}.`],
    [
      isBlank(address.country),
      `${at}.country`,
      `${whose} ülkesini yazın.`,
      `State the country of the ${whoseEn}.`,
    ],
  );
}

/** Faults of a party at `at`; `whose` and `whoseEn` name it in the words. */
export function checkParty(party: DraftParty, at: string, whose: string, whoseEn: string): DraftFault[] {
  const taxId = taxIdFromText(party.taxId);
  const isPerson = taxId?.scheme === 'TCKN';
  return [
    ...faultsOf(
      [
        taxId === null || taxId.value !== party.taxId || !isValidTaxId(taxId),
        `${at}.taxId`,
        `${whose} VKN’si (10 hane) ya da TCKN’si (11 hane) geçerli değil; numarayı doğrulayın.`,
        `The VKN (10 digits) or TCKN (11 digits) of the ${whoseEn} is not valid; confirm it.`,
      ],
      [
        isBlank(party.name),
        `${at}.name`,
        `${whose} unvanını ya da adını yazın.`,
        `State the name of the ${whoseEn}.`,
      ],
      [
        isPerson && party.name.trim() !== '' && !/\S\s+\S/.test(party.name.trim()),
        `${at}.name`,
        'TCKN’li kişinin adı ve soyadı birlikte yazılmalı.',
        'A person with a TCKN needs a first name and a family name.',
      ],
    ),
    ...checkAddress(party, at, whose, whoseEn),
  ];
}

export function checkParties(draft: InvoiceDraft): DraftFault[] {
  const isExport = draft.profile === 'IHRACAT';
  const supplier = [
    ...checkParty(draft.supplier, 'supplier', 'Satıcının', 'seller'),
    ...faultsOf([
      isExport && isBlank(draft.supplier.taxOffice),
      'supplier.taxOffice',
      'İhracat faturasında satıcının vergi dairesi yazılmalı.',
      'An export invoice needs the tax office of the seller.',
    ]),
  ];
  if (isExport) return [...supplier, ...checkForeign(draft)];
  const { taxId } = draft.customer;
  return [
    ...supplier,
    ...checkParty(draft.customer, 'customer', 'Alıcının', 'buyer'),
    ...faultsOf(
      [
        taxId === draft.supplier.taxId && taxId !== '',
        'customer.taxId',
        'Alıcı ile satıcı aynı; mükellef kendine fatura kesemez.',
        'Buyer and seller are the same; a company issues no invoice to itself.',
      ],
      [
        taxId === CUSTOMS_MINISTRY_VKN,
        'customer.taxId',
        'Gümrük idaresine yalnız IHRACAT profilinde fatura yazılır.',
        'The customs ministry is invoiced under the profile IHRACAT alone.',
      ],
      [
        isStandInTaxNumber(taxId) && draft.profile !== 'EARSIVFATURA',
        'customer.taxId',
        'Numarası olmayan alıcıya e-Fatura kesilmez; profili EARSIVFATURA yapın.',
        'A buyer without a number gets no e-Fatura; make the profile EARSIVFATURA.',
      ],
    ),
  ];
}

function checkForeign({ buyer, export: terms, type }: InvoiceDraft): DraftFault[] {
  const faults = faultsOf(
    [
      type !== 'ISTISNA',
      'type',
      'IHRACAT profilinde fatura tipi ISTISNA olmalı.',
      'Under the profile IHRACAT the type must be ISTISNA.',
    ],
    [
      terms === null || !INCOTERMS.has(terms.incoterms),
      'export.incoterms',
      'Teslim şartını seçin (FOB, CIF, EXW …).',
      'Choose the terms of delivery (FOB, CIF, EXW …).',
    ],
    [
      terms === null || !/^\d$/.test(terms.transportMode),
      'export.transportMode',
      'Taşıma şeklini seçin (1 deniz, 3 kara, 4 hava …).',
      'Choose the mode of transport (1 sea, 3 road, 4 air …).',
    ],
  );
  if (buyer === null)
    return [...faults, draftFault('buyer', 'Yurt dışındaki alıcıyı yazın.', 'State the buyer abroad.')];
  return [
    ...faults,
    ...faultsOf(
      [
        isBlank(buyer.name),
        'buyer.name',
        'Yurt dışındaki alıcının unvanını yazın.',
        'State the name of the buyer abroad.',
      ],
      [
        isBlank(buyer.city),
        'buyer.city',
        'Yurt dışındaki alıcının şehrini yazın.',
        'State the city of the buyer abroad.',
      ],
      [
        isBlank(buyer.country),
        'buyer.country',
        'Yurt dışındaki alıcının ülkesini yazın.',
        'State the country of the buyer abroad.',
      ],
    ),
  ];
}
