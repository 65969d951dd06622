/** Amounts, days and codes as they are written on paper; no floats. */
import { dayText } from '../table-file/cell-text.ts';

export type PaperLanguage = 'tr' | 'en';

/** "1234.5" → "1.234,50": at least `least` decimals, more where the document has more; other text is left as it is. */
export function amountText(text: string, language: PaperLanguage, least = 2): string {
  const match = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null) return text;
  const [group, point] = language === 'tr' ? ['.', ','] : [',', '.'];
  const whole = (match[2] ?? '0').replace(/^0+(?=\d)/, '').replaceAll(/\B(?=(\d{3})+$)/g, group);
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(least, '0');
  return `${match[1] === '-' ? '-' : ''}${whole}${fraction === '' ? '' : `${point}${fraction}`}`;
}

/** True of "0", "0.00" and of what is not there. */
export const isNothing = (text: string | null): boolean =>
  text === null || /^[-+]?0*(?:\.0*)?$/.test(text.trim());

/** "2026-11-23" → "23.11.2026"; other text as it is. */
export const dateText = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? dayText(text) : text);

/** Common units of UN/ECE recommendation 20; others keep their code. */
const UNITS: Readonly<Record<string, readonly [tr: string, en: string]>> = {
  C62: ['adet', 'pcs'],
  NIU: ['adet', 'pcs'],
  KGM: ['kg', 'kg'],
  GRM: ['g', 'g'],
  TNE: ['ton', 't'],
  LTR: ['L', 'L'],
  MTR: ['m', 'm'],
  MTK: ['m²', 'm²'],
  MTQ: ['m³', 'm³'],
  KWH: ['kWh', 'kWh'],
  HUR: ['saat', 'h'],
  DAY: ['gün', 'days'],
  MON: ['ay', 'months'],
  ANN: ['yıl', 'years'],
  BX: ['kutu', 'boxes'],
  PA: ['paket', 'packs'],
  SET: ['takım', 'sets'],
  PR: ['çift', 'pairs'],
};

export function quantityText(quantity: string | null, unit: string | null, language: PaperLanguage): string {
  const known = unit === null ? undefined : UNITS[unit];
  const word = known === undefined ? (unit ?? '') : known[language === 'tr' ? 0 : 1];
  return [quantity === null ? '' : amountText(quantity, language, 0), word]
    .filter((part) => part !== '')
    .join(' ');
}
