/** The letterhead at the head of the first page: a small logo, and beside it name, lines and the line of the stamp. */
import { MARGIN } from './pdf-layout.ts';
import { INK, type PdfPen, RULE, SOFT, type TextStyle } from './pdf-pen.ts';
import type { FileLetterhead } from './table-file.ts';

/** The largest that a logo is printed, in points; it is never enlarged. */
const LOGO = { width: 135, height: 40 };
/** A pixel of CSS, in points. */
const PIXEL = 0.75;
const GAP = 12;
/** More lines than these are set as one paragraph, so that the letterhead never takes the page. */
const MOST_LINES = 8;
/** An address of the longest that is taken. */
const MOST_OF_A_LINE = 4;
const MOST_TOGETHER = 16;

const NAME: TextStyle = { face: 'bold', size: 10.5, ink: INK };
const LINE: TextStyle = { face: 'plain', size: 7.5, ink: SOFT };
const SIGNER: TextStyle = { face: 'bold', size: 7.5, ink: INK };

/** Begins at `top`; answers where the page goes on. Throws where the logo is no picture. */
export function drawLetterhead(
  pen: PdfPen,
  { name, lines, signer, logo }: FileLetterhead,
  top: number,
): number {
  const size = logo === null ? { width: 0, height: 0 } : sizeOf(logo);
  if (logo !== null) pen.doc.image(Buffer.from(logo.png), MARGIN, top, size);
  const x = MARGIN + (logo === null ? 0 : size.width + GAP);
  const width = pen.doc.page.width - MARGIN - x;
  let y = pen.paragraph(name, { x, y: top, width }, NAME, 2);
  const most = lines.length > MOST_LINES ? MOST_TOGETHER : MOST_OF_A_LINE;
  const texts = lines.length > MOST_LINES ? [lines.join(' · ')] : lines;
  for (const text of texts) y = pen.paragraph(text, { x, y, width }, LINE, most);
  if (signer !== null) y = pen.paragraph(signer, { x, y: y + 1, width }, SIGNER, 2);
  const bottom = Math.max(y, top + size.height) + 5;
  pen.rule(bottom, RULE);
  return bottom + 9;
}

function sizeOf({ width, height }: { readonly width: number; readonly height: number }) {
  const scale = Math.min(LOGO.width / width, LOGO.height / height, PIXEL);
  return { width: width * scale, height: height * scale };
}
