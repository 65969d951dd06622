/** The fiscal year (hesap dönemi) as days; an özel hesap dönemi starts in another month than January (VUK md. 174). */

/** First day of the fiscal year that an ISO day lies in. `startMonth`: 1 to 12. */
export function firstDayOfYear(day: string, startMonth: number): string {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < startMonth ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(startMonth).padStart(2, '0')}-01`;
}

/** The ISO day that lies `step` days later, or earlier where negative. */
export function dayAfter(day: string, step = 1): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + step);
  return at.toISOString().slice(0, 10);
}

/** The same day a year earlier; the last day of a month stays one (29 February, and back). */
export function yearBefore(day: string): string {
  const isLast = dayAfter(day).endsWith('-01');
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  if (!isLast) return `${year}${day.slice(4)}`;
  const next = dayAfter(day);
  return dayAfter(`${String(Number(next.slice(0, 4)) - 1).padStart(4, '0')}${next.slice(4)}`, -1);
}
