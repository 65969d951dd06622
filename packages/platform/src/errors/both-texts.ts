/** One message of a schema in two languages: a schema has room for one text only, so both travel in it. */

/** The unit separator of ASCII: no sentence holds it. */
const BETWEEN = '\u001f';

/** The Turkish and the English text as one message of a schema. */
export function bothTexts(tr: string, en: string): string {
  return `${tr}${BETWEEN}${en}`;
}

/** The two texts of such a message; null where the message is not of `bothTexts`. */
export function readBothTexts(message: string): readonly [tr: string, en: string] | null {
  const [tr, en, more] = message.split(BETWEEN);
  return tr === undefined || en === undefined || more !== undefined ? null : [tr, en];
}
