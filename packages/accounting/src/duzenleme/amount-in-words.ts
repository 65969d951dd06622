/** Writes an amount in Turkish words, the number in one word as commercial papers have it (TDK Yazım Kılavuzu, Sayıların Yazılışı). */

const ONES = ['', 'bir', 'iki', 'üç', 'dört', 'beş', 'altı', 'yedi', 'sekiz', 'dokuz'];
const TENS = ['', 'on', 'yirmi', 'otuz', 'kırk', 'elli', 'altmış', 'yetmiş', 'seksen', 'doksan'];
const GROUPS = [
  '',
  'bin',
  'milyon',
  'milyar',
  'trilyon',
  'katrilyon',
  'kentilyon',
  'seksilyon',
  'septilyon',
  'oktilyon',
];

const MONEY: Readonly<Record<string, readonly [whole: string, part: string]>> = {
  TRY: ['Türk lirası', 'kuruş'],
  USD: ['ABD doları', 'sent'],
  EUR: ['avro', 'sent'],
  GBP: ['İngiliz sterlini', 'peni'],
};

/** 0 … 999; no word for zero, and "yüz" without "bir". */
function threeDigits(value: number): string {
  const hundreds = Math.floor(value / 100);
  const head = hundreds === 0 ? '' : `${hundreds === 1 ? '' : ONES[hundreds]}yüz`;
  return `${head}${TENS[Math.floor(value / 10) % 10]}${ONES[value % 10]}`;
}

/** 1234n → "binikiyüzotuzdört"; 0n → "sıfır". Throws RangeError below zero and above what has a name (10^30). */
export function numberInWords(value: bigint): string {
  if (value < 0n) throw new RangeError('a negative number has no words here');
  if (value === 0n) return 'sıfır';
  const words: string[] = [];
  let rest = value;
  for (const group of GROUPS) {
    const digits = Number(rest % 1000n);
    // "bin", not "birbin"; but "birmilyon".
    if (digits > 0) words.unshift(group === 'bin' && digits === 1 ? 'bin' : `${threeDigits(digits)}${group}`);
    rest /= 1000n;
    if (rest === 0n) return words.join('');
  }
  throw new RangeError('a number above 10^30 has no words here');
}

/** 123456n, "TRY" → "Yalnız binikiyüzotuzdört Türk lirası ellialtı kuruş". */
export function amountInWords(kurus: bigint, currency: string): string {
  const [whole, part] = MONEY[currency] ?? [currency, 'yüzde'];
  const cents = kurus % 100n;
  const rest = cents === 0n ? '' : ` ${numberInWords(cents)} ${part}`;
  return `Yalnız ${numberInWords(kurus / 100n)} ${whole}${rest}`;
}
