/** English texts of the faces of a document: as read, as drawn, as XML. */
import type { documentView as turkish } from '../tr/document-view.ts';

export const documentView: typeof turkish = {
  label: 'How the document is shown',
  face: { read: 'As read', drawn: 'As drawn', xml: 'XML' },
  next: 'Next way to show the document: as read, as drawn, XML',
  pdf: 'Download PDF',
  rendering: { pdf: 'Integrator’s rendering (PDF)', html: 'Integrator’s rendering (HTML)' },
  print: 'Print',
  frame: 'The document as drawn',
  design: { embedded: "The document's own design", own: 'Our layout' },
  toOwn: 'Show in our layout',
  toEmbedded: 'Show in its own design',
  noDesign: 'The document brings no design of its own; it is shown in our layout.',
  refused: {
    faulty: "The document's own design could not be drawn; it is shown in our layout.",
    'too-slow': "The document's own design took too long; it is shown in our layout.",
    'too-large': "The document's own design is too large; it is shown in our layout.",
  },
  xml: {
    label: "The document's XML text",
    search: 'Search in the XML',
    found: '{{n}} / {{total}}',
    none: 'Not found',
    next: 'Next',
    previous: 'Previous',
    copy: 'Copy',
    copied: 'Copied',
    finding: 'Finding {{n}} of {{total}}',
    part: 'Part {{part}}, from line {{line}} (file of {{size}})',
    partNote: 'Search and copy are of this part.',
    partNext: 'Next part',
    partPrevious: 'Previous part',
    cut: '… {{n}} more characters',
  },
};
