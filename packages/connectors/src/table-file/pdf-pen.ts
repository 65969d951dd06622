/** Writes text and rules on a page in the two faces of the font, and measures what it would write. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MARGIN } from './pdf-layout.ts';
import { breakLines } from './pdf-lines.ts';

export const INK = '#1b1f26';
export const SOFT = '#565f6c';
export const RULE = '#d5dae1';

export type Face = 'plain' | 'bold';

/** Sizes in points. */
export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  readonly ink: string;
}

const FONTS: Readonly<Record<Face, string>> = {
  plain: import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
};

/** A font of pdfkit, of which only the text it lays out is public. */
interface Font {
  readonly id: string;
  /** Thousandths of the size. */
  readonly ascender: number;
  /** The glyphs as hexadecimal numbers, and how wide each is in thousandths of the size. */
  encode(text: string): [codes: string[], widths: { readonly advanceWidth: number }[]];
  ref(): object;
  readonly font: ReadFont;
}

/** A font as it is read from its file: the same for all documents. */
interface ReadFont {
  /** Code points that it has letters for. */
  readonly characterSet: readonly number[];
  glyphForCodePoint(code: number): unknown;
}

/** A font of one document, made of what was read; it gathers the letters that this document needs. */
type FontOfDocument = new (doc: PDFKit.PDFDocument, font: ReadFont, id: string) => Font;

/** What pdfkit keeps for itself: its fonts, the one in use, and a page's bytes and fonts. */
interface Insides {
  readonly _font: Font;
  readonly _fontFamilies: Record<string, Font>;
  _fontCount: number;
  readonly page: { readonly fonts: Record<string, object> };
  addContent(operators: string): void;
}

interface Glyph {
  readonly code: string;
  /** Part of the size. */
  readonly width: number;
}

/**
 * Letters of Latin scripts stand side by side: each is laid out once, not each text. What has other letters is laid out
 * as a whole, since its letters may change with their neighbours.
 */
const SIDE_BY_SIDE = /^[\u0020-\u024f\u2010-\u2044\u20a0-\u20bf]*$/;

const READ = new Map<Face, { readonly FontOf: FontOfDocument; readonly font: ReadFont }>();

export class PdfPen {
  readonly doc: PDFKit.PDFDocument & Insides;
  readonly #glyphs = { plain: new Map<string, Glyph>(), bold: new Map<string, Glyph>() };
  readonly #inks = new Map<string, string>();

  private constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc as PDFKit.PDFDocument & Insides;
  }

  /** The fonts become part of the file. */
  static async of(doc: PDFKit.PDFDocument): Promise<PdfPen> {
    const pen = new PdfPen(doc);
    for (const face of ['plain', 'bold'] as const) await pen.#open(face);
    return pen;
  }

  /** Reading a font takes longer than writing a page with it: each is read once in a process. */
  async #open(face: Face): Promise<void> {
    const known = READ.get(face);
    if (known !== undefined) {
      this.doc._fontCount += 1;
      const { FontOf, font } = known;
      this.doc._fontFamilies[face] = new FontOf(this.doc, font, `F${this.doc._fontCount}`);
      return;
    }
    this.doc.registerFont(face, await readFile(fileURLToPath(FONTS[face])));
    const made = this.#font(face);
    // A letter that is first met as a part of another one (the S of Ş) would not know what it is, in every later document.
    for (const code of made.font.characterSet) made.font.glyphForCodePoint(code);
    READ.set(face, { FontOf: made.constructor as FontOfDocument, font: made.font });
  }

  write(text: string, x: number, y: number, { face, size, ink }: TextStyle): void {
    if (text === '') return;
    if (!SIDE_BY_SIDE.test(text)) {
      this.doc.font(face, size).fillColor(ink).text(text, x, y, { lineBreak: false });
      return;
    }
    let codes = '';
    for (const letter of text) codes += this.#glyphOf(letter, face).code;
    const font = this.#font(face);
    this.doc.page.fonts[font.id] ??= font.ref();
    // Pages of pdfkit count downwards: letters are turned back up.
    const base = y + (font.ascender / 1000) * size;
    this.doc.addContent(
      `BT ${this.#inkOf(ink)} rg 1 0 0 -1 ${short(x)} ${short(base)} Tm /${font.id} ${short(size)} Tf <${codes}> Tj ET`,
    );
  }

  /** In at most so many lines; answers where the next may begin. */
  paragraph(
    text: string,
    at: { readonly x: number; readonly y: number; readonly width: number },
    style: TextStyle,
    most: number,
  ): number {
    let { y } = at;
    for (const line of breakLines(text, at.width, most, (part) =>
      this.measure(part, style.face, style.size),
    )) {
      this.write(line, at.x, y, style);
      y += style.size * 1.4;
    }
    return y;
  }

  /** Across the paper between its margins. */
  rule(y: number, ink: string): void {
    const right = this.doc.page.width - MARGIN;
    this.doc.addContent(
      `0.5 w ${this.#inkOf(ink)} RG ${MARGIN} ${short(y)} m ${short(right)} ${short(y)} l S`,
    );
  }

  /** As `write` would write it; points. */
  measure(text: string, face: Face, size: number): number {
    if (!SIDE_BY_SIDE.test(text)) return (this.doc.font(face, 100).widthOfString(text) / 100) * size;
    let width = 0;
    for (const letter of text) width += this.#glyphOf(letter, face).width;
    return width * size;
  }

  #font(face: Face): Font {
    this.doc.font(face);
    return this.doc._font;
  }

  #glyphOf(letter: string, face: Face): Glyph {
    const known = this.#glyphs[face].get(letter);
    if (known !== undefined) return known;
    const [codes, widths] = this.#font(face).encode(letter);
    const glyph = {
      code: codes.join(''),
      width: widths.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) / 1000,
    };
    this.#glyphs[face].set(letter, glyph);
    return glyph;
  }

  /** "#1b1f26" as three parts of one. */
  #inkOf(ink: string): string {
    const known = this.#inks.get(ink);
    if (known !== undefined) return known;
    const parts = [1, 3, 5].map((at) => short(Number.parseInt(ink.slice(at, at + 2), 16) / 255)).join(' ');
    this.#inks.set(ink, parts);
    return parts;
  }
}

/** Hundredths of a point are finer than any printer. */
const short = (value: number): string => String(Math.round(value * 100) / 100);
