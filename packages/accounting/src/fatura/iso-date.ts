/** Tells a real ISO date from a text that only looks like one, and writes it as it is read in Turkish; no clock, no time zone. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** "2024-02-29" is one, "2023-02-29", "2024-13-01" and "2024-2-9" are not. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return year >= 1900 && day >= 1 && day <= days;
}

/** "2026-11-19" → "19.11.2026"; the day must be one. */
export function turkishDate(day: string): string {
  return day.split('-').reverse().join('.');
}
