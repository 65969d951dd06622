/** Amounts as people read and type them: 1.234.567,89 in Turkish, 1,234,567.89 in English; never a float. */

export type Language = 'tr' | 'en';

const SEPARATORS: Record<Language, { group: string; point: string }> = {
  tr: { group: '.', point: ',' },
  en: { group: ',', point: '.' },
};

/** "1234.5" → "1.234,50": grouped, at least two decimals, more where the text has more; other text is left as it is. */
export function formatDecimalText(text: string, language: Language, leastDecimals = 2): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return text;
  const { group, point } = SEPARATORS[language];
  const whole = (match[2] ?? '0').replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, group);
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(leastDecimals, '0');
  return `${match[1]}${whole}${fraction === '' ? '' : `${point}${fraction}`}`;
}

/** True for "0", "0.00", "-0" and the like. */
export function isZeroText(text: string): boolean {
  return /^-?0*(\.0*)?$/.test(text.trim());
}

/** A whole number with group marks. */
export function formatCount(count: number, language: Language): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, SEPARATORS[language].group);
}

/**
 * What a person typed, in kuruş; null where it is no amount. In Turkish "1.234,5", "1234,50" and "1.234" (a thousand)
 * are read; a single point followed by one or two last digits ("12.5") is taken as the decimal point, as number pads type it.
 */
export function parseAmount(typed: string, language: Language): bigint | null {
  const text = typed.replace(/[\s₺]/g, '');
  const { group, point } = SEPARATORS[language];
  const other = text.includes(point)
    ? text.split(group).join('').replace(point, '.')
    : plainPoint(text, group);
  const match = /^(\d{0,16})(?:\.(\d{0,2}))?$/.exec(other);
  if (match === null || (match[1] === '' && (match[2] ?? '') === '')) return null;
  return BigInt(match[1] || '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
}

function plainPoint(text: string, group: string): string {
  const asGroups = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+$`);
  if (asGroups.test(text)) return text.split(group).join('');
  return group === '.' ? text : text.split(group).join('.');
}
