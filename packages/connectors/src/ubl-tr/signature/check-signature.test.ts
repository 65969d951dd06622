/** Rules of signatures: what was signed holds, whatever was changed does not, and what the official samples are. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPeer } from '@muhasebi/testkit/peers.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceXml } from '../minimal-invoice.fixture.ts';
import { readUbl } from '../read-ubl.ts';
import { checkSignature } from './check-signature.ts';
import { signatureFindings } from './signature-findings.ts';
import type { SignatureState } from './signature-state.ts';
import { makeSeal, pemOf, type Seal, type SigningMethod, signedXml } from './signed-document.fixture.ts';
import { readTrustedRoots } from './trusted-roots.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../../shared/gib/samples');
const openssl = findPeer('openssl');

const check = (xml: string): SignatureState => checkSignature(Buffer.from(xml));
/** What is wrong with it, or the kind of its state. */
function verdict(xml: string): string {
  const state = check(xml);
  return 'reason' in state ? state.reason.code : state.kind;
}
const replaced = (xml: string, from: string | RegExp, to: string): string => {
  const changed = xml.replace(from, () => to);
  if (changed === xml) throw new Error(`${from} does not stand in the document`);
  return changed;
};

const METHOD: SigningMethod = { hash: 'sha256', canonical: 'inclusive' };

describe.skipIf(openssl === undefined)('a document signed with a key of our own', () => {
  const seals = new Map<string, Seal>();
  const seal = (kind: 'rsa' | 'ec', taxId = '4810058590'): Seal => {
    const made = seals.get(kind + taxId) ?? makeSeal(openssl ?? '', kind, taxId);
    seals.set(kind + taxId, made);
    return made;
  };
  const signed = (method: Partial<SigningMethod> = {}, xml = invoiceXml()): string =>
    signedXml(xml, seal('rsa'), { ...METHOD, ...method });

  it.each([
    ['rsa', 'sha256', 'inclusive'],
    ['rsa', 'sha512', 'exclusive'],
    ['ec', 'sha256', 'exclusive'],
    ['ec', 'sha384', 'inclusive'],
  ] as const)('is sound, by %s with %s, %s', (kind, hash, canonical) => {
    const xml = signedXml(invoiceXml(), seal(kind), { hash, canonical });
    expect(check(xml)).toMatchObject({
      kind: 'sound',
      signer: { name: 'Işık Ticaret A.Ş.', taxId: '4810058590', issuer: 'Işık Ticaret A.Ş.' },
      signedAt: '2026-03-15T10:00:00Z',
      chain: 'not-checked',
    });
  });

  it('is by a certificate that leads to a trusted root, at the time of signing, or is told why not', () => {
    const root = makeSeal(openssl ?? '', 'ec', '1111111111', { ca: true });
    const between = makeSeal(openssl ?? '', 'ec', '2222222222', { issuer: root, ca: true });
    const own = makeSeal(openssl ?? '', 'rsa', '4810058590', { issuer: between });
    const stranger = makeSeal(openssl ?? '', 'ec', '1111111111', { ca: true });
    const forged = makeSeal(openssl ?? '', 'rsa', '9999999999', { issuer: own });
    // After the last certificate was made: each is valid by then.
    const method = { ...METHOD, signedAt: new Date().toISOString() };
    const chain = (xml: string, ...pem: Seal[]) => {
      const state = checkSignature(Buffer.from(xml), readTrustedRoots(pem.map(pemOf).join('')));
      if (state.kind !== 'sound') return state.kind;
      return state.chain === 'untrusted' ? state.chainFault.code : state.chain;
    };
    const beside = signedXml(invoiceXml(), own, { ...method, beside: [between] });
    const alone = signedXml(invoiceXml(), own, method);
    expect(chain(beside, root)).toBe('trusted');
    expect(chain(alone, root, between)).toBe('trusted');
    expect(chain(alone, root)).toBe('issuer-untrusted');
    expect(chain(beside, stranger)).toBe('issuer-untrusted');
    // A seal is no issuer, whatever it signs.
    expect(chain(signedXml(invoiceXml(), forged, { ...method, beside: [own, between] }), root)).toBe(
      'issuer-untrusted',
    );
    const early = { ...method, signedAt: '2020-01-01T00:00:00Z', beside: [between] };
    expect(chain(signedXml(invoiceXml(), own, early), root)).toBe('certificate-not-in-time');
    const state = checkSignature(Buffer.from(alone), readTrustedRoots(pemOf(root)));
    expect(signatureFindings(Buffer.from(alone), state)).toMatchObject([
      { code: 'signature.untrusted', severity: 'warning', place: 'signature' },
    ]);
    expect(() => readTrustedRoots(pemOf(between))).toThrow('holds no root');
    expect(() => readTrustedRoots(pemOf(root).replace(/[A-Za-z]{4}/, '====='))).toThrow(TypeError);
  });

  it('stays sound in another encoding, with other line ends and as a document of an envelope', () => {
    const xml = signed({}, invoiceXml().replaceAll('><cac:', '>\n<cac:'));
    expect(checkSignature(Buffer.from(`\uFEFF${xml}`, 'utf16le')).kind).toBe('sound');
    expect(verdict(xml.replaceAll('\n', '\r\n'))).toBe('sound');
    const envelope =
      '<sh:StandardBusinessDocument xmlns:sh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">' +
      `<sh:StandardBusinessDocumentHeader/><p:Package xmlns:p="urn:p"><Elements><ElementList>${xml.replace(/^<\?xml[^>]*>\s*/, '')}` +
      '</ElementList></Elements></p:Package></sh:StandardBusinessDocument>';
    const result = readUbl(Buffer.from(envelope));
    expect(checkSignature(result.ok ? (result.documents[0]?.bytes ?? Buffer.of()) : Buffer.of()).kind).toBe(
      'sound',
    );
  });

  it('is broken where an amount was changed, an element added, or the signature belongs to another document', () => {
    expect(verdict(replaced(signed(), '>120.00<', '>920.00<'))).toBe('document-changed');
    const noted = replaced(
      signed(),
      '<cac:AccountingSupplierParty>',
      '<cbc:Note>ek</cbc:Note><cac:AccountingSupplierParty>',
    );
    expect(verdict(noted)).toBe('document-changed');
    const moved = /<ds:Signature .*<\/ds:Signature>/s.exec(signed())?.[0] ?? '';
    const other = replaced(
      signed({}, invoiceXml({ id: 'XYZ2026000000009' })),
      /<ds:Signature .*<\/ds:Signature>/s,
      moved,
    );
    expect(verdict(other)).toBe('document-changed');
  });

  it('is broken where the signature itself was changed: its value, its time, its certificate', () => {
    const value = /<ds:SignatureValue>(.{8})/.exec(signed())?.[1] ?? '';
    expect(verdict(replaced(signed(), value, 'AAAAAAAA'))).toBe('value-wrong');
    expect(verdict(replaced(signed(), '2026-03-15T10:00:00Z', '2026-03-14T10:00:00Z'))).toBe(
      'properties-changed',
    );
    const another = seal('rsa', '1234567890').certificate;
    expect(verdict(replaced(signed(), /(?<=<ds:X509Certificate>)[^<]+/, another))).toBe('certificate-other');
    expect(verdict(replaced(signed(), /(?<=<ds:X509Certificate>)[^<]{40}/, 'A'.repeat(40)))).toBe(
      'certificate-unreadable',
    );
  });

  it('is broken where the signature covers another part than what is read, or leaves its own properties out', () => {
    const part = '<SignedPart xmlns="urn:x" Id="part">120.00</SignedPart>';
    const wrapped = signed({ uri: '#part' }, invoiceXml({ extra: part }));
    expect(verdict(wrapped)).toBe('not-covering');
    const twice = replaced(wrapped, part, part + part);
    expect(verdict(twice)).toBe('reference-unclear');
    expect(verdict(signed({ propertiesSigned: false }))).toBe('properties-unsigned');
    const without = replaced(signed(), /<ds:Reference URI="">.*?<\/ds:Reference>/s, '');
    expect(verdict(without)).toBe('value-wrong');
  });

  it('holds for every one of several signatures, so that a second one hides nothing', () => {
    const tampered = replaced(signed(), '>120.00<', '>920.00<');
    expect(check(signedXml(tampered, seal('ec'), METHOD)).kind).toBe('broken');
  });

  it('is not judged where its method is not known or no certificate stands beside it', () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    expect(check(replaced(signed(), /http:[^"]*rsa-sha256/, sha1))).toMatchObject({
      kind: 'unknown',
      reason: { code: 'algorithm-unknown', message: expect.stringContaining(sha1) },
    });
    const filter = '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/></ds:Transforms>';
    expect(verdict(replaced(signed(), '</ds:Transforms>', filter))).toBe('value-wrong');
    expect(check(replaced(signed(), /<ds:KeyInfo>.*<\/ds:KeyInfo>/s, ''))).toMatchObject({
      kind: 'unknown',
      reason: { code: 'certificate-missing' },
    });
  });

  it('is not judged where that would take too long: too many namespaces, signatures or references', () => {
    const many = Array.from({ length: 600 }, (_, index) => ` xmlns:n${index}="urn:${index}"`).join('');
    const notes = '<cbc:Note/>'.repeat(1_000);
    const wide = replaced(signed({}, invoiceXml({ extra: notes })), '<Invoice ', `<Invoice${many} `);
    expect(verdict(wide)).toBe('too-complex');
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(signed())?.[0] ?? '';
    expect(verdict(replaced(signed(), signature, signature.repeat(6)))).toBe('too-complex');
  });

  it('whichever byte of it is changed: it never throws, and what is still sound reads as before', () => {
    const xml = Buffer.from(signed());
    const before = readUbl(xml);
    const invoice = before.ok ? before.documents[0]?.invoice : null;
    fc.assert(
      fc.property(fc.nat(xml.length - 1), fc.integer({ min: 32, max: 126 }), (at, byte) => {
        const changed = Buffer.from(xml);
        changed[at] = byte;
        const result = readUbl(changed);
        if (!result.ok || checkSignature(changed).kind !== 'sound') return;
        expect(result.documents[0]?.invoice).toEqual(invoice);
      }),
      { numRuns: 300 },
    );
  });
});

it('a document without a signature, or with the empty template of one, has none', () => {
  expect(verdict(invoiceXml())).toBe('absent');
  const template =
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/><ds:SignatureValue> </ds:SignatureValue></ds:Signature>';
  expect(verdict(invoiceXml({ extra: template }))).toBe('absent');
});

describe.skipIf(!existsSync(SAMPLES))('the signed samples of GİB', () => {
  const bytesOf = (name: string): Buffer => readFileSync(join(SAMPLES, 'e-fatura-paketi', name));
  const states = (bytes: Buffer): string[] => {
    const result = readUbl(bytes);
    return result.ok ? result.documents.map((each) => verdict(Buffer.from(each.bytes).toString())) : [];
  };

  it('that nobody changed are sound, in their envelopes too', () => {
    const names = globSync('{4,5,8,9}_*.xml', { cwd: join(SAMPLES, 'e-fatura-paketi') });
    expect(names).toHaveLength(8);
    for (const name of [...names, '7_UYGULAMA_YANITI_IADE_ZARF.xml']) {
      expect([name, ...states(bytesOf(name))]).toEqual([name, 'sound']);
    }
  });

  it('whose schema was renamed after signing are broken as they stand, and sound once it is named as it was', () => {
    for (const name of ['1_TEMEL_FATURA', '1_TEMEL_FATURA_ZARF', '2_TICARI_FATURA']) {
      const bytes = bytesOf(`${name}.xml`);
      expect(states(bytes)).toEqual(['document-changed']);
      const asSigned = bytes.toString().replace('UBLTR-Invoice-2.1.xsd', 'UBLTR-Invoice-2.0.xsd');
      expect([name, ...states(Buffer.from(asSigned))]).toEqual([name, 'sound']);
    }
  });
});
