/** Files that `belge yaz` takes, one of each kind: printed by `--ornek`, to be changed by whoever asked. */

const seller = {
  taxId: '1288331525',
  name: 'Deniz Kırtasiye Ltd. Şti.',
  taxOffice: 'Beşiktaş',
  street: 'Papatya Caddesi',
  building: '21',
  district: 'Beşiktaş',
  city: 'İstanbul',
};
const buyer = {
  taxId: '9205121120',
  name: 'Güneş İnşaat A.Ş.',
  taxOffice: 'Çankaya',
  district: 'Çankaya',
  city: 'Ankara',
};
const invoice = {
  profile: 'TICARIFATURA',
  type: 'SATIS',
  number: 'DNZ2026000000001',
  ettn: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  issueDate: '2026-11-02',
  issueTime: '14:05:00',
  supplier: seller,
  customer: buyer,
  lines: [
    { name: 'Fotokopi kâğıdı', quantity: '10', unit: 'C62', unitPrice: '145.90', kdvPercent: '20' },
    { name: 'Kitap', quantity: '2', unitPrice: '90', discountPercent: '5', kdvPercent: '10' },
  ],
};
const free = (exemptionCode: string) => ({
  name: 'Havlu',
  quantity: '40',
  unitPrice: '12.5',
  kdvPercent: '0',
  exemptionCode,
});

export const EXAMPLES: Readonly<Record<string, unknown>> = {
  satis: invoice,
  iade: {
    ...invoice,
    profile: 'TEMELFATURA',
    type: 'IADE',
    returns: [{ number: 'ABC2026000000123', issueDate: '2026-10-12' }],
  },
  tevkifat: {
    ...invoice,
    type: 'TEVKIFAT',
    lines: [
      {
        name: 'Temizlik hizmeti',
        quantity: '1',
        unitPrice: '15000',
        kdvPercent: '20',
        withholdingCode: '612',
      },
    ],
  },
  tevkifatiade: {
    ...invoice,
    profile: 'TEMELFATURA',
    type: 'TEVKIFATIADE',
    returns: [{ number: 'ABC2026000000123', issueDate: '2026-10-12' }],
    lines: [
      {
        name: 'Temizlik hizmeti',
        quantity: '1',
        unitPrice: '15000',
        kdvPercent: '20',
        withholdingCode: '612',
      },
    ],
  },
  ozelmatrah: {
    ...invoice,
    type: 'OZELMATRAH',
    lines: [
      {
        name: '22 ayar bilezik',
        quantity: '11',
        unit: 'GRM',
        unitPrice: '5512.50',
        kdvPercent: '20',
        exemptionCode: '805',
        specialBase: '6670.13',
      },
    ],
  },
  ihrackayitli: {
    ...invoice,
    type: 'IHRACKAYITLI',
    lines: [
      {
        name: 'Pamuklu kumaş',
        quantity: '1000',
        unit: 'MTR',
        unitPrice: '100',
        kdvPercent: '20',
        exemptionCode: '701',
      },
    ],
  },
  yatirim: {
    ...invoice,
    profile: 'YATIRIMTESVIK',
    certificate: { number: '123456', issueDate: '2025-01-01' },
    lines: [
      {
        name: 'CNC torna',
        quantity: '1',
        unitPrice: '750000',
        kdvPercent: '20',
        investment: { kind: '01', model: 'T-200', traceId: '7', serialId: 'S-412578' },
      },
    ],
  },
  konaklama: {
    ...invoice,
    type: 'KONAKLAMAVERGISI',
    lines: [
      {
        name: 'Geceleme',
        quantity: '2',
        unit: 'DAY',
        unitPrice: '500',
        kdvPercent: '10',
        accommodationPercent: '2',
      },
    ],
  },
  istisna: { ...invoice, type: 'ISTISNA', lines: [{ ...free('335'), name: 'Basılı kitap' }] },
  ihracat: {
    ...invoice,
    profile: 'IHRACAT',
    type: 'ISTISNA',
    currency: 'EUR',
    exchangeRate: '49.1234',
    buyer: { name: 'Nordwind Handels GmbH', companyId: 'DE123456789', city: 'Hamburg', country: 'Almanya' },
    lines: [{ ...free('301'), gtip: '630260000000' }],
    export: { incoterms: 'FOB', transportMode: '1' },
  },
  'e-arsiv': {
    ...invoice,
    profile: 'EARSIVFATURA',
    customer: { ...buyer, taxId: '11111111111', name: 'Ayşe Yılmaz' },
    earchive: { sendingType: 'ELEKTRONIK' },
  },
  yanit: {
    number: 'YNT2026000000001',
    ettn: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    issueDate: '2026-11-04',
    answer: 'RED',
    reason: 'Fiyat sözleşmedeki gibi değil.',
    sender: buyer,
    receiver: seller,
    invoice: { number: invoice.number, ettn: invoice.ettn, issueDate: invoice.issueDate },
  },
};
