/** Amounts and days as the two formats write them. */

/** "1234,5", "1234,", "1234.50000", "0012" → hundredths; null where it is no amount or is finer than a hundredth. */
export function hundredths(text: string): bigint | null {
  const [, whole, fraction = ''] = /^(\d{1,18})(?:[.,](\d{0,10}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(2))) return null;
  return BigInt(whole) * 100n + BigInt(fraction.slice(0, 2).padEnd(2, '0'));
}

/**
 * "160230" → "2016-02-29". Years from 70 on are of the last century. Banks that count months of 30 days write a 30th of
 * February: it is the last day of it. Null where there is no such day.
 */
export function dayOfYymmdd(text: string): string | null {
  const [, yy, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (yy === undefined || month === undefined || day === undefined) return null;
  const year = Number(yy) + (Number(yy) >= 70 ? 1900 : 2000);
  return dayOf(year, Number(month), Number(day));
}

/** "0102" beside the value day "2025-12-30" → "2026-01-02": the year in which it lies nearest. */
export function entryDay(mmdd: string, valuedOn: string): string | null {
  const [month, day] = [Number(mmdd.slice(0, 2)), Number(mmdd.slice(2))];
  const year = Number(valuedOn.slice(0, 4));
  const apart = month - Number(valuedOn.slice(5, 7));
  return dayOf(apart < -6 ? year + 1 : apart > 6 ? year - 1 : year, month, day);
}

function dayOf(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last && !(month === 2 && day <= 30)) return null;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(Math.min(day, last))}`;
}

/** "2015-01-02" or "2015-01-02T09:15:00+01:00" → the day as the bank wrote it; null where it is none. */
export function isoDay(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?:T.*|Z|[+-]\d\d:\d\d)?$/.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return dayOf(Number(year), Number(month), Number(day));
}
