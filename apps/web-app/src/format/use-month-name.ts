/** A month of the books in words: "Kasım 2026". */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Names of the months' texts, January first. */
export const MONTHS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'] as const;

/** Names "2026-11" in the chosen language. */
export function useMonthName(): (month: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (month) => {
      const name = MONTHS[Number(month.slice(5)) - 1] ?? 'm1';
      return `${t(`shell.months.${name}`)} ${month.slice(0, 4)}`;
    },
    [t],
  );
}
