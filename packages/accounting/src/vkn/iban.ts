/** The IBAN of an account in Türkiye and its check digits (ISO 13616, ISO 7064 mod 97-10). */

/** "TR" and 24 digits whose rearranged number is 1 modulo 97; spaces are dropped, letters may be small. */
export function isValidTrIban(text: string): boolean {
  const iban = text.replace(/\s/g, '').toUpperCase();
  if (!/^TR\d{24}$/.test(iban)) return false;
  // T = 29 and R = 27 in the letter values of ISO 7064.
  return BigInt(`${iban.slice(4)}2927${iban.slice(2, 4)}`) % 97n === 1n;
}
