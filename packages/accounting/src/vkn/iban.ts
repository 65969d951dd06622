/** The IBAN of an account in Türkiye and its check digits (ISO 13616, ISO 7064 mod 97-10). */
import { BANKS } from './banks.ts';

/** "TR" and 24 digits, without spaces and in capitals; a number without its country gets it. */
export function plainIban(text: string): string {
  const iban = text.replace(/[\s.-]/g, '').toUpperCase();
  return /^\d{24}$/.test(iban) ? `TR${iban}` : iban;
}

/** The remainder that decides: 1 where the check digits hold. Null where the shape does not. */
export function ibanRemainder(text: string): number | null {
  const iban = plainIban(text);
  if (!/^TR\d{24}$/.test(iban)) return null;
  // T = 29 and R = 27 in the letter values of ISO 7064.
  return Number(BigInt(`${iban.slice(4)}2927${iban.slice(2, 4)}`) % 97n);
}

/** "TR" and 24 digits whose rearranged number is 1 modulo 97; spaces are dropped, letters may be small. */
export function isValidTrIban(text: string): boolean {
  return /^\s*TR/i.test(text) && ibanRemainder(text) === 1;
}

/** As it stands on paper: groups of four. */
export function writtenIban(iban: string): string {
  return plainIban(iban).replace(/(.{4})(?=.)/g, '$1 ');
}

/** Name of the bank whose five-digit code the IBAN carries; null for one that is not known here. */
export function bankOfIban(text: string): string | null {
  return BANKS[plainIban(text).slice(4, 9)] ?? null;
}
