/** Draws one document: by its own design, or laid out in our way, as a page or a PDF. */
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { readUbl } from '../ubl-tr/read-ubl.ts';
import { cleanHtml } from './clean-html.ts';
import { DRAWING_LIMITS, type DrawingAnswer, type DrawingRequest } from './drawing.ts';
import { findEmbeddedDesign } from './embedded-design.ts';
import type { Paper } from './paper.ts';
import { paperHtml } from './paper-html.ts';
import { paperOf } from './paper-of.ts';
import { DesignFault, type XsltEngine } from './xslt-engine.ts';

/** Never rejects for what a document or its design holds. */
export async function drawDocument(engine: XsltEngine, request: DrawingRequest): Promise<DrawingAnswer> {
  const read = readUbl(request.bytes);
  if (!read.ok) return { kind: 'unreadable', reason: read.error.message, reasonEn: read.error.messageEn };
  const [document] = read.documents;
  if (document === undefined) throw new Error('a file that was read holds a document');
  if (request.design === 'auto') {
    const answer = await drawByItsOwn(engine, document.bytes);
    if (answer !== null) return answer;
  }
  const paper = paperOf(document, request.language);
  const content = request.as === 'pdf' ? await pdfOf(paper) : Buffer.from(paperHtml(paper));
  return { kind: 'drawn', design: 'own', content };
}

/** Null where it brings no design. */
async function drawByItsOwn(engine: XsltEngine, bytes: Uint8Array): Promise<DrawingAnswer | null> {
  const { utf8 } = decodeXml(bytes);
  const design = findEmbeddedDesign(utf8);
  if (design === null) return null;
  if (design.length > DRAWING_LIMITS.designBytes)
    return { kind: 'design-refused', refusal: 'too-large', detail: `${design.length} bytes` };
  try {
    const html = cleanHtml(await engine.draw(utf8, design, DRAWING_LIMITS.htmlBytes));
    if (html === null) throw new DesignFault('nothing was drawn');
    return { kind: 'drawn', design: 'embedded', content: Buffer.from(html) };
  } catch (error) {
    // Whatever stops the engine (a trap, a stack that overflows) is the design's doing: ours is drawn instead.
    const detail = error instanceof DesignFault ? error.detail : String(error).slice(0, 300);
    return { kind: 'design-refused', refusal: 'faulty', detail };
  }
}

/** What writes a PDF takes longer to load than a page to draw: it is loaded where one is asked for. */
async function pdfOf(paper: Paper): Promise<Uint8Array> {
  const { paperPdf } = await import('./paper-pdf.ts');
  return paperPdf(paper);
}
