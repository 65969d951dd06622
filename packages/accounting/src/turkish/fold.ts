/** Turkish letters: the one place that folds case (I/ı, İ/i), makes search keys and orders names. */

/** Lower case by Turkish rules: "IŞIK İLİ" → "ışık ili". */
export function lowerTurkish(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('tr');
}

/** Upper case by Turkish rules: "ışık ili" → "IŞIK İLİ". */
export function upperTurkish(text: string): string {
  return text.normalize('NFC').toLocaleUpperCase('tr');
}

/**
 * A key under which people find a name however they type it: case, dots, cedillas and runs of white space do not
 * matter ("ISTANBUL", "İstanbul" and "istanbul" have one key).
 */
export function searchKey(text: string): string {
  return lowerTurkish(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .replace(/\s+/g, ' ')
    .trim();
}

const COLLATOR = new Intl.Collator('tr', { numeric: true });

/** The order of a Turkish dictionary (c < ç, ı < i, o < ö), numbers inside by value. */
export function compareTurkish(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}
