/** Invoices to write, one of each kind: complete, and of companies that exist nowhere. */
import type { AnswerToWrite } from '@muhasebi/accounting/duzenleme/answer.ts';
import type { DraftLine, DraftParty, NumberedInvoice } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';

const seller: DraftParty = {
  taxId: '1288331525',
  name: 'Deniz Kırtasiye ve Büro Ltd. Şti.',
  taxOffice: 'Beşiktaş',
  email: 'fatura@deniz.example',
  phone: null,
  website: null,
  street: 'Papatya Caddesi',
  building: '21',
  district: 'Beşiktaş',
  city: 'İstanbul',
  postalZone: '34100',
  country: 'Türkiye',
};

const buyer: DraftParty = {
  ...seller,
  taxId: '9205121120',
  name: 'Öz & Güneş "İnşaat" A.Ş.',
  taxOffice: 'Çankaya',
  email: null,
  district: 'Çankaya',
  city: 'Ankara',
  postalZone: null,
};

export function line(change: Partial<DraftLine> = {}): DraftLine {
  return {
    name: 'Fotokopi kâğıdı A4 <80 g>',
    quantity: '12.5',
    unit: 'C62',
    unitPrice: '145.90',
    discountPercent: null,
    discountAmount: null,
    kdvPercent: '20',
    withholdingCode: null,
    withholdingPercent: null,
    exemptionCode: null,
    exemptionReason: null,
    note: null,
    sellerCode: null,
    gtip: null,
    specialBase: null,
    kdvInPrice: false,
    accommodationPercent: null,
    buyerLineCode: null,
    investment: null,
    ...change,
  };
}

export function sale(change: Partial<NumberedInvoice> = {}): NumberedInvoice {
  return {
    profile: 'TICARIFATURA',
    type: 'SATIS',
    number: 'DNZ2026000000001',
    ettn: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    issueDate: '2026-09-01',
    issueTime: '14:05:00',
    currency: 'TRY',
    exchangeRate: null,
    supplier: seller,
    customer: buyer,
    buyer: null,
    lines: [
      line(),
      line({ name: 'Kitap', quantity: '3', unitPrice: '99.99', kdvPercent: '10', discountPercent: '7.5' }),
    ],
    discountAmount: '25.00',
    notes: ['Teslim: depo'],
    returns: [],
    despatches: [{ number: 'IRS2026000000017', issueDate: '2026-08-31' }],
    order: { number: 'SIP-42', issueDate: '2026-08-20' },
    dueDate: '2026-10-01',
    paymentMeansCode: null,
    iban: 'TR33 0006 1005 1978 6457 8413 26',
    earchive: null,
    export: null,
    certificate: null,
    ...change,
  };
}

/** Every kind that can be written, by the name of its golden file. */
export const WRITTEN: Readonly<Record<string, NumberedInvoice>> = {
  satis: sale(),
  iade: sale({
    type: 'IADE',
    profile: 'TEMELFATURA',
    returns: [{ number: 'ABC2026000000123', issueDate: '2026-08-12' }],
    lines: [line({ quantity: '2' })],
    ...{ discountAmount: null, dueDate: null, iban: null, order: null, despatches: [] },
  }),
  tevkifat: sale({
    type: 'TEVKIFAT',
    lines: [
      line({ name: 'Temizlik hizmeti', quantity: '1', unitPrice: '15000.55', withholdingCode: '612' }),
      line({ name: 'Bahçe bakımı', quantity: '3', unit: 'HUR', unitPrice: '850', withholdingCode: '613' }),
      line({ name: 'Deterjan', quantity: '4', unitPrice: '33.333' }),
    ],
  }),
  istisna: sale({
    type: 'ISTISNA',
    profile: 'TEMELFATURA',
    lines: [
      line({ name: 'Basılı kitap', kdvPercent: '0', exemptionCode: '335' }),
      line({ name: 'Kargo', quantity: '1', unitPrice: '60' }),
    ],
    discountAmount: null,
  }),
  ihracat: sale({
    type: 'ISTISNA',
    profile: 'IHRACAT',
    currency: 'EUR',
    exchangeRate: '49.1234',
    buyer: {
      name: 'Nordwind Handels GmbH',
      companyId: 'DE123456789',
      street: 'Hafenstraße',
      building: '7',
      district: 'Altona',
      city: 'Hamburg',
      postalZone: '22767',
      country: 'Almanya',
    },
    lines: [
      line({ name: 'Havlu', kdvPercent: '0', exemptionCode: '301', gtip: '630260000000', unit: 'KGM' }),
    ],
    export: {
      incoterms: 'FOB',
      transportMode: '1',
      packageType: 'CT',
      packageCount: '4',
      packageNumber: null,
    },
    ...{ discountAmount: null, iban: null },
  }),
  'e-arsiv': sale({
    profile: 'EARSIVFATURA',
    customer: { ...buyer, taxId: '11111111111', name: 'Ayşe Nur Yılmaz', taxOffice: null },
    earchive: {
      sendingType: 'ELEKTRONIK',
      internet: {
        website: 'https://dukkan.example',
        paymentMeansCode: '48',
        paymentDate: '2026-09-01',
        sentOn: '2026-09-02',
        carrier: { taxId: '1234567890', name: 'Hızlı Kargo A.Ş.' },
      },
    },
    ...{ iban: null, dueDate: null },
  }),
  tevkifatiade: sale({
    type: 'TEVKIFATIADE',
    profile: 'TEMELFATURA',
    returns: [{ number: 'ABC2026000000123', issueDate: '2026-08-12' }],
    lines: [
      line({
        name: 'Bahçe bakımı',
        quantity: '6',
        unitPrice: '15',
        kdvPercent: '10',
        withholdingCode: '613',
      }),
      line({ name: 'Deterjan', quantity: '2' }),
    ],
    ...{ discountAmount: null, dueDate: null, iban: null, order: null, despatches: [] },
  }),
  ozelmatrah: sale({
    type: 'OZELMATRAH',
    lines: [
      line({
        ...{ name: '22 ayar bilezik', quantity: '11', unit: 'GRM', unitPrice: '5512.50' },
        ...{ exemptionCode: '805', specialBase: '6670.13' },
      }),
      line({ name: 'Kutu', quantity: '1', unitPrice: '40' }),
    ],
    discountAmount: null,
  }),
  'ozelmatrah-icinde': sale({
    type: 'OZELMATRAH',
    lines: [
      line({
        ...{ name: 'Tütün mamulü', quantity: '0.5', unitPrice: '49.87' },
        ...{ exemptionCode: '806', specialBase: '20.78', kdvInPrice: true },
      }),
    ],
    discountAmount: null,
  }),
  ihrackayitli: sale({
    type: 'IHRACKAYITLI',
    lines: [
      line({ name: 'Pamuklu kumaş', quantity: '1000', unit: 'MTR', unitPrice: '100', exemptionCode: '701' }),
    ],
    discountAmount: null,
  }),
  'ihrackayitli-dib': sale({
    type: 'IHRACKAYITLI',
    lines: [
      line({
        ...{ name: 'İplik', quantity: '40', unit: 'KGM', unitPrice: '90', exemptionCode: '702' },
        ...{ gtip: '520512000000', buyerLineCode: '12345678901' },
      }),
    ],
    discountAmount: null,
    paymentMeansCode: '20',
    iban: null,
  }),
  yatirim: sale({
    profile: 'YATIRIMTESVIK',
    certificate: { number: '123456', issueDate: '2025-01-01' },
    lines: [
      line({
        ...{ name: 'CNC torna', quantity: '1', unitPrice: '750000' },
        investment: { kind: '01', model: 'T-200', traceId: '7', serialId: 'S-412578' },
      }),
      line({
        ...{ name: 'Montaj', quantity: '1', unitPrice: '12000' },
        investment: { kind: '04', model: null, traceId: null, serialId: null },
      }),
    ],
    discountAmount: null,
  }),
  'yatirim-istisna': sale({
    profile: 'YATIRIMTESVIK',
    type: 'ISTISNA',
    certificate: { number: '123456', issueDate: '2025-01-01' },
    lines: [
      line({
        ...{ name: 'CNC torna', quantity: '1', unitPrice: '750000', exemptionCode: '308' },
        investment: { kind: '01', model: 'T-200', traceId: '7', serialId: 'S-412578' },
      }),
    ],
    discountAmount: null,
  }),
  konaklama: sale({
    type: 'KONAKLAMAVERGISI',
    lines: [
      line({
        ...{ name: 'Geceleme', quantity: '2', unit: 'DAY', unitPrice: '500', kdvPercent: '10' },
        accommodationPercent: '2',
      }),
      line({ name: 'Otopark', quantity: '1', unitPrice: '60' }),
    ],
  }),
};

export const ANSWERS: Readonly<Record<string, AnswerToWrite>> = {
  'yanit-kabul': {
    number: 'YNT2026000000001',
    ettn: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    issueDate: '2026-09-03',
    issueTime: '10:00:00',
    answer: 'KABUL',
    reason: null,
    sender: buyer,
    receiver: seller,
    invoice: {
      number: 'DNZ2026000000001',
      ettn: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      issueDate: '2026-09-01',
    },
  },
  'yanit-red': {
    number: 'YNT2026000000002',
    ettn: '7c9e6679-7425-40de-944b-e07fc1f90ae8',
    issueDate: '2026-09-03',
    issueTime: '10:00:00',
    answer: 'RED',
    reason: 'Fiyat sözleşmedeki gibi değil.',
    sender: buyer,
    receiver: seller,
    invoice: {
      number: 'DNZ2026000000001',
      ettn: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      issueDate: '2026-09-01',
    },
  },
};
