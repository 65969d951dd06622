/** Opens a PDF whose pages are drawn while they are read: what draws fails, the stream is destroyed with its error. */
import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { PdfPen } from './pdf-pen.ts';
import type { TableFile } from './table-file.ts';

/** `draw` may wait for the reader; it ends early where `out` is destroyed. */
export async function openPaper(
  { title, language }: Pick<TableFile, 'title' | 'language'>,
  draw: (pen: PdfPen, out: Readable) => Promise<void>,
): Promise<Readable> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    // None of its own: ours are opened by the pen.
    font: '',
    // Texts of a book are seldom the same: what is laid out once is a letter (`PdfPen`).
    fontLayoutCache: false,
    lang: language,
    info: { Title: title, Creator: 'AI Muhasebi' },
  });
  const pen = await PdfPen.of(doc);
  const out: Readable = doc as PDFKit.PDFDocument & Readable;
  draw(pen, out).then(
    () => doc.end(),
    (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return out;
}
