/** Findings that say the same of several places, as one with its places. */
import type { DocumentDetail } from '../../api/queries.ts';
import { xpathOfPlace } from './xpath-of-place.ts';

export type Finding = DocumentDetail['findings'][number];

/** A finding under its number, with all that say the same: each at a place of its own. */
export interface NumberedFinding {
  readonly number: number;
  /** The first of them; they differ in place, XML line and the values in the official text. */
  readonly finding: Finding;
  readonly all: readonly Finding[];
  /** True of a part of a group whose first finding stands elsewhere. */
  readonly isRepeat: boolean;
}

/** An official rule is one thing to correct, whatever its texts quote; our own checks are the same where they say the same. */
function sameness({ code, severity, message, params }: Finding): string {
  return JSON.stringify([code, severity, params.rule ?? message]);
}

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** The gravest first, numbered from 1. */
export function groupFindings(findings: readonly Finding[]): readonly NumberedFinding[] {
  const groups = [...Map.groupBy(findings, sameness).values()].flatMap((all) => {
    const [finding] = all;
    return finding === undefined ? [] : [{ finding, all, isRepeat: false }];
  });
  return SEVERITIES.flatMap((severity) => groups.filter(({ finding }) => finding.severity === severity)).map(
    (group, index) => ({ number: index + 1, ...group }),
  );
}

/** Those of a group that stand where `belongs` says; nothing where none does. */
export function findingsAt(
  groups: readonly NumberedFinding[],
  belongs: (place: string | null) => boolean,
): readonly NumberedFinding[] {
  return groups.flatMap(({ number, all }) => {
    const here = all.filter(({ place }) => belongs(place));
    const [finding] = here;
    return finding === undefined ? [] : [{ number, finding, all: here, isRepeat: finding !== all[0] }];
  });
}

/** The official text: null of our own checks. */
export const officialTextOf = ({ params, message }: Finding): string | null =>
  params.text === undefined || params.text === '' || message.includes(params.text) ? null : params.text;

/** Where in the XML a finding points at: a line, an element, or both. */
export interface XmlPlace {
  readonly line: number | null;
  /** "/Invoice/cac:TaxTotal[1]"; null where only the line is known. */
  readonly xpath: string | null;
}

/** As the rules say it, else by the place on the paper; null where neither is known. */
export function xmlPlaceOf({ params, place }: Finding): XmlPlace | null {
  const line = Number(params.line);
  if (Number.isInteger(line) && line > 0) return { line, xpath: params.xpath ?? null };
  const xpath = xpathOfPlace(place);
  return xpath === null ? null : { line: null, xpath };
}

/** The XML places of findings, each once, from the top. */
export function xmlPlacesOf(findings: readonly Finding[]): XmlPlace[] {
  const places = findings.flatMap((finding) => xmlPlaceOf(finding) ?? []);
  const once = new Map(places.map((place) => [`${place.line} ${place.xpath}`, place]));
  return [...once.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
