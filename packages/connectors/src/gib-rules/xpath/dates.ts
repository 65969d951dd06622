/** xs:date, xs:time and xs:dateTime: cast out of text, compared on one line of time. */

/** `at` counts milliseconds; `text` is what was cast. */
export interface Moment {
  readonly at: number;
  readonly text: string;
}

/** Türkiye has had +03:00 all year since 2016; values without a zone are meant so. */
const IMPLICIT_ZONE_MINUTES = 180;
const ZONE = String.raw`(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?`;
const DAY = String.raw`(-?(?:[1-9]\d{4,6}|\d{4}))-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const CLOCK = String.raw`(?:([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?|(24):00:00(?:\.0+)?)`;
const DATE = new RegExp(`^${DAY}${ZONE}$`);
const TIME = new RegExp(`^${CLOCK}${ZONE}$`);
const DATE_TIME = new RegExp(`^${DAY}T${CLOCK}${ZONE}$`);

/** Null where the text is no such value. */
export function castDate(text: string): Moment | null {
  const [whole, year, month, day, zone] = DATE.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const at = midnight(Number(year), Number(month), Number(day));
  return at === null ? null : { at: at - zoneMillis(zone), text: whole };
}

export function castTime(text: string): Moment | null {
  const [whole, hour, minute, second, fraction, , zone] = TIME.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  return { at: clock(hour, minute, second, fraction) - zoneMillis(zone), text: whole };
}

export function castDateTime(text: string): Moment | null {
  const [whole, year, month, day, hour, minute, second, fraction, midnightMark, zone] =
    DATE_TIME.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const at = midnight(Number(year), Number(month), Number(day));
  if (at === null) return null;
  const inDay = midnightMark === undefined ? clock(hour, minute, second, fraction) : 86_400_000;
  return { at: at + inDay - zoneMillis(zone), text: whole };
}

/** Null for 30 February; the year 0 does not exist in XSD 1.0 either. */
function midnight(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year !== 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function clock(hour = '0', minute = '0', second = '0', fraction = '0'): number {
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second) + Number(fraction)) * 1000;
}

function zoneMillis(zone: string | undefined): number {
  if (zone === 'Z') return 0;
  if (zone === undefined) return IMPLICIT_ZONE_MINUTES * 60_000;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
