/** The name of an uploaded file as it is kept and shown: no path, nothing that disturbs the text around it. */

const MOST_LETTERS = 255;

/** Browsers write these three as escapes in the header of a part, and nothing else. Source: WHATWG HTML, form submission. */
const ESCAPES: Readonly<Record<string, string>> = { '%22': '"', '%0A': '\n', '%0D': '\r' };

/** Control characters, and those that turn the direction of what follows: "…\u202Elmx.exe" would show as "…exe.xml". */
const DISTURBING = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** The last part of the name given, at most 255 letters with its ending kept; "adsiz" where nothing is left. */
export function plainName(name: string): string {
  const given = name.replaceAll(/%22|%0[AD]/gi, (written) => ESCAPES[written.toUpperCase()] ?? written);
  const last = given.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const plain = shortened(last.replaceAll(DISTURBING, '\uFFFD').trim());
  return plain === '' ? 'adsiz' : plain;
}

/** Cut before the ending, by which people and programs know the kind; never through the middle of a letter. */
function shortened(name: string): string {
  if (name.length <= MOST_LETTERS) return name.toWellFormed();
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  const stem = name.slice(0, MOST_LETTERS - ending.length).replace(/[\uD800-\uDBFF]$/, '');
  return (stem + ending).toWellFormed();
}
