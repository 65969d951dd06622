/** Walks the tags of well-formed XML text where no tree is needed. */

export interface Tag {
  readonly name: string;
  readonly isClose: boolean;
  /** Closes itself. */
  readonly isEmpty: boolean;
  /** Where it begins, and behind its end. */
  readonly start: number;
  readonly end: number;
}

/**
 * Calls `see` for each tag in order; comments, CDATA and instructions are passed over. A plain loop: a regular
 * expression over a tag of a million attributes runs out of stack.
 */
export function scanTags(xml: string, see: (tag: Tag) => void): void {
  for (let start = xml.indexOf('<'); start >= 0; ) {
    const passed = passOver(xml, start);
    const end = passed ?? endOfTag(xml, start);
    if (passed === null) {
      const isClose = xml.charAt(start + 1) === '/';
      const nameStart = start + (isClose ? 2 : 1);
      const name = xml.slice(nameStart, endOfName(xml, nameStart));
      see({ name, isClose, isEmpty: !isClose && xml.charAt(end - 2) === '/', start, end });
    }
    start = xml.indexOf('<', end);
  }
}

const END = 0x3e;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/** Behind the tag that begins at `start`; a ">" inside of an attribute does not end it. */
export function endOfTag(xml: string, start: number): number {
  for (let at = start + 1; at < xml.length; at++) {
    const letter = xml.charCodeAt(at);
    if (letter === END) return at + 1;
    if (letter !== QUOTE && letter !== APOSTROPHE) continue;
    const close = xml.indexOf(letter === QUOTE ? '"' : "'", at + 1);
    if (close < 0) return xml.length;
    at = close;
  }
  return xml.length;
}

const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** Behind what begins at `start` where that is no tag, else null. */
function passOver(xml: string, start: number): number | null {
  for (const [open, close] of OTHERS) {
    if (!xml.startsWith(open, start)) continue;
    const end = xml.indexOf(close, start + open.length);
    return end < 0 ? xml.length : end + close.length;
  }
  return null;
}

function endOfName(xml: string, start: number): number {
  let at = start;
  while (at < xml.length && !' \t\r\n/>'.includes(xml.charAt(at))) at++;
  return at;
}
