/** Exemption codes of e-documents (cbc:TaxExemptionReasonCode) by the group of law each belongs to. */

/**
 * Partial (KDVK 16, 17, 19) and full exemptions (11, 13–15), özel matrah (23), deliveries for export (11/1-c, ÖTVK 8/2);
 * `diger`: no exemption at all, e.g. 351.
 */
export type ExemptionGroup =
  | 'kismi'
  | 'tam'
  | 'diger'
  | 'otv'
  | 'konaklama'
  | 'ozel-matrah'
  | 'ihrac-kayitli';

/** Codes of GİB UBL-TR Kod Listeleri V1.42 (Mart 2026), 233 by V1.43 (27.07.2026), 501 of the passenger scheme. */
const CODES: Readonly<Record<ExemptionGroup, string>> = {
  konaklama: '001',
  otv: '101 102 103 104 105 106 107 108 151',
  kismi:
    '201 202 204 205 206 207 208 209 211 212 213 214 215 216 217 218 219 220 221 223 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 250',
  tam: '301 302 303 304 305 306 307 308 309 310 311 312 313 314 315 316 317 318 319 320 321 322 323 324 325 326 327 328 329 330 331 332 333 334 335 336 337 338 339 340 341 342 343 344 350 501',
  'ihrac-kayitli': '701 702 703 704',
  'ozel-matrah': '801 802 803 804 805 806 807 808 809 810 811 812',
  diger: '351 555',
};

const GROUPS: ReadonlyMap<string, ExemptionGroup> = new Map(
  (Object.keys(CODES) as ExemptionGroup[]).flatMap((group) =>
    CODES[group].split(' ').map((code): [string, ExemptionGroup] => [code, group]),
  ),
);

/** The group of a code, or null for a code that is in no list. */
export function exemptionGroup(code: string): ExemptionGroup | null {
  return GROUPS.get(code) ?? null;
}

export function allExemptionCodes(): string[] {
  return [...GROUPS.keys()];
}
