/** The facts that stand beside the parties of every document. */
import type { PostalAddress } from '@muhasebi/accounting/fatura/invoice-parts.ts';
import type { PaperFact } from './paper.ts';
import { dateText } from './paper-text.ts';
import type { PaperWord, Say } from './paper-words.ts';

/** What is not stated is left out. */
export const factsOf = (facts: readonly (readonly [PaperWord, string | null])[], say: Say): PaperFact[] =>
  facts.flatMap(([word, value]): PaperFact[] => (value === null || value === '' ? [] : [[say(word), value]]));

/** A day with its hour, as far as they are stated. */
export const momentOf = (date: string | null, time: string | null): string | null =>
  date === null ? null : [dateText(date), time?.slice(0, 5)].filter((part) => part !== undefined).join(' ');

export function addressOf(place: PostalAddress | null): string | null {
  if (place === null) return null;
  const parts = [place.address, place.postalZone, place.city, place.country].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
