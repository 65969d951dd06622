/** Rules of Turkish letters. */
import { describe, expect, it } from 'vitest';
import { compareTurkish, lowerTurkish, searchKey, upperTurkish } from './fold.ts';

describe('Turkish text', () => {
  it('keeps dotted and dotless i apart when its case changes', () => {
    expect(lowerTurkish('IĞDIR İL')).toBe('ığdır il');
    expect(upperTurkish('ığdır il')).toBe('IĞDIR İL');
  });

  it('has one search key however it is typed', () => {
    const keys = ['İSTANBUL Işık', 'istanbul ışık', 'ISTANBUL  ISIK', 'i̇stanbul isik'].map(searchKey);
    expect(new Set(keys)).toEqual(new Set(['istanbul isik']));
    expect(searchKey('Çağrı Öztürk Şü')).toBe('cagri ozturk su');
  });

  it('is ordered as a Turkish dictionary orders it', () => {
    expect(['Ömer', 'Zeki', 'Ilgaz', 'İlker', 'Çan', 'Can', 'Oya'].toSorted(compareTurkish)).toEqual([
      'Can',
      'Çan',
      'Ilgaz',
      'İlker',
      'Oya',
      'Ömer',
      'Zeki',
    ]);
  });
});
