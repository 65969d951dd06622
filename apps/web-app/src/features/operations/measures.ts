/** Times and shares of operations as people read them. */
import { formatDecimalText, type Language } from '../../format/amount.ts';

/** "850 ms", "1,2 s", "3,4 dk"; below ten milliseconds with a decimal. */
export function formatMs(ms: number, language: Language): string {
  const [value, unit] =
    ms < 1_000
      ? [ms, 'ms']
      : ms < 120_000
        ? [ms / 1_000, 's']
        : [ms / 60_000, language === 'tr' ? 'dk' : 'min'];
  const digits = unit === 'ms' && value >= 10 ? 0 : value >= 100 ? 0 : 1;
  return `${formatDecimalText(value.toFixed(digits), language, 0)} ${unit}`;
}

/** 97.34 → "%97,3" in Turkish, "97.3%" in English. */
export function formatPercent(percent: number, language: Language): string {
  const text = formatDecimalText(percent.toFixed(1), language, 0);
  return language === 'tr' ? `%${text}` : `${text}%`;
}
