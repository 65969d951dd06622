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

export class PdfPen {
  readonly doc: PDFKit.PDFDocument;
  readonly #known = { plain: new Map<string, number>(), bold: new Map<string, number>() };

  private constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
  }

  /** The fonts become part of the file. */
  static async of(doc: PDFKit.PDFDocument): Promise<PdfPen> {
    for (const face of ['plain', 'bold'] as const)
      doc.registerFont(face, await readFile(fileURLToPath(FONTS[face])));
    return new PdfPen(doc);
  }

  write(text: string, x: number, y: number, { face, size, ink }: TextStyle): void {
    this.doc.font(face, size).fillColor(ink).text(text, x, y, { lineBreak: false });
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
    this.doc
      .moveTo(MARGIN, y)
      .lineTo(this.doc.page.width - MARGIN, y)
      .lineWidth(0.5)
      .stroke(ink);
  }

  /** Widths are measured once a text, at size 1. */
  measure(text: string, face: Face, size: number): number {
    const known = this.#known[face];
    let width = known.get(text);
    if (width === undefined) {
      width = this.doc.font(face, 100).widthOfString(text) / 100;
      if (known.size > 20_000) known.clear();
      known.set(text, width);
    }
    return width * size;
  }
}
