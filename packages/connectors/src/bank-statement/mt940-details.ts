/** The :86: of MT940: free text, or fields that begin with "?20" or ">20" (as German and Polish banks write them). */
import { plainText } from './bank-statement.ts';

export interface Mt940Details {
  readonly text: string;
  readonly counterpartyName: string;
  readonly counterpartyAccount: string;
}

const STRUCTURED = /^\s*\d{3}\s*([?>])\d\d/;
/** Purpose: 20–29, and 60–63 where those are full. */
const PURPOSE = /^(?:2\d|6[0-3])$/;

/** `lines`: the value of :86: and the lines behind it. */
export function readDetails(lines: readonly string[]): Mt940Details {
  // Wrapped at 65 letters wherever that falls, between a mark and its number too.
  const joined = lines.join('');
  const mark = STRUCTURED.exec(joined)?.[1];
  if (mark === undefined)
    return { text: plainText(lines.join(' ')), counterpartyName: '', counterpartyAccount: '' };
  const fields = new Map<string, string>();
  for (const part of joined.split(mark).slice(1)) {
    const code = part.slice(0, 2);
    fields.set(code, (fields.get(code) ?? '') + part.slice(2));
  }
  const purpose = [...fields].filter(([code]) => PURPOSE.test(code)).map(([, value]) => value);
  return {
    text: plainText(`${fields.get('00') ?? ''} ${purpose.join('')}`),
    counterpartyName: plainText(`${fields.get('32') ?? ''}${fields.get('33') ?? ''}`),
    counterpartyAccount: plainText(fields.get('38') ?? fields.get('31') ?? '').replaceAll(' ', ''),
  };
}
