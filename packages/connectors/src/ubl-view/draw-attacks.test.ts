/** What designs inside documents may not do, tried by designs that try it. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DesignParts, design, documentWith } from './attack-design.fixture.ts';
import { drawTogether, htmlOf } from './draw-together.fixture.ts';
import type { DrawingAnswer } from './drawing.ts';
import { openDrawingRoom } from './drawing-room.ts';

const room = openDrawingRoom();
const hasty = openDrawingRoom({ timeMs: 1_000 });
const folder = mkdtempSync(join(tmpdir(), 'design-'));
const secret = join(folder, 'secret.xml');
let asked = 0;
const server = createServer((_, response) => {
  asked += 1;
  response.end('<x>GIZLI</x>');
});
let address = '';

beforeAll(async () => {
  writeFileSync(secret, '<x>GIZLI</x>');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const drawn = (parts: DesignParts, where = room): Promise<DrawingAnswer> =>
  where.draw({ bytes: documentWith(design(parts)), as: 'html', design: 'auto', language: 'tr' });

const together = (asks: readonly DesignParts[]) =>
  drawTogether(asks.map((parts) => documentWith(design(parts))));

const repeat = (times: number): DesignParts => ({
  top: `<xsl:template name="a"><xsl:param name="t"/><xsl:param name="n"/><xsl:choose><xsl:when test="$n &gt; 0"><xsl:call-template name="a"><xsl:with-param name="t" select="concat($t,$t)"/><xsl:with-param name="n" select="$n - 1"/></xsl:call-template></xsl:when><xsl:otherwise><xsl:value-of select="$t"/></xsl:otherwise></xsl:choose></xsl:template>`,
  body: `<xsl:call-template name="a"><xsl:with-param name="t" select="'${'x'.repeat(1_000)}'"/><xsl:with-param name="n" select="${times}"/></xsl:call-template>`,
});

describe('a design inside a document', () => {
  it('reads no file and no address, by whatever way it asks, and draws nothing of them', async () => {
    const asks: DesignParts[] = [
      { body: `<xsl:copy-of select="document('file://${secret}')"/>x` },
      { body: `<xsl:copy-of select="document('${address}')"/>x` },
      { top: `<xsl:include href="${address}"/>`, body: 'x' },
      { prolog: `<!DOCTYPE x [<!ENTITY e SYSTEM "file://${secret}">]>`, body: '&e;x' },
      { prolog: `<!DOCTYPE x SYSTEM "${address}" [<!ENTITY % e SYSTEM "${address}"> %e;]>`, body: 'x' },
    ];
    for (const ask of asks) expect(htmlOf(await drawn(ask))).not.toContain('GIZLI');
    expect((await drawn({ body: '<xsl:value-of select="document(\'/etc/passwd\')"/>x' })).kind).toBe(
      'design-refused',
    );
    expect(asked).toBe(0);
  });

  it('writes no file', async () => {
    const target = join(folder, 'written');
    const writers = [
      [
        'xmlns:e="http://exslt.org/common" extension-element-prefixes="e"',
        `<e:document href="${target}">y</e:document>x`,
      ],
      [
        'xmlns:e="http://icl.com/saxon" extension-element-prefixes="e"',
        `<e:output href="${target}">y</e:output>x`,
      ],
      ['', `<xsl:document href="${target}">y</xsl:document>x`],
    ] as const;
    const answers = await Promise.all(writers.map(([namespaces, body]) => drawn({ namespaces, body })));
    expect(answers.map(({ kind }) => kind)).toEqual(writers.map(() => 'design-refused'));
    expect(existsSync(target)).toBe(false);
  });

  it('that never ends is ended, and one that swells is refused', async () => {
    const endless = {
      top: '<xsl:template name="a"><xsl:param name="n"/><xsl:if test="$n &lt; 40"><xsl:call-template name="a"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template><xsl:call-template name="a"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template></xsl:if></xsl:template>',
      body: '<xsl:call-template name="a"><xsl:with-param name="n" select="0"/></xsl:call-template>',
    };
    const ended = drawn(endless, hasty);
    const deep = {
      top: '<xsl:template name="a"><xsl:call-template name="a"/></xsl:template>',
      body: '<xsl:call-template name="a"/>',
    };
    const laughs = [...'bcdefghi'].map(
      (name, index) => `<!ENTITY ${name} "${`&${'abcdefgh'[index]};`.repeat(20)}">`,
    );
    const prolog = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(100)}">${laughs.join('')}]>`;
    const swelling: DesignParts[] = [deep, repeat(30), repeat(13), { prolog, body: '&i;x' }];
    // Each in a process of its own, as in the product: what exhausts the memory of one ends no other.
    for (const parts of swelling) expect((await drawn(parts)).kind).toBe('design-refused');
    expect(await ended).toMatchObject({ refusal: 'too-slow' });
  });

  it('brings no script, no form, no frame and no way out of the page that it draws', async () => {
    const body = `ok<script>alert(1)</script><img src="x" onerror="alert(1)"/><img src="${address}"/><a href="javascript:alert(1)">a</a><a href="${address}">b</a><base href="${address}"/><meta http-equiv="refresh" content="0;url=${address}"/><iframe src="${address}"/><form action="${address}"><input name="a"/></form><object data="${address}"/><embed src="${address}"/><link rel="stylesheet" href="${address}"/><svg onload="alert(1)"><script>1</script></svg><div onclick="alert(1)">d</div><video src="${address}"/><xsl:text disable-output-escaping="yes">&lt;script&gt;alert(1)&lt;/script&gt;</xsl:text>`;
    const [answer] = await together([{ body }]);
    const html = htmlOf(answer);
    expect(html).toContain('ok');
    expect(html).toContain(
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;',
    );
    expect(html.slice(html.indexOf('<body>'))).not.toMatch(
      /<script|alert|javascript:|onerror|onload|onclick|<iframe|<form|<input|<object|<embed|<link|<base|<meta|<video|http:/i,
    );
  });

  it('that is written for a newer language, is broken or draws nothing is refused, never drawn in part', async () => {
    const refused: DesignParts[] = [
      { body: '<xsl:for-each-group select="//*" group-by="name()"><i/></xsl:for-each-group>x' },
      { body: '<xsl:value-of select="format-date(current-date(), \'[Y]\')"/>x' },
      { body: '<xsl:message terminate="yes">dur</xsl:message>x' },
      { body: '' },
    ];
    for (const answer of await together(refused))
      expect(answer).toMatchObject({ kind: 'design-refused', refusal: 'faulty' });
  });

  it('may name entities of its own, and its QR code is drawn from the text that it gives', async () => {
    const prolog = '<!DOCTYPE x [<!ENTITY nbsp "&#160;">]>';
    const body = 'a&nbsp;b<div id="qrcode"/><div id="qrvalue" style="display:none">{"no":"1"}</div>';
    const [answer] = await together([{ prolog, body }]);
    const html = htmlOf(answer);
    expect(html).toContain('a\u00a0b');
    expect(html).toMatch(/<div id="qrcode"><svg [^>]*role="img"/);
  });
});
