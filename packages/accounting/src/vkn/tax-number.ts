/** Check digits of VKN and TCKN, and what kind of tax number a text is. */
import type { TaxId } from '../fatura/invoice.ts';

/** GİB's stand-ins for a final consumer and a foreign buyer, used where the buyer has no Turkish number. */
export const FINAL_CONSUMER_TCKN = '11111111111';
export const FOREIGN_BUYER_TCKN = '22222222222';
/** VKN of the customs ministry, which e-invoices of export name as the customer. */
export const CUSTOMS_MINISTRY_VKN = '1460415308';

function digitsOf(text: string): number[] {
  return [...text].map(Number);
}

/**
 * VKN: for i = 1..9, t = (dᵢ + 10 − i) mod 10; s = t · 2^(10−i) mod 9, 9 where that is 0 and t is not;
 * the tenth digit is (10 − Σs mod 10) mod 10.
 */
export function isValidVkn(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  const digits = digitsOf(text);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => {
    const t = (digit + 9 - index) % 10;
    return total + (t === 0 ? 0 : (t * 2 ** (9 - index)) % 9 || 9);
  }, 0);
  return digits[9] === (10 - (sum % 10)) % 10;
}

/** TCKN: first digit not 0; d10 from the odd and even places, d11 from the sum of the first ten. */
export function isValidTckn(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false;
  const d = digitsOf(text);
  const odd = d.filter((_, i) => i < 9 && i % 2 === 0).reduce((a, b) => a + b, 0);
  const even = d.filter((_, i) => i < 8 && i % 2 === 1).reduce((a, b) => a + b, 0);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  const eleventh = d.slice(0, 10).reduce((a, b) => a + b, 0) % 10;
  return d[9] === tenth && d[10] === eleventh;
}

/** True for the two numbers that stand for many people at once. */
export function isStandInTaxNumber(value: string): boolean {
  return value === FINAL_CONSUMER_TCKN || value === FOREIGN_BUYER_TCKN;
}

/** The tax id a text holds: ten digits are a VKN, eleven a TCKN; spaces dropped; null for anything else. Digits are not checked. */
export function taxIdFromText(text: string): TaxId | null {
  const value = text.replace(/\s/g, '');
  if (/^\d{10}$/.test(value)) return { scheme: 'VKN', value };
  if (/^\d{11}$/.test(value)) return { scheme: 'TCKN', value };
  return null;
}

/** Whether the check digits hold; GİB's stand-ins count as valid. */
export function isValidTaxId(taxId: TaxId): boolean {
  if (isStandInTaxNumber(taxId.value)) return true;
  return taxId.scheme === 'VKN' ? isValidVkn(taxId.value) : isValidTckn(taxId.value);
}
