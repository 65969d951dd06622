/** Bulletins in TCMB's form for a server of this machine: invented rates for weekdays, none on weekends. */
import { bulletinXml } from '@muhasebi/connectors/tcmb/tcmb-server.fixture.ts';

const DAYS = 60;
/** Near to what a lira was worth in autumn 2026 in the demo's books; they are nobody's rates. In ten-thousandths. */
const BASES: readonly (readonly [currency: string, unit: number, rate: number])[] = [
  ['USD', 1, 423_000],
  ['EUR', 1, 491_000],
  ['GBP', 1, 562_000],
  ['CHF', 1, 528_000],
  ['JPY', 100, 271_000],
];

/** By ISO day, the last weekdays up to `today`; a rate creeps up by five hundredths of a per cent a day. */
export function inventedBulletins(today: string): Record<string, string> {
  const bulletins: Record<string, string> = {};
  for (let back = 0; back < DAYS; back++) {
    const date = new Date(`${today}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - back);
    if (date.getUTCDay() % 6 === 0) continue;
    const day = date.toISOString().slice(0, 10);
    bulletins[day] = bulletinXml(
      day,
      BASES.map(([currency, unit, base]) => {
        const buying = base - Math.trunc((base * back * 5) / 10_000);
        const selling = buying + Math.trunc(buying / 500);
        return [currency, unit, written(buying), written(selling), written(buying), written(selling)];
      }),
    );
  }
  return bulletins;
}

const written = (tenThousandths: number) =>
  `${Math.trunc(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
