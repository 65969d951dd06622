/** Tests of finding an account while typing. */
import { describe, expect, it } from 'vitest';
import { matchAccounts } from './match-accounts.ts';

const accounts = [
  { code: '320.01.0001', name: 'Işık Kırtasiye Ltd.' },
  { code: '320.01.0010', name: 'İnci Gıda A.Ş.', counterpartyTaxId: '9870654321' },
  { code: '770.03', name: 'Kırtasiye ve Ofis Giderleri' },
];
const found = (typed: string, limit = 10) =>
  matchAccounts(accounts, typed, limit).map((account) => account.code);

describe('typing ahead', () => {
  it('finds by the beginning of the code, with or without points', () => {
    expect(found('320.01')).toEqual(['320.01.0001', '320.01.0010']);
    expect(found('320010010')).toEqual(['320.01.0010']);
    expect(found('01')).toEqual([]);
  });
  it.each(['kirtasiye', 'KIRTASİYE', 'Kırtasiye'])('finds by name however it is written: %s', (typed) => {
    expect(found(typed)).toEqual(['320.01.0001', '770.03']);
  });
  it('wants every word, in any order', () => {
    expect(found('gider kirt')).toEqual(['770.03']);
    expect(found('inci')).toEqual(['320.01.0010']);
  });
  it('finds the account of a cari by its VKN or TCKN as it is typed', () => {
    expect(found('98706')).toEqual(['320.01.0010']);
    expect(found('987')).toEqual([]);
  });
  it('shows no more than asked for', () => {
    expect(found('', 2)).toHaveLength(2);
  });
});
