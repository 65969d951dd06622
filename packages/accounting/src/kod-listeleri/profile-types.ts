/** Scenarios (cbc:ProfileID) of e-documents and the types of invoice that each takes, as dated data. */

export interface ProfileType {
  readonly profile: string;
  readonly type: string;
  /** ISO dates, inclusive; null: no bound known. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
}

const LISTS = 'GİB e-Fatura Paketi 12.03.2026 (UBL-TR Kod Listeleri V1.42, 1.2–1.3)';
/** GİB's revision of 01.07.2026, in force from 14.09.2026. */
const PACK_2026_07 = 'GİB e-Fatura Paketi 01.07.2026, 14.09.2026 tarihinden itibaren';

const ORDINARY =
  'SATIS TEVKIFAT TEVKIFATIADE ISTISNA OZELMATRAH IHRACKAYITLI SGK KOMISYONCU HKSSATIS HKSKOMISYONCU KONAKLAMAVERGISI';
const INVESTMENT = 'YTBSATIS YTBIADE YTBISTISNA YTBTEVKIFAT YTBTEVKIFATIADE';

/** YTB types belong to e-Arşiv; GİB's rules of e-Fatura do not forbid them elsewhere, so nothing is said there. */
const TYPES: Readonly<Record<string, string>> = {
  TEMELFATURA: `${ORDINARY} ${INVESTMENT} IADE`,
  TICARIFATURA: `${ORDINARY} ${INVESTMENT}`,
  YOLCUBERABERFATURA: `${ORDINARY} ${INVESTMENT}`,
  IHRACAT: `${ORDINARY} ${INVESTMENT}`,
  OZELFATURA: `${ORDINARY} ${INVESTMENT}`,
  KAMU: `${ORDINARY} ${INVESTMENT}`,
  HKS: `${ORDINARY} ${INVESTMENT}`,
  ENERJI: 'SARJ SARJANLIK',
  ILAC_TIBBICIHAZ: 'SATIS ISTISNA TEVKIFAT TEVKIFATIADE IADE IHRACKAYITLI',
  YATIRIMTESVIK: 'SATIS ISTISNA IADE TEVKIFAT TEVKIFATIADE',
  IDIS: 'SATIS ISTISNA IADE TEVKIFAT TEVKIFATIADE IHRACKAYITLI',
  EARSIVFATURA: `${ORDINARY} ${INVESTMENT} IADE SARJ SARJANLIK TEKNOLOJIDESTEK`,
};

export const PROFILE_TYPES: readonly ProfileType[] = [
  ...Object.entries(TYPES).flatMap(([profile, types]) =>
    types.split(' ').map((type) => ({ profile, type, validFrom: null, validTo: null, source: LISTS })),
  ),
  { profile: 'KAMU', type: 'IADE', validFrom: '2026-09-14', validTo: null, source: PACK_2026_07 },
];

const PROFILES: ReadonlySet<string> = new Set(PROFILE_TYPES.map(({ profile }) => profile));
const INVOICE_TYPES: ReadonlySet<string> = new Set(PROFILE_TYPES.map(({ type }) => type));

export const isKnownProfile = (profile: string): boolean => PROFILES.has(profile);
export const isKnownInvoiceType = (type: string): boolean => INVOICE_TYPES.has(type);

/** Types that a scenario takes on an ISO date, in the order of the list. */
export function typesOfProfile(profile: string, date: string): string[] {
  return PROFILE_TYPES.filter(
    (each) =>
      each.profile === profile &&
      (each.validFrom === null || each.validFrom <= date) &&
      (each.validTo === null || date <= each.validTo),
  ).map(({ type }) => type);
}
