/** What to say of a tax number while it is typed: how many digits are missing, or which digit does not hold. */
import { isStandInTaxNumber, isValidTckn, isValidVkn } from './tax-number.ts';

export type TaxIdCheck =
  | { readonly kind: 'empty' }
  /** Not yet ten digits; `missing` to a VKN. */
  | { readonly kind: 'short'; readonly missing: number }
  | { readonly kind: 'long' }
  | { readonly kind: 'stand-in' }
  | { readonly kind: 'vkn' }
  | { readonly kind: 'tckn' }
  /** The last digit of a VKN, or the last two of a TCKN, ought to be `expected`. */
  | { readonly kind: 'vkn-digit' | 'tckn-digits'; readonly expected: string; readonly found: string }
  | { readonly kind: 'tckn-zero' };

/** Spaces are dropped; anything else that is no digit is too. */
export function checkTaxId(text: string): TaxIdCheck {
  const digits = text.replace(/\D/g, '');
  if (digits === '') return { kind: 'empty' };
  if (digits.length < 10) return { kind: 'short', missing: 10 - digits.length };
  if (digits.length > 11) return { kind: 'long' };
  if (isStandInTaxNumber(digits)) return { kind: 'stand-in' };
  if (digits.length === 10) return isValidVkn(digits) ? { kind: 'vkn' } : wrongVkn(digits);
  if (digits.startsWith('0')) return { kind: 'tckn-zero' };
  return isValidTckn(digits) ? { kind: 'tckn' } : wrongTckn(digits);
}

function wrongVkn(digits: string): TaxIdCheck {
  const expected = [...'0123456789'].find((last) => isValidVkn(digits.slice(0, 9) + last)) ?? '';
  return { kind: 'vkn-digit', expected, found: digits.slice(9) };
}

function wrongTckn(digits: string): TaxIdCheck {
  const head = digits.slice(0, 9);
  const pairs = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
  const expected = pairs.find((pair) => isValidTckn(head + pair)) ?? '';
  return { kind: 'tckn-digits', expected, found: digits.slice(9) };
}
