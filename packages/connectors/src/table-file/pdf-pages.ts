/** The pages of a paper: where the next line goes, what stands at the head and the foot of each, and which way it is held. */
import { MARGIN } from './pdf-layout.ts';
import { drawLetterhead } from './pdf-letterhead.ts';
import { INK, type PdfPen, SOFT, type TextStyle } from './pdf-pen.ts';
import type { TableFile } from './table-file.ts';

const FOOTER_HEIGHT = 22;
const TITLE: TextStyle = { face: 'bold', size: 14, ink: INK };
const FACT: TextStyle = { face: 'plain', size: 8.5, ink: SOFT };
/** The title again, on the pages that follow. */
const RUNNING: TextStyle = { face: 'plain', size: 8, ink: SOFT };
const FOOTER: TextStyle = { face: 'plain', size: 7.5, ink: SOFT };

type Head = Pick<TableFile, 'letterhead' | 'title' | 'facts' | 'language'>;

export class PdfPages {
  readonly pen: PdfPen;
  readonly language: 'tr' | 'en';
  /** Where the next line goes, in points from the top. */
  y = 0;
  #count = 0;
  #isWide = false;
  readonly #head: Head;
  readonly #running: string;

  /** `running` stands at the head of the pages that follow the first. */
  constructor(pen: PdfPen, head: Head, running: string) {
    this.pen = pen;
    this.language = head.language;
    this.#head = head;
    this.#running = running;
  }

  get width(): number {
    return this.pen.doc.page.width - 2 * MARGIN;
  }

  get isWide(): boolean {
    return this.#isWide;
  }

  /** Whether so many points are left above the foot. */
  has(height: number): boolean {
    return this.y + height <= this.pen.doc.page.height - MARGIN - FOOTER_HEIGHT;
  }

  /** The first page with its head. */
  begin(isWide: boolean): void {
    this.#turn(isWide);
    const { letterhead, title, facts } = this.#head;
    if (letterhead !== null) this.y = drawLetterhead(this.pen, letterhead, this.y);
    this.paragraph(title, TITLE);
    for (const fact of facts) this.paragraph(fact, FACT);
    this.y += 6;
  }

  next(isWide = this.#isWide): void {
    this.#footer(String(this.#count));
    this.#turn(isWide);
    this.paragraph(this.#running, RUNNING);
    this.y += 4;
  }

  /** The last page says that it is the last. */
  end(): void {
    this.#footer(`${this.#count} / ${this.#count}`);
  }

  /** Across the paper, in at most so many lines. */
  paragraph(text: string, style: TextStyle, most = 2): void {
    this.y = this.pen.paragraph(text, { x: MARGIN, y: this.y, width: this.width }, style, most);
  }

  #turn(isWide: boolean): void {
    this.pen.doc.addPage({ size: 'A4', layout: isWide ? 'landscape' : 'portrait', margin: 0 });
    this.#isWide = isWide;
    this.#count += 1;
    this.y = MARGIN;
  }

  #footer(number: string): void {
    const text = `${this.language === 'tr' ? 'Sayfa' : 'Page'} ${number}`;
    const { width, height } = this.pen.doc.page;
    const left = width - MARGIN - this.pen.measure(text, FOOTER.face, FOOTER.size);
    this.pen.write(text, left, height - MARGIN - 10, FOOTER);
  }
}
