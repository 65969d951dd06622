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
  return { code, severity, place, message: texts.tr, messageEn: texts.en, params };
}
