/** Days and times of a time zone, for what is due by the clock on a wall. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether it is a time zone of the calendar: "Europe/Istanbul". */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    // The calendar does not know it; that is the answer.
    return false;
  }
}

/** The ISO day on which a moment lies there. Throws RangeError for an unknown zone. */
export function dayIn(zone: string, moment: Date): string {
  return wallClock(zone, moment).slice(0, 10);
}

/** The moment at which the clock there shows "HH:MM" of the ISO day; of a time that is skipped, as much later; of one that comes twice, the first. */
export function momentIn(zone: string, day: string, time: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // Offsets a day before and after: one of them holds on the day, and the greater gives the earlier moment.
  const candidates = [asUtc - 86_400_000, asUtc + 86_400_000].map(
    (at) => new Date(asUtc - offsetMs(zone, new Date(at))),
  );
  const wanted = `${day}T${time}`;
  const shown = candidates
    .filter((moment) => wallClock(zone, moment) === wanted)
    .toSorted((a, b) => a.getTime() - b.getTime());
  const [before] = candidates;
  return shown[0] ?? before ?? new Date(asUtc);
}

/** "2026-11-28T14:05". */
function wallClock(zone: string, moment: Date): string {
  return formatOf(zone).format(moment).replace(' ', 'T').slice(0, 16);
}

function offsetMs(zone: string, moment: Date): number {
  const minute = Math.floor(moment.getTime() / 60_000) * 60_000;
  return Date.parse(`${wallClock(zone, moment)}:00Z`) - minute;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  formats.set(zone, made);
  return made;
}
