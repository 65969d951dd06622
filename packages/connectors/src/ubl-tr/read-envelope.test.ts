/** Rules of envelopes: several documents, each whole on its own. */

import { describe, expect, it } from 'vitest';
import { invoiceElement } from './minimal-invoice.fixture.ts';
import { readUbl } from './read-ubl.ts';
import { sliceEnvelope } from './slice-envelope.ts';

const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';

/** A GİB envelope; `onPackage` are attributes of its package, which the documents inherit. */
function envelope(
  documents: readonly string[],
  onPackage = '',
  header = '<sh:StandardBusinessDocumentHeader/>',
): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- zarf --><sh:StandardBusinessDocument xmlns:sh="${SBDH}" xmlns:ef="http://www.efatura.gov.tr/package-namespace">` +
      `${header}<ef:Package ${onPackage}><Elements><ElementType>INVOICE</ElementType>` +
      `<ElementCount>${documents.length}</ElementCount><ElementList><!-- <x> -->${documents.join('\n')}</ElementList></Elements></ef:Package></sh:StandardBusinessDocument>`,
  );
}

describe('an envelope', () => {
  it('gives its documents in order, each as bytes that read the same on their own', () => {
    const result = readUbl(envelope(['A1', 'B2', 'C3'].map((id) => invoiceElement({ id }))));
    if (!result.ok) throw new Error(result.error.messageEn);
    expect(result.documents.map((document) => document.header.id)).toEqual(['A1', 'B2', 'C3']);
    for (const document of result.documents) {
      const alone = readUbl(document.bytes);
      expect(alone.ok && alone.documents[0]?.invoice).toEqual(document.invoice);
    }
  });

  it('says who sent it to whom, under which alias, and what it is called; one with an empty header says nothing', () => {
    const side = (name: string, alias: string, taxId: string) =>
      `<sh:${name}><sh:Identifier> ${alias} </sh:Identifier><sh:ContactInformation><sh:Contact>${taxId}</sh:Contact><sh:ContactTypeIdentifier>VKN_TCKN</sh:ContactTypeIdentifier></sh:ContactInformation></sh:${name}>`;
    const header = `<sh:StandardBusinessDocumentHeader>${side('Sender', 'urn:mail:defaultgb@a.com', '1234567808')}${side('Receiver', 'urn:mail:defaultpk@b.com', '9876543217').replace('<sh:ContactInformation>', '<sh:ContactInformation><sh:Contact>Örnek A.Ş.</sh:Contact><sh:ContactTypeIdentifier>UNVAN</sh:ContactTypeIdentifier></sh:ContactInformation><sh:ContactInformation>')}<sh:DocumentIdentification><sh:InstanceIdentifier>FFB7E412-83b5-4e49-ba41-6605fdec43de</sh:InstanceIdentifier><sh:Type>SENDERENVELOPE</sh:Type></sh:DocumentIdentification></sh:StandardBusinessDocumentHeader>`;
    expect(readUbl(envelope([invoiceElement()], '', header))).toMatchObject({
      envelope: {
        id: 'ffb7e412-83b5-4e49-ba41-6605fdec43de',
        type: 'SENDERENVELOPE',
        sender: { alias: 'urn:mail:defaultgb@a.com', taxId: '1234567808', name: null },
        receiver: { alias: 'urn:mail:defaultpk@b.com', taxId: '9876543217', name: 'Örnek A.Ş.' },
      },
    });
    const nobody = { alias: null, taxId: null, name: null };
    expect(readUbl(envelope([invoiceElement()]))).toMatchObject({
      envelope: { id: null, type: null, sender: nobody, receiver: nobody },
    });
    expect(readUbl(Buffer.from(invoiceElement()))).toMatchObject({ ok: true, envelope: null });
  });

  it('keeps each document byte for byte, so that its signature still holds', () => {
    const element = invoiceElement({ sellerName: '<![CDATA[</Invoice> & <b>]]>', extra: '<!-- "\'> -->' });
    const result = readUbl(envelope([element]));
    const bytes = result.ok ? result.documents[0]?.bytes : undefined;
    expect(Buffer.from(bytes ?? []).toString()).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n${element}`);
  });

  it('passes on the namespaces that a document inherits and uses, and no others', () => {
    const cbc = 'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';
    const result = readUbl(
      envelope([invoiceElement().replace(` ${cbc}`, '')], `${cbc} xmlns:unused="urn:x"`),
    );
    if (!result.ok) throw new Error(result.error.messageEn);
    const text = Buffer.from(result.documents[0]?.bytes ?? []).toString();
    expect(text).toContain(cbc);
    expect(text).not.toMatch(/xmlns:(?:unused|sh|ef)/);
    const alone = readUbl(Buffer.from(text));
    expect(alone.ok && alone.documents[0]?.header.id).toBe('ABC2026000000001');
  });

  it('is cut whatever its tags are like: a million attributes cost no stack, letters outside of ASCII stay', () => {
    const many = ' a=">"'.repeat(1_000_000);
    const list = `<ElementList xmlns:ı="urn:ı"><A${many}><ı:b c="'/>'">ğ</ı:b></A></ElementList>`;
    const slices = sliceEnvelope(Buffer.from(list)).map((slice) => Buffer.from(slice).toString());
    const expected = `<?xml version="1.0" encoding="UTF-8"?>\n<A xmlns:ı="urn:ı"${many}><ı:b c="'/>'">ğ</ı:b></A>`;
    // Told apart without printing twelve million letters.
    expect([slices.length, slices[0] === expected]).toEqual([1, true]);
  });

  it('with one document that cannot be read still gives the others', () => {
    const foreign = invoiceElement({ customization: 'urn:peppol' });
    const result = readUbl(
      envelope([invoiceElement({ id: 'A1' }), foreign, '<not-ubl/>', invoiceElement({ id: 'B2' })]),
    );
    if (!result.ok) throw new Error(result.error.messageEn);
    expect(result.documents.map((document) => document.header.id)).toEqual(['A1', 'B2']);
    expect(result.refused.map(({ index, error }) => [index, error.code])).toEqual([
      [1, 'ubl.not-tr'],
      [2, 'ubl.unknown-root'],
    ]);
    const last = readUbl(result.documents[1]?.bytes ?? new Uint8Array());
    expect(last.ok && last.documents[0]?.header.id).toBe('B2');
  });

  it('in which nothing can be read is refused with the first fault; too many documents with their number', () => {
    const none = readUbl(envelope(['<not-ubl/>']));
    expect(none).toMatchObject({ ok: false, error: { code: 'ubl.unknown-root' } });
    const many = readUbl(envelope([invoiceElement(), invoiceElement()]), { maxDocuments: 1 });
    expect(many).toMatchObject({ ok: false, error: { code: 'envelope.too-many', params: { count: '2' } } });
  });
});
