/** Breaks text into lines of a width, word by word; what is too long ends in an ellipsis. */

/** Width of a text as it will be drawn. */
export type Measure = (text: string) => number;

/** At most `most` lines, each indented as the text is; a word wider than a line is broken inside. */
export function breakLines(text: string, width: number, most: number, measure: Measure): string[] {
  if (text === '') return [];
  if (measure(text) <= width) return [text];
  const [indent = ''] = /^ +/.exec(text) ?? [];
  if (indent !== '')
    return breakLines(text.trimStart(), width - measure(indent), most, measure).map(
      (line) => `${indent}${line}`,
    );
  const lines: string[] = [];
  let line = '';
  for (const word of pieces(text, width, measure)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = word;
      if (lines.length === most) break;
    }
  }
  if (lines.length < most) lines.push(line);
  else lines[most - 1] = cutTo(`${lines[most - 1] ?? ''} …`, width, measure);
  return lines;
}

/** Words, those wider than a line in parts. */
function pieces(text: string, width: number, measure: Measure): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const parts: string[] = [];
      let rest = word;
      while (measure(rest) > width && rest.length > 1) {
        const fits = fitting(rest, width, measure);
        parts.push(rest.slice(0, fits));
        rest = rest.slice(fits);
      }
      return [...parts, rest];
    });
}

/** How many characters fit; at least one. */
function fitting(text: string, width: number, measure: Measure): number {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(text.slice(0, middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text without its last words or letters before the ellipsis, so that it fits. */
function cutTo(text: string, width: number, measure: Measure): string {
  let body = text.replace(/\s*…$/, '');
  while (body !== '' && measure(`${body}…`) > width) body = body.slice(0, -1).trimEnd();
  return `${body}…`;
}
