/** Rules of large documents: they are read, looked at and judged in a process of their own, with the very same outcome. */
import { findPeer } from '@muhasebi/testkit/peers.ts';
import { describe, expect, it } from 'vitest';
import { judgeOfAnySize } from '../gib-rules/judge-any-size.ts';
import { openRulePack } from '../gib-rules/rule-pack.ts';
import { packOf } from '../gib-rules/schematron.fixture.ts';
import { invoiceElement, lineXml } from './minimal-invoice.fixture.ts';
import { MOST_BYTES_HERE, readSignedOfAnySize, readUblOfAnySize } from './read-any-size.ts';
import { readUbl } from './read-ubl.ts';
import { checkSignature } from './signature/check-signature.ts';
import { makeSeal, pemOf, signedXml } from './signature/signed-document.fixture.ts';
import { readTrustedRoots } from './signature/trusted-roots.ts';

const openssl = findPeer('openssl');
const LIMIT = { maxBytes: 20 * 1024 * 1024 };
const lines = Array.from({ length: 14_000 }, (_, n) => lineXml(String(n + 1), `${n}.10`)).join('');
const large = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${invoiceElement({ lines })}`);

describe('a large document', () => {
  it('reads the same apart as here, with every line', async () => {
    expect(large.length).toBeGreaterThan(MOST_BYTES_HERE);
    const apart = await readUblOfAnySize(large, LIMIT);
    expect(apart).toEqual(readUbl(large, LIMIT));
    expect(apart.ok && apart.documents[0]?.invoice?.lines.length).toBe(14_000);
  });

  it('is refused with the same words where it cannot be read, and without a process where it is over the limit', async () => {
    const torn = large.subarray(0, large.length - 50);
    expect(await readUblOfAnySize(torn, LIMIT)).toEqual(readUbl(torn, LIMIT));
    const asked = await readUblOfAnySize(large, { maxBytes: MOST_BYTES_HERE });
    expect(asked).toMatchObject({ ok: false, error: { code: 'file.too-large' } });
  });

  it.skipIf(openssl === undefined)('has its signature looked at, up to the operator’s roots', async () => {
    const root = makeSeal(openssl ?? '', 'ec', '1111111111', { ca: true });
    const seal = makeSeal(openssl ?? '', 'ec', '4810058590', { issuer: root });
    const extra = `<cbc:Note>${'uzun söz '.repeat(600_000)}</cbc:Note>`;
    const xml = `<?xml version="1.0" encoding="UTF-8"?>${invoiceElement({ extra })}`;
    const signedAt = new Date(Date.now() + 60_000).toISOString();
    const method = { hash: 'sha256', canonical: 'exclusive', signedAt } as const;
    const signed = Buffer.from(signedXml(xml, seal, method));
    const roots = readTrustedRoots(pemOf(root));
    const { signature } = await readSignedOfAnySize(signed, LIMIT, roots);
    expect(signature).toEqual(checkSignature(signed, roots));
    expect(signature).toMatchObject({ kind: 'sound', chain: 'trusted' });
  });

  it('is judged the same apart as here', async () => {
    const files = packOf(
      '<sch:pattern id="satir"><sch:rule context="cac:InvoiceLine"><sch:assert test="cbc:ID &lt; 13999" id="Az">çok satır: <sch:value-of select="cbc:ID"/></sch:assert></sch:rule></sch:pattern>',
    );
    const pack = openRulePack(files);
    const how = { type: 'efatura', today: '2026-11-28' } as const;
    const apart = await judgeOfAnySize(pack, async () => files, large, how);
    expect(apart).toEqual(pack.judge(large, how));
    expect(apart.faultCount).toBe(2);
    pack.dispose();
  });
});
