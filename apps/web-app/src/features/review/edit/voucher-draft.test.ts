/** Tests of editing a voucher: what is typed, what is sent, and that no kuruş is lost. */
import { describe, expect, it } from 'vitest';
import type { Voucher } from '../../../api/queries.ts';
import {
  addLine,
  balanceLine,
  bodyOf,
  changeLine,
  draftOf,
  duplicateLine,
  faultsOf,
  removeLine,
  sameDraft,
  splitLine,
  totalsOf,
  type VoucherDraft,
} from './voucher-draft.ts';

const line = (
  lineNo: number,
  accountCode: string,
  debit: string,
  credit: string,
): Voucher['lines'][number] => ({
  lineNo,
  accountCode,
  accountName: accountCode,
  accountIsNew: false,
  debit,
  credit,
  description: 'satır',
  fx: null,
  reason: { role: `rol.${lineNo}`, text: '', textEn: '', places: [] },
});
const voucher: Voucher = {
  id: 'v',
  clientId: 'c',
  type: 'mahsup',
  status: 'draft',
  fisNo: null,
  fiscalYear: 2026,
  date: '2026-11-23',
  description: 'Kırtasiye',
  totalDebit: '1200.01',
  totalCredit: '1200.01',
  documentId: 'd',
  documentNo: null,
  reversalOf: null,
  reversedBy: null,
  reversalDraft: null,
  version: 3,
  postedAt: null,
  postedByName: null,
  changedByName: null,
  lines: [
    line(1, '770.03', '1000.01', '0'),
    line(2, '191.01.020', '200.00', '0'),
    line(3, '320.01.0001', '0', '1200.01'),
  ],
};
const draft = draftOf(voucher, 'tr');
const keyAt = (of: VoucherDraft, index: number) => of.lines[index]?.key ?? -1;

describe('a voucher draft', () => {
  it('shows amounts as people write them and zero as nothing', () => {
    expect(draft.lines.map((one) => [one.debit, one.credit])).toEqual([
      ['1.000,01', ''],
      ['200,00', ''],
      ['', '1.200,01'],
    ]);
    expect(draft.date).toBe('23.11.2026');
  });
  it('sends back exactly what it was given when nothing is changed', () => {
    const body = bodyOf(draft, 'tr', 2026);
    expect(body).toMatchObject({ version: 3, date: '2026-11-23', description: 'Kırtasiye' });
    expect(body.lines.map((one) => [one.accountCode, one.debit, one.credit, one.role])).toEqual([
      ['770.03', '1000.01', '0.00', 'rol.1'],
      ['191.01.020', '200.00', '0.00', 'rol.2'],
      ['320.01.0001', '0.00', '1200.01', 'rol.3'],
    ]);
  });
  it('in foreign money says the same however many zeros its amounts end with, and another at another rate', () => {
    const inUsd = (amount: string, rate: string) =>
      changeLine(draft, keyAt(draft, 0), { fx: { currency: 'USD', amount, rate } });
    expect(sameDraft(inUsd('100', '41.5'), inUsd('100.00', '41.50'), 'tr')).toBe(true);
    expect(sameDraft(inUsd('100', '41.5'), inUsd('100', '41.05'), 'tr')).toBe(false);
    expect(sameDraft(inUsd('100', '41.5'), draft, 'tr')).toBe(false);
  });
  it('keeps the role of a line whose account is changed, so that the choice is remembered', () => {
    const changed = changeLine(draft, keyAt(draft, 0), { accountCode: '770.01' });
    expect(bodyOf(changed, 'tr', 2026).lines[0]).toMatchObject({ accountCode: '770.01', role: 'rol.1' });
  });
  it('splits a line into parts that stay balanced; the first keeps its role', () => {
    const parts = [
      { kurus: 50001n, accountCode: null },
      { kurus: 50000n, accountCode: '689.01' },
    ];
    const split = splitLine(draft, 'tr', keyAt(draft, 0), parts);
    expect(split.lines.slice(0, 2).map((one) => [one.accountCode, one.debit, one.role])).toEqual([
      ['770.03', '500,01', 'rol.1'],
      ['689.01', '500,00', null],
    ]);
    expect(totalsOf(split, 'tr')).toEqual({ debit: 120001n, credit: 120001n });
    expect(splitLine(draft, 'tr', keyAt(draft, 0), parts.slice(1))).toBe(draft);
  });
  it('puts the difference to a line, on the other side where that is what it takes', () => {
    const off = changeLine(draft, keyAt(draft, 0), { debit: '1.500,00' });
    const settled = balanceLine(off, 'tr', keyAt(off, 2));
    expect(settled.lines[2]).toMatchObject({ debit: '', credit: '1.700,00' });
    const over = changeLine(draft, keyAt(draft, 2), { credit: '100,00' });
    expect(balanceLine(over, 'tr', keyAt(over, 0)).lines[0]).toMatchObject({ debit: '', credit: '100,00' });
  });
  it('copies a line behind it, without the role of the proposal', () => {
    const copied = duplicateLine(draft, keyAt(draft, 0));
    expect(copied.lines[1]).toMatchObject({ accountCode: '770.03', debit: '1.000,01', role: null });
    expect(copied.lines[1]?.key).not.toBe(copied.lines[0]?.key);
  });
  it('proposes on a new line what is missing to balance, on the side where it is missing', () => {
    const open = removeLine(draft, keyAt(draft, 1));
    const added = addLine(open, 'tr', keyAt(open, 0));
    expect(added.lines[1]).toMatchObject({ accountCode: '', debit: '200,00', credit: '' });
    expect(totalsOf(added, 'tr')).toEqual({ debit: 120001n, credit: 120001n });
  });
  it('gives every line a key of its own', () => {
    const many = addLine(duplicateLine(addLine(draft, 'tr', null), 0), 'tr', 0);
    expect(new Set(many.lines.map((one) => one.key)).size).toBe(many.lines.length);
  });
  it('is not sent while an account is missing or an amount or the date cannot be read', () => {
    expect(faultsOf(draft, 'tr', 2026)).toEqual([]);
    const key = keyAt(draft, 0);
    expect(faultsOf(changeLine(draft, key, { accountCode: '' }), 'tr', 2026)).toEqual([
      { key, fault: 'badAccount' },
    ]);
    expect(faultsOf(changeLine(draft, key, { debit: '12,345' }), 'tr', 2026)).toEqual([
      { key, fault: 'badAmount' },
    ]);
    expect(faultsOf({ ...draft, date: '31.02.2026' }, 'tr', 2026)).toEqual([{ key: null, fault: 'badDate' }]);
  });
});
