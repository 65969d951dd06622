/** Rules of the check digits of VKN, TCKN and IBAN. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidTrIban } from './iban.ts';
import { isValidTaxId, isValidTckn, isValidVkn, taxIdFromText } from './tax-number.ts';

describe('a VKN', () => {
  it('of a real public body passes', () => {
    // The customs ministry and Türkiye İş Bankası.
    for (const vkn of ['1460415308', '4810058590']) expect(isValidVkn(vkn), vkn).toBe(true);
  });

  it('is refused with letters, a wrong length or another last digit', () => {
    for (const bad of ['', '146041530', '14604153088', '146041530A', '1460415309'])
      expect(isValidVkn(bad), bad).toBe(false);
  });

  it('has exactly one right last digit for any nine digits', () => {
    const nine = fc.stringMatching(/^\d{9}$/);
    fc.assert(
      fc.property(nine, (head) => {
        const right = [...'0123456789'].filter((digit) => isValidVkn(head + digit));
        expect(right).toHaveLength(1);
      }),
    );
  });
});

describe('a TCKN', () => {
  it('with right check digits passes, and one wrong digit anywhere in the last two fails', () => {
    expect(isValidTckn('10000000146')).toBe(true);
    for (const bad of ['10000000147', '10000000156', '01000000146', '1000000014', 'a0000000146'])
      expect(isValidTckn(bad), bad).toBe(false);
  });

  it('of GİB that stands for a final consumer or a foreign buyer counts as valid', () => {
    expect(isValidTaxId({ scheme: 'TCKN', value: '11111111111' })).toBe(true);
    expect(isValidTaxId({ scheme: 'TCKN', value: '22222222222' })).toBe(true);
    expect(isValidTaxId({ scheme: 'TCKN', value: '33333333333' })).toBe(false);
  });
});

describe('the kind of a tax number', () => {
  it('follows from its length, spaces aside', () => {
    expect(taxIdFromText(' 146 041 5308 ')).toEqual({ scheme: 'VKN', value: '1460415308' });
    expect(taxIdFromText('10000000146')).toEqual({ scheme: 'TCKN', value: '10000000146' });
    for (const bad of ['', '123', 'abcdefghij']) expect(taxIdFromText(bad)).toBeNull();
  });
});

describe('a Turkish IBAN', () => {
  it('passes with spaces and fails when two digits change places', () => {
    expect(isValidTrIban('TR33 0006 1005 1978 6457 8413 26')).toBe(true);
    expect(isValidTrIban('TR330006100519786457841362')).toBe(false);
    expect(isValidTrIban('DE89370400440532013000')).toBe(false);
  });
});
