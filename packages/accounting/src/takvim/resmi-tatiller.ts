/** The public holidays of Türkiye by day, as dated data: whole days, and the half days before them from 13.00 on. */

export interface Tatil {
  readonly name: string;
  /** `half`: from 13.00 on; the morning is worked. */
  readonly length: 'whole' | 'half';
  readonly source: string;
}

interface YearlyTatil extends Tatil {
  /** "MM-DD". */
  readonly monthDay: string;
  /** The first and the last ISO day of the rule; `validTo` null: still in force. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

const KANUN = '2429 sayılı Ulusal Bayram ve Genel Tatiller Hakkında Kanun (RG 19.03.1981/17284) md. 1–2';
const FROM_1981 = { validFrom: '1981-03-19', validTo: null } as const;
const whole = (monthDay: string, name: string): YearlyTatil => ({
  monthDay,
  name,
  length: 'whole',
  source: KANUN,
  ...FROM_1981,
});

/** Those that have one day of the year. */
export const YILLIK_TATILLER: readonly YearlyTatil[] = [
  whole('01-01', 'Yılbaşı'),
  whole('04-23', 'Ulusal Egemenlik ve Çocuk Bayramı'),
  {
    monthDay: '05-01',
    name: 'Emek ve Dayanışma Günü',
    length: 'whole',
    validFrom: '2009-04-27',
    validTo: null,
    source: '5892 sayılı Kanun (RG 27.04.2009/27212), 2429 sayılı Kanun md. 2/C',
  },
  whole('05-19', 'Atatürk’ü Anma, Gençlik ve Spor Bayramı'),
  {
    monthDay: '07-15',
    name: 'Demokrasi ve Millî Birlik Günü',
    length: 'whole',
    validFrom: '2016-10-29',
    validTo: null,
    source: '6752 sayılı Kanun (RG 29.10.2016/29872), 2429 sayılı Kanun md. 2/C',
  },
  whole('08-30', 'Zafer Bayramı'),
  { ...whole('10-28', 'Cumhuriyet Bayramı arifesi'), length: 'half' },
  whole('10-29', 'Cumhuriyet Bayramı'),
];

/** 2429 md. 2/B: from 13.00 of the eve; Ramazan three days and a half, Kurban four and a half. */
const RAMAZAN = { name: 'Ramazan Bayramı', days: 3 } as const;
const KURBAN = { name: 'Kurban Bayramı', days: 4 } as const;
const DINI_SOURCE = '2429 sayılı Kanun md. 2/B; günler Diyanet İşleri Başkanlığının takviminden';

/** The first days of both feasts; a year has one of each within the years kept here. */
export const BAYRAM_FIRST_DAYS: readonly { readonly ramazan: string; readonly kurban: string }[] = [
  { ramazan: '2020-05-24', kurban: '2020-07-31' },
  { ramazan: '2021-05-13', kurban: '2021-07-20' },
  { ramazan: '2022-05-02', kurban: '2022-07-09' },
  { ramazan: '2023-04-21', kurban: '2023-06-28' },
  { ramazan: '2024-04-10', kurban: '2024-06-16' },
  { ramazan: '2025-03-30', kurban: '2025-06-06' },
  { ramazan: '2026-03-20', kurban: '2026-05-27' },
  { ramazan: '2027-03-09', kurban: '2027-05-16' },
  { ramazan: '2028-02-26', kurban: '2028-05-05' },
  { ramazan: '2029-02-14', kurban: '2029-04-24' },
  { ramazan: '2030-02-04', kurban: '2030-04-13' },
];

/** The last year whose feasts are known; of later ones only the yearly holidays are. */
export const BAYRAMS_KNOWN_UNTIL = 2030;

const bayramDays = new Map<string, Tatil>(
  BAYRAM_FIRST_DAYS.flatMap(({ ramazan, kurban }) => [
    ...daysOfBayram(ramazan, RAMAZAN),
    ...daysOfBayram(kurban, KURBAN),
  ]),
);

function daysOfBayram(first: string, { name, days }: typeof RAMAZAN | typeof KURBAN): [string, Tatil][] {
  const eve: Tatil = { name: `${name} arifesi`, length: 'half', source: DINI_SOURCE };
  const day: Tatil = { name, length: 'whole', source: DINI_SOURCE };
  return [
    [addDays(first, -1), eve],
    ...Array.from({ length: days }, (_, index): [string, Tatil] => [addDays(first, index), day]),
  ];
}

/** The holiday of an ISO day, null where there is none; where two fall together, the whole one. */
export function tatilOn(day: string): Tatil | null {
  const monthDay = day.slice(5);
  const yearly = YILLIK_TATILLER.find(
    (tatil) =>
      tatil.monthDay === monthDay &&
      tatil.validFrom <= day &&
      (tatil.validTo === null || day <= tatil.validTo),
  );
  const bayram = bayramDays.get(day);
  const found = [yearly, bayram].filter((tatil) => tatil !== undefined);
  return found.find(({ length }) => length === 'whole') ?? found[0] ?? null;
}

/** The ISO day `count` days after `day`, before it where negative. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
