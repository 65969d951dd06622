/** Shapes of a company's other numbers: NACE activity code and MERSİS number. */

/**
 * The activity code of six digits as GİB and SGK write it, "47.11.01"; four digits are the European class, "47.11". Null for any
 * other shape. Whether the code exists is not looked up: there is no list here.
 */
export function naceCodeFromText(text: string): string | null {
  const digits = text.replace(/[\s.]/g, '');
  if (!/^(\d{4}|\d{6})$/.test(digits)) return null;
  // Divisions of NACE run from 01 to 99.
  return digits.startsWith('00') ? null : digits.replace(/(\d\d)(?=\d)/g, '$1.');
}

/** Sixteen digits, for a company its VKN with a leading 0 and five more behind; null for any other shape. */
export function mersisNoFromText(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{16}$/.test(digits) ? digits : null;
}
