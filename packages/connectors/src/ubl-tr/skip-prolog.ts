/** Finds the first markup of an XML text behind its declaration, comments and processing instructions. */

/**
 * Index of what follows the prolog; the text's length where the prolog never ends. A plain loop: a regular expression
 * over a prolog of millions of parts would run out of stack or of time.
 */
export function skipProlog(text: string): number {
  let at = 0;
  for (;;) {
    at = skipWhiteSpace(text, at);
    const end = text.startsWith('<!--', at) ? '-->' : '?>';
    if (end === '?>' && !text.startsWith('<?', at)) return at;
    // Behind the opening mark, so that "<!-->" does not close itself.
    const close = text.indexOf(end, at + (end === '-->' ? 4 : 2));
    if (close < 0) return text.length;
    at = close + end.length;
  }
}

function skipWhiteSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++;
  return at;
}
