/** Which fiscal years of a client may hold entries, and which year a day belongs to. */

/** The Tekdüzen Hesap Planı is in force since 1994-01-01 (1 Sıra No.lu MSUGT); no books under it are older. */
export const FIRST_FISCAL_YEAR = 1994;

/** The fiscal year of an ISO day, named for the calendar year in which it starts. */
export function fiscalYearOf(day: string, startMonth: number): number {
  return Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < startMonth ? 1 : 0);
}

/** Entries may stand from 1994 up to the end of the fiscal year after the one of `today`. */
export function isPostableDay(day: string, startMonth: number, today: string): boolean {
  const year = fiscalYearOf(day, startMonth);
  return year >= FIRST_FISCAL_YEAR && year <= fiscalYearOf(today, startMonth) + 1;
}

/** The fiscal years of those days that may be opened, each once. */
export function yearsToOpen(days: Iterable<string>, startMonth: number, today: string): number[] {
  const years = new Set<number>();
  for (const day of days) if (isPostableDay(day, startMonth, today)) years.add(fiscalYearOf(day, startMonth));
  return [...years].sort((a, b) => a - b);
}
