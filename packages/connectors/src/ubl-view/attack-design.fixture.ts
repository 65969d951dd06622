/** Documents that bring a design of their own, for tests that draw them: harmless ones and attacks. */
import { invoiceXml } from '../ubl-tr/minimal-invoice.fixture.ts';

const OPEN = '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"';

/** A design: what stands before its templates, the body of the root template, further namespaces, what stands after. */
export interface DesignParts {
  readonly prolog?: string;
  readonly namespaces?: string;
  readonly top?: string;
  readonly body?: string;
}

export function design({ prolog = '', namespaces = '', top = '', body = '' }: DesignParts): string {
  return `${prolog}${OPEN} ${namespaces}><xsl:output method="html"/>${top}<xsl:template match="/"><html><head><title>t</title></head><body>${body}</body></html></xsl:template></xsl:stylesheet>`;
}

/** An invoice that brings this design. */
export function documentWith(xslt: string, fileName = 'tasarim.xslt'): Uint8Array {
  const base64 = Buffer.from(xslt).toString('base64');
  const extra = `<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cbc:IssueDate>2026-01-01</cbc:IssueDate><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/xml" encodingCode="Base64" filename="${fileName}">${base64}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`;
  return Buffer.from(invoiceXml({ extra }));
}
