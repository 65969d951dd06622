/** Builds findings so that each call reads as one sentence in Turkish and one in English. */
import type { Finding, FindingSeverity } from './finding.ts';

export interface FindingTexts {
  readonly tr: string;
  readonly en: string;
}

export function finding(
  code: string,
  severity: FindingSeverity,
  place: string | null,
  texts: FindingTexts,
  params: Readonly<Record<string, string>> = {},
): Finding {
  // What a document states is quoted shortened, which may cut a letter in two: no database stores half of one.
  const whole = Object.entries(params).map(([name, value]) => [name, value.toWellFormed()]);
  return {
    code,
    severity,
    place,
    message: texts.tr.toWellFormed(),
    messageEn: texts.en.toWellFormed(),
    params: Object.fromEntries(whole),
  };
}
