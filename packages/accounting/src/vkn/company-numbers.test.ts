/** Rules of what is said while tax numbers, IBANs, NACE codes and MERSİS numbers are typed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mersisNoFromText, naceCodeFromText } from './company-codes.ts';
import { bankOfIban, ibanRemainder, isValidTrIban, plainIban, writtenIban } from './iban.ts';
import { checkTaxId } from './tax-id-check.ts';
import { isValidTckn, isValidVkn } from './tax-number.ts';

const IBAN = 'TR330006100519786457841326';

describe('a tax number while it is typed', () => {
  it('is told how many digits are missing, and that there are too many', () => {
    expect(checkTaxId('')).toEqual({ kind: 'empty' });
    expect(checkTaxId('146 04')).toEqual({ kind: 'short', missing: 5 });
    expect(checkTaxId('123456789012')).toEqual({ kind: 'long' });
  });

  it('is a VKN of ten digits or a TCKN of eleven, once its check digits hold', () => {
    expect(checkTaxId('1460415308')).toEqual({ kind: 'vkn' });
    expect(checkTaxId('10000000146')).toEqual({ kind: 'tckn' });
    expect(checkTaxId('11111111111')).toEqual({ kind: 'stand-in' });
    expect(checkTaxId('01000000146')).toEqual({ kind: 'tckn-zero' });
  });

  it('is told which last digit would hold, for any VKN and TCKN', () => {
    expect(checkTaxId('1460415309')).toEqual({ kind: 'vkn-digit', expected: '8', found: '9' });
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (text) => {
        const said = checkTaxId(text);
        if (said.kind === 'vkn-digit') expect(isValidVkn(text.slice(0, 9) + said.expected)).toBe(true);
        else expect(said.kind).toBe('vkn');
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{10}$/), (text) => {
        const said = checkTaxId(text);
        if (said.kind === 'tckn-digits') expect(isValidTckn(text.slice(0, 9) + said.expected)).toBe(true);
      }),
    );
  });
});

describe('an IBAN while it is typed', () => {
  it('may be pasted without its country, with spaces, dots or in small letters', () => {
    for (const text of [
      'TR33 0006 1005 1978 6457 8413 26',
      '330006100519786457841326',
      'tr33.0006.1005.1978.6457.8413.26',
    ])
      expect(plainIban(text)).toBe(IBAN);
    expect(writtenIban(IBAN)).toBe('TR33 0006 1005 1978 6457 8413 26');
  });

  it('leaves 1 modulo 97, and anything else where one digit is another', () => {
    expect(ibanRemainder(IBAN)).toBe(1);
    expect(ibanRemainder('TR33')).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const digit = (Number(IBAN[place]) + step) % 10;
        const wrong = IBAN.slice(0, place) + digit + IBAN.slice(place + 1);
        expect(isValidTrIban(wrong)).toBe(false);
      }),
    );
  });

  it('names its bank where the code is known', () => {
    expect(bankOfIban('TR12 0006 4000 0011 2345 6789 01')).toBe('İş Bankası');
    expect(bankOfIban('TR12 0000 0')).toBeNull();
  });
});

describe('other numbers of a company', () => {
  it('a NACE code has four or six digits and is written in pairs', () => {
    expect(naceCodeFromText('692002')).toBe('69.20.02');
    expect(naceCodeFromText('69.20')).toBe('69.20');
    for (const bad of ['', '6', '69.2', '692', '00.11', '69.20.02.1', 'A69'])
      expect(naceCodeFromText(bad)).toBeNull();
  });

  it('a MERSİS number has sixteen digits', () => {
    expect(mersisNoFromText('0146 0415 3080 0001')).toBe('0146041530800001');
    expect(mersisNoFromText('146041530800001')).toBeNull();
  });
});
