/** Rules a voucher must keep before it is posted. */
import { describe, expect, it } from 'vitest';
import { findInStartingChart } from '../hesap-plani/starting-chart.ts';
import { checkVoucher } from './check-voucher.ts';
import type { VoucherLine } from './voucher.ts';

const line = (accountCode: string, debitKurus: bigint, creditKurus: bigint): VoucherLine => ({
  accountCode,
  debitKurus,
  creditKurus,
  description: '',
  fx: null,
});

const find = (code: string) => {
  const account = findInStartingChart(code);
  return account && { isLeaf: account.isLeaf, isActive: code !== '770.99' };
};

const codes = (lines: VoucherLine[], date = '2025-03-14') =>
  checkVoucher({ date, lines }, find).map((each) => `${each.code} ${each.place}`);

describe('a voucher', () => {
  it('that balances on leaf accounts may be posted', () => {
    expect(codes([line('100.01', 500n, 0n), line('102.01', 0n, 500n)])).toEqual([]);
  });

  it('must balance to the kuruş, and the finding says by how much it does not', () => {
    const [found] = checkVoucher(
      { date: '2025-03-14', lines: [line('100.01', 501n, 0n), line('102.01', 0n, 500n)] },
      find,
    );
    expect(found).toMatchObject({ code: 'fis.denk-degil', params: { difference: '0.01' } });
  });

  it('needs two lines, each with one positive side', () => {
    expect(codes([line('100.01', 0n, 0n)])).toEqual(['fis.satir-az lines', 'fis.satir-tek-taraf lines[0]']);
    expect(codes([line('100.01', 5n, 5n), line('102.01', -5n, -5n)])).toEqual([
      'fis.satir-tek-taraf lines[0]',
      'fis.satir-tek-taraf lines[1]',
    ]);
  });

  it('takes postings only on accounts that exist, are leaves and are open', () => {
    expect(codes([line('770.99', 5n, 0n), line('120.01', 0n, 3n), line('777', 0n, 2n)])).toEqual([
      'fis.hesap-kapali lines[0].accountCode',
      'fis.hesap-ana lines[1].accountCode',
      'fis.hesap-yok lines[2].accountCode',
    ]);
  });

  it('needs a real date', () => {
    expect(codes([line('100.01', 5n, 0n), line('102.01', 0n, 5n)], '2025-02-29')).toEqual([
      'fis.tarih-hatali date',
    ]);
  });
});
