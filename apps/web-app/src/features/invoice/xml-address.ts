/** A place of the document's XML in the address: "?satir=12&yol=/Invoice/cbc:ID"; a link that can be passed on. */
import type { XmlPlace } from './group-findings.ts';

interface Search {
  readonly satir?: string;
  readonly yol?: string;
}

/** The address with this place, or with none. */
export function searchWith<S extends Search>(now: S, place: XmlPlace | null) {
  const { satir: _line, yol: _xpath, ...rest } = now;
  if (place === null) return rest;
  return {
    ...rest,
    ...(place.line === null ? {} : { satir: String(place.line) }),
    ...(place.xpath === null ? {} : { yol: place.xpath }),
  };
}
