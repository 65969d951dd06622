/** Arbitrary invoices for property tests: of the right shape, with sound, odd and hostile contents. */
import fc from 'fast-check';
import type {
  AllowanceCharge,
  Invoice,
  InvoiceLine,
  InvoiceParty,
  TaxSubtotal,
  TaxTotal,
} from './invoice.ts';

const money = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: 0, max: 100_000_00 })
      .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('0', '-12.5', '1000', '0.005', '99999999999999999999.99') },
  { weight: 1, arbitrary: fc.constantFrom('', '1e9', 'NaN', '1,50', 'yüz', '9'.repeat(80)) },
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 6 });
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('ABC2025000000001', 'HKSKOMISYON', 'HKSNAVLUNKDV', 'Avans'),
);
const percent = fc.constantFrom(
  '0',
  '1',
  '8',
  '10',
  '18',
  '20',
  '20.0',
  '90',
  '12.5',
  '-5',
  '1000',
  '%20',
  '',
);
const taxCode = fc.constantFrom(
  '0015',
  '0015',
  '0015',
  '0071',
  '4080',
  '0003',
  '0011',
  '9015',
  '0059',
  '8005',
  '606',
  '624',
  '8001',
  'SGK_PRIM',
  '9999',
  '',
);

const subtotal: fc.Arbitrary<TaxSubtotal> = fc.record({
  taxable: maybe(money),
  tax: maybe(money),
  percent: maybe(percent),
  code: maybe(taxCode),
  name: maybe(text),
  exemptionCode: maybe(fc.constantFrom('301', '302', '351', '701', '806', '308', 'x')),
  exemptionReason: maybe(text),
});

const taxTotal: fc.Arbitrary<TaxTotal> = fc.record({
  amount: maybe(money),
  subtotals: fc.array(subtotal, { maxLength: 3 }),
});

const allowance: fc.Arbitrary<AllowanceCharge> = fc.record({
  isCharge: fc.boolean(),
  amount: maybe(money),
  reason: maybe(text),
});

const party: fc.Arbitrary<InvoiceParty> = fc.record({
  taxId: maybe(
    fc.record({
      scheme: fc.constantFrom('VKN' as const, 'TCKN' as const),
      value: fc.constantFrom('4810058590', '1460415308', '11111111111', '22222222222', '123', '', 'abc'),
    }),
  ),
  name: maybe(text),
  taxOffice: maybe(text),
  address: maybe(text),
  city: maybe(text),
  country: maybe(fc.constantFrom('Türkiye', 'TÜRKİYE', 'TR', 'Almanya', '')),
});

const line: fc.Arbitrary<InvoiceLine> = fc.record({
  id: maybe(text),
  name: maybe(text),
  quantity: maybe(money),
  unit: maybe(fc.constantFrom('C62', 'HUR', 'KGM', '')),
  unitPrice: maybe(money),
  amount: maybe(money),
  allowanceCharges: fc.array(allowance, { maxLength: 2 }),
  taxTotals: fc.array(taxTotal, { maxLength: 2 }),
  withholdingTotals: fc.array(taxTotal, { maxLength: 1 }),
  note: maybe(text),
});

/** Any invoice of the right shape, however senseless. */
export const anyInvoice: fc.Arbitrary<Invoice> = fc.record({
  profile: maybe(
    fc.constantFrom('TICARIFATURA', 'IHRACAT', 'YOLCUBERABERFATURA', 'HKS', 'ENERJI', 'YATIRIMTESVIK', 'x'),
  ),
  customization: maybe(text),
  number: maybe(text),
  ettn: maybe(text),
  issueDate: maybe(fc.constantFrom('2025-03-14', '2019-12-30', '2025-02-30', 'dün', '', '9999-12-31')),
  issueTime: maybe(text),
  type: maybe(
    fc.constantFrom(
      'SATIS',
      'IADE',
      'TEVKIFAT',
      'TEVKIFATIADE',
      'ISTISNA',
      'OZELMATRAH',
      'IHRACKAYITLI',
      'SGK',
      'HKSKOMISYONCU',
      'YTBIADE',
      'MUSTAHSILMAKBUZ',
      'SERBESTMESLEKMAKBUZU',
      'x',
    ),
  ),
  currency: maybe(fc.constantFrom('TRY', 'TRY', 'USD', 'EUR', '')),
  exchangeRate: maybe(fc.constantFrom('32.5', '0.0001', '0', '-4', 'kur')),
  supplier: party,
  customer: party,
  buyer: maybe(party),
  allowanceCharges: fc.array(allowance, { maxLength: 3 }),
  taxTotals: fc.array(taxTotal, { maxLength: 2 }),
  withholdingTotals: fc.array(taxTotal, { maxLength: 2 }),
  totals: fc.record({
    lineExtension: maybe(money),
    taxExclusive: maybe(money),
    taxInclusive: maybe(money),
    allowance: maybe(money),
    charge: maybe(money),
    payableRounding: maybe(money),
    payable: maybe(money),
  }),
  lines: fc.array(line, { maxLength: 4 }),
  references: fc.constant([]),
  notes: fc.array(text, { maxLength: 1 }),
});
