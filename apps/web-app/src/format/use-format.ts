/** Formats of the chosen language, ready to use in components. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatDecimalText, type Language, parseAmount } from './amount.ts';
import { formatDate, formatMoment } from './date.ts';

export interface Format {
  readonly language: Language;
  /** A wire amount ("1234.5") for reading. */
  readonly amount: (text: string) => string;
  /** Quantities and prices: no trailing zeros beyond what the text needs. */
  readonly quantity: (text: string) => string;
  /** Rates of exchange: four decimals at least, as TCMB publishes them. */
  readonly rate: (text: string) => string;
  readonly count: (count: number) => string;
  readonly date: (iso: string) => string;
  readonly moment: (iso: string) => string;
  readonly bytes: (bytes: number) => string;
  /** Typed text in kuruş, or null. */
  readonly parse: (typed: string) => bigint | null;
  /** The text of the chosen language, of a pair that the API sends. */
  readonly pick: (tr: string, en: string) => string;
}

function formatBytes(bytes: number, language: Language): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${formatDecimalText(size.toFixed(1), language, 0)} ${unit}`;
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'tr';
  return useMemo(
    () => ({
      language,
      amount: (text) => formatDecimalText(text, language),
      rate: (text) => formatDecimalText(text, language, 4),
      quantity: (text) => formatDecimalText(text, language, 0),
      count: (count) => formatCount(count, language),
      date: (iso) => formatDate(iso, language),
      moment: (iso) => formatMoment(iso, language),
      bytes: (bytes) => formatBytes(bytes, language),
      parse: (typed) => parseAmount(typed, language),
      pick: (tr, en) => (language === 'tr' ? tr : en),
    }),
    [language],
  );
}
