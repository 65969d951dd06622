/** Integrators on servers that speak their protocols: lists, documents, sending, and every way in which an answer is none. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createContractProvider } from './contract-provider.ts';
import {
  type EInvoiceServer,
  type HeldDocument,
  startContractServer,
  startNilveraServer,
} from './e-invoice-server.fixture.ts';
import { createNilveraProvider } from './nilvera-provider.ts';
import type { EInvoiceProvider } from './provider.ts';

const held = (n: number): HeldDocument => ({
  id: `0000-${n}/ğ`,
  number: `ABC202600000000${n}`,
  senderName: 'Satıcı A.Ş.',
  receiverTaxId: '1234567890',
  createdAt: `2026-11-2${n}T10:00:00`,
  ubl: `<Invoice>"${n}" ğüş ₺</Invoice>`,
});
const now = () => new Date('2026-11-28T09:00:00Z');
const reach = 'public-or-loopback';
const signal = new AbortController().signal;

describe.each([
  {
    name: 'our contract',
    startServer: startContractServer,
    create: (baseUrl: string, apiKey: string): EInvoiceProvider =>
      createContractProvider({ baseUrl, apiKey }, reach),
  },
  {
    name: 'Nilvera',
    startServer: startNilveraServer,
    create: (baseUrl: string, apiKey: string): EInvoiceProvider =>
      createNilveraProvider({ baseUrl, apiKey }, { box: 'gelen', reach, now }),
  },
])('an integrator by $name', ({ startServer, create }) => {
  let server: EInvoiceServer;
  let provider: EInvoiceProvider;
  beforeEach(async () => {
    server = await startServer([held(1), held(2), held(3)]);
    provider = create(server.baseUrl, server.apiKey);
  });
  afterEach(() => server.stop());

  const listAll = async (after: string | null) => {
    const ids: string[] = [];
    let cursor = after;
    for (;;) {
      const page = await provider.listInbox(cursor, signal);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
      if (!page.hasMore) return { ids, cursor };
    }
  };

  it('lists its inbox page by page, and goes on from where it stood', async () => {
    const { ids, cursor } = await listAll(null);
    expect(ids).toEqual([held(1).id, held(2).id, held(3).id]);
    server.documents.push(held(4));
    expect((await listAll(cursor)).ids).toContain(held(4).id);
    const [first] = (await provider.listInbox(null, signal)).items;
    expect(first).toMatchObject({
      number: held(1).number,
      senderName: 'Satıcı A.Ş.',
      receivedAt: new Date('2026-11-21T07:00:00Z'),
    });
  });

  it('gives the UBL of a document to the byte, and is told that it was taken', async () => {
    expect((await provider.fetchUbl(held(2).id, signal)).toString()).toBe(held(2).ubl);
    await provider.acknowledge(held(2).id, signal);
    await provider.acknowledge(held(2).id, signal);
    await expect(provider.fetchUbl('yok', signal)).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('takes a document to be sent and says what became of it', async () => {
    const document = {
      ubl: Buffer.from('<Invoice>ğ</Invoice>'),
      ettn: 'e-1',
      receiverAlias: 'urn:mail:a@b.c',
    };
    const sent = await provider.send(document, signal);
    expect(sent.state).toBe('waiting');
    const kept = server.sent.get(sent.id);
    expect(kept?.receiverAlias).toBe('urn:mail:a@b.c');
    expect(kept?.ubl).toContain('<Invoice>ğ</Invoice>');
    expect(await provider.statusOf(sent.id, signal)).toEqual({
      id: sent.id,
      state: 'delivered',
      reason: null,
    });
  });

  it('that refuses, limits, breaks or babbles is told apart', async () => {
    const after = (status: number, headers: Record<string, string> = {}, body = '') => {
      server.trouble = (_request, response) => {
        response.writeHead(status, headers).end(body);
        return true;
      };
      return provider.listInbox(null, signal);
    };
    await expect(after(401)).rejects.toMatchObject({ kind: 'refused' });
    await expect(after(403)).rejects.toMatchObject({ kind: 'refused' });
    await expect(after(429, { 'retry-after': '120' })).rejects.toMatchObject({
      ...{ kind: 'limited', retryAfterMs: 120_000 },
    });
    await expect(after(429)).rejects.toMatchObject({ kind: 'limited', retryAfterMs: 60_000 });
    await expect(after(500)).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(after(302, { location: 'http://10.0.0.1/' })).rejects.toMatchObject({ kind: 'bad-answer' });
    await expect(after(200, {}, '<html>bakım</html>')).rejects.toMatchObject({ kind: 'bad-answer' });
    await expect(after(200, {}, '{"items": [{"id": 7}], "Content": [{"UUID": 7}]}')).rejects.toMatchObject({
      kind: 'bad-answer',
    });
    await expect(after(200, {}, '{"items": [')).rejects.toMatchObject({ kind: 'bad-answer' });
    server.trouble = (_request, response) => {
      response.destroy();
      return true;
    };
    await expect(provider.listInbox(null, signal)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('is not asked where its address leads inside, and hears no key that is wrong', async () => {
    await expect(create('https://10.1.1.1', 'x').listInbox(null, signal)).rejects.toMatchObject({
      kind: 'address',
    });
    await expect(create(server.baseUrl, 'yanlış').listInbox(null, signal)).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});
