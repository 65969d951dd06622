/** Rules of the proposal that hold for any invoice, and those the golden cases do not show. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROFILE_TYPES } from '../kod-listeleri/profile-types.ts';
import { sumKurus } from '../money/kurus.ts';
import { anyInvoice } from './arbitrary-invoice.fixture.ts';
import { checkInvoice } from './check-invoice.ts';
import { BUYER_VKN, chartView, SELLER_VKN, sampleInvoice, subtotal } from './invoice.fixture.ts';
import type { Invoice } from './invoice.ts';
import { type ProposalInput, proposeVoucher } from './propose-voucher.ts';

const sale = (over: Partial<ProposalInput> = {}) =>
  proposeVoucher({
    invoice: sampleInvoice(),
    clientTaxId: SELLER_VKN,
    direction: 'satis',
    chart: chartView(),
    ...over,
  });

const codes = (result: ReturnType<typeof sale>) => result.proposal?.lines.map((line) => line.accountCode);

describe('a proposal', () => {
  it('of any invoice whatever balances line by line, or is refused with an error finding', () => {
    const direction = fc.constantFrom('alis' as const, 'satis' as const);
    const rate = fc.constantFrom(null, '32.1234', '0', 'x');
    fc.assert(
      fc.property(anyInvoice, direction, rate, (invoice, side, fallbackRate) => {
        const { proposal, findings } = sale({ invoice, direction: side, fallbackRate });
        if (proposal === null) {
          expect(findings.some((each) => each.severity === 'error' || each.code === 'fis.tutar-sifir')).toBe(
            true,
          );
          return;
        }
        expect(proposal.lines.length).toBeGreaterThanOrEqual(2);
        expect(sumKurus(proposal.lines.map((line) => line.debitKurus))).toBe(
          sumKurus(proposal.lines.map((line) => line.creditKurus)),
        );
        const differs = proposal.lines.some((line) => line.reason.role.endsWith('.fark'));
        if (differs) expect(findings.some((each) => each.severity === 'error')).toBe(true);
        for (const line of proposal.lines) {
          expect(line.debitKurus >= 0n && line.creditKurus >= 0n).toBe(true);
          expect(line.debitKurus > 0n !== line.creditKurus > 0n).toBe(true);
          expect(line.reason.text).not.toBe('');
          expect(line.reason.textEn).not.toBe('');
        }
      }),
      { numRuns: 600 },
    );
  });

  it('posts only to accounts that exist as leaves or that it asks to open, parents first', () => {
    const chart = chartView();
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const { proposal } = sale({ invoice, chart, fallbackRate: '40' });
        if (proposal === null) return;
        const known = new Set<string>();
        for (const account of proposal.newAccounts) {
          expect(chart.find(account.parentCode) !== null || known.has(account.parentCode)).toBe(true);
          // All default accounts stand in the starting chart: besides counterparties only their shared account is new.
          if (account.counterpartyTaxId === null) expect(account.code).toMatch(/^[13]20\.0[12]\.0000$/);
          known.add(account.code);
        }
        for (const line of proposal.lines)
          expect(chart.find(line.accountCode)?.isLeaf || known.has(line.accountCode), line.accountCode).toBe(
            true,
          );
      }),
    );
  });

  it('opens the sub-account of a new counterparty under its name and uses the existing one of a known one', () => {
    expect(sale().proposal?.newAccounts).toEqual([
      {
        code: '120.01.0001',
        parentCode: '120.01',
        name: 'Alan Sanayi Ltd. Şti.',
        counterpartyTaxId: BUYER_VKN,
      },
    ]);
    const known = sale({ chart: chartView({ [`120.01:${BUYER_VKN}`]: '120.01.0042' }) });
    expect(known.proposal?.newAccounts).toEqual([]);
    expect(codes(known)).toContain('120.01.0042');
  });

  it('books all who have no tax number in one account of each parent, and says so', () => {
    const nobody = { ...sampleInvoice().customer, taxId: null };
    const first = sale({ invoice: sampleInvoice({ customer: nobody }) });
    expect(first.proposal?.newAccounts).toEqual([
      {
        code: '120.01.0000',
        parentCode: '120.01',
        name: 'Vergi numarası olmayan alıcılar',
        counterpartyTaxId: null,
      },
    ]);
    expect(first.findings).toMatchObject([{ code: 'fis.cari-ortak', severity: 'info' }]);
    const chart = chartView({}, {}, { '120.01.0000': 'Numarasız Alıcılar' });
    const other = sale({ invoice: sampleInvoice({ customer: { ...nobody, name: 'Başkası' } }), chart });
    expect(other.proposal?.newAccounts).toEqual([]);
    expect(codes(other)).toContain('120.01.0000');
    expect(other.findings[0]?.message).toContain('Numarasız Alıcılar');
    expect(codes(sale({ chart }))).toContain('120.01.0001');
  });

  it('prefers the account the office chose before, and says so when that one takes no postings', () => {
    expect(codes(sale({ chart: chartView({}, { 'satis.matrah.2000': '602.99' }) }))).toContain('602.99');
    const group = sale({ chart: chartView({}, { 'satis.matrah.2000': '600' }) });
    expect(codes(group)).toContain('600.01.020');
    expect(group.findings.map((each) => each.code)).toContain('fis.tercih-kullanilamaz');
  });

  it('lets a tax that is cost follow the account the office chose for the price', () => {
    const oiv = subtotal('1000.00', '100.00', '10', { code: '4080', name: 'ÖİV' });
    const kdv = subtotal('1000.00', '200.00', '20');
    const invoice = sampleInvoice({
      taxTotals: [{ amount: '300.00', subtotals: [kdv, oiv] }],
      totals: { ...sampleInvoice().totals, taxInclusive: '1300.00', payable: '1300.00' },
    });
    const chart = chartView({}, { 'alis.matrah.2000': '740.01' });
    expect(codes(sale({ invoice, direction: 'alis', chart }))).toEqual([
      '740.01',
      '191.01.020',
      '740.01',
      '320.01.0001',
    ]);
  });

  it('says so when a stated rounding is too large to be one', () => {
    const over = { ...sampleInvoice().totals, payable: '1205.00', payableRounding: '5.00' };
    const result = sale({ invoice: sampleInvoice({ totals: over }) });
    expect(result.findings.map((each) => `${each.severity} ${each.code}`)).toEqual([
      'error fis.yuvarlama-buyuk',
    ]);
    const small = { ...sampleInvoice().totals, payable: '1200.30', payableRounding: '0.30' };
    expect(sale({ invoice: sampleInvoice({ totals: small }) }).findings).toEqual([]);
  });

  it('allows a foreign document less rounding than one in lira', () => {
    const off = (over: Partial<Invoice>) =>
      sale({ invoice: sampleInvoice({ ...over, totals: { ...sampleInvoice().totals, payable: '1200.90' } }) })
        .findings.length;
    expect(off({})).toBe(0);
    expect(off({ currency: 'EUR', exchangeRate: '40' })).toBe(1);
  });

  it('posts to 600 itself for a client whose chart has no sub-accounts there', () => {
    const flat = {
      ...chartView(),
      find: (code: string) =>
        /^\d{3}$|^120\.01$/.test(code) ? { name: code, isLeaf: code !== '120.01', isActive: true } : null,
    };
    expect(codes(sale({ chart: flat }))).toEqual(['120.01.0001', '600', '391']);
  });

  it('is an error on a closed account, for nothing can be posted there', () => {
    const chart = chartView();
    const closed = {
      ...chart,
      find: (code: string) => {
        const at = chart.find(code);
        return at && { ...at, isActive: code !== '391.01.020' };
      },
    };
    expect(sale({ chart: closed }).findings).toMatchObject([{ code: 'fis.hesap-kapali', severity: 'error' }]);
  });

  it('is refused without a date, without amounts, with zero amounts and in a foreign currency without a rate', () => {
    const refusal = (over: Parameters<typeof sampleInvoice>[0]) => {
      const result = sale({ invoice: sampleInvoice(over) });
      return [result.proposal, result.findings.map((each) => `${each.severity} ${each.code}`)];
    };
    const none = {
      lineExtension: null,
      taxExclusive: null,
      taxInclusive: null,
      allowance: null,
      charge: null,
      payableRounding: null,
      payable: null,
    };
    expect(refusal({ issueDate: '2025-02-30' })).toEqual([null, ['error fis.tarih-yok']]);
    expect(refusal({ totals: none, lines: [] })).toEqual([null, ['error fis.tutar-yok']]);
    expect(refusal({ totals: { ...none, payable: '0' }, lines: [], taxTotals: [] })).toEqual([
      null,
      ['error fis.tutar-sifir'],
    ]);
    expect(refusal({ currency: 'USD' })).toEqual([null, ['error fis.kur-yok']]);
  });

  it('keeps the stated total and says aloud what the document does not explain', () => {
    const invoice = sampleInvoice({ totals: { ...sampleInvoice().totals, payable: '1250.00' } });
    const result = sale({ invoice });
    expect(result.findings.map((each) => each.code)).toEqual(['fis.toplam-tutmuyor']);
    expect(result.proposal?.lines.find((line) => line.reason.role === 'satis.fark')).toMatchObject({
      accountCode: '679.99',
      creditKurus: 5000n,
    });
  });

  it('warns of a document whose seller is its buyer, and says as what it is treated', () => {
    const invoice = sampleInvoice({ customer: sampleInvoice().supplier });
    expect(sale({ invoice }).findings).toMatchObject([{ code: 'fis.iki-taraf-ayni', severity: 'warning' }]);
    expect(sale({ invoice }).findings[0]?.message).toContain('satış olarak');
    expect(sale({ invoice, direction: 'alis' }).findings[0]?.message).toContain('alış olarak');
  });
});

/** KDV of nothing under this exemption code; what is due is the price alone. */
function exempt(code: string): Partial<Invoice> {
  const { totals, lines } = sampleInvoice();
  const taxTotals = [
    {
      amount: '0.00',
      subtotals: [subtotal('1000.00', '0.00', '0', { exemptionCode: code, exemptionReason: code })],
    },
  ];
  return {
    taxTotals,
    totals: { ...totals, taxInclusive: '1000.00', payable: '1000.00' },
    lines: lines.map((line) => ({ ...line, taxTotals })),
  };
}

/** Half of the KDV is the buyer's to pay (616, diğer hizmetler, 5/10). */
function withheld(): Partial<Invoice> {
  const { totals, lines } = sampleInvoice();
  const withholdingTotals = [
    {
      amount: '100.00',
      subtotals: [subtotal('200.00', '100.00', '50', { code: '616', name: 'Diğer hizmetler' })],
    },
  ];
  return {
    withholdingTotals,
    totals: { ...totals, payable: '1100.00' },
    lines: lines.map((line) => ({ ...line, withholdingTotals })),
  };
}

/**
 * What a document of this type holds beside a plain sale, by its type without the prefix of its scheme; TEVKIFATIADE bears no
 * withholding of its own (GİB's rule GeneralWithholdingTaxTotalCheck).
 */
const BESIDE: Readonly<Record<string, () => Partial<Invoice>>> = {
  TEVKIFAT: withheld,
  ISTISNA: () => exempt('325'),
  OZELMATRAH: () => {
    const kdv = subtotal('1000.00', '200.00', '20', { exemptionCode: '805', exemptionReason: 'Altın' });
    return { taxTotals: [{ amount: '200.00', subtotals: [kdv] }] };
  },
  IHRACKAYITLI: () => exempt('701'),
};

function invoiceOf(profile: string, type: string): Invoice {
  const isReturn = type.endsWith('IADE');
  return sampleInvoice({
    ...BESIDE[type.replace(/^(?:YTB|HKS)/, '')]?.(),
    profile,
    type,
    customization: 'TR1.2.1',
    number: 'ABC2026000000001',
    issueDate: '2026-10-05',
    references: isReturn
      ? [{ kind: 'billing', id: 'ABC2026000000009', issueDate: '2026-09-30', type: 'IADE' }]
      : [],
  });
}

describe('every scenario with every type that it takes', () => {
  it.each(PROFILE_TYPES.map(({ profile, type }) => [profile, type] as const))(
    '%s %s is checked without a false alarm and becomes a voucher of its seller and of its buyer',
    (profile, type) => {
      const invoice = invoiceOf(profile, type);
      expect(checkInvoice(invoice, '2026-11-28').filter(({ severity }) => severity !== 'info')).toEqual([]);
      for (const [direction, clientTaxId] of [
        ['satis', SELLER_VKN],
        ['alis', BUYER_VKN],
      ] as const) {
        const { proposal, findings } = sale({ invoice, direction, clientTaxId });
        expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
        const [borc, alacak] = [
          sumKurus(proposal?.lines.map((line) => line.debitKurus) ?? []),
          sumKurus(proposal?.lines.map((line) => line.creditKurus) ?? []),
        ];
        expect([borc === alacak, borc > 0n]).toEqual([true, true]);
      }
    },
  );
});
