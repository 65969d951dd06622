/** Servers that speak the protocols of integrators: our own contract, and Nilvera's as it is described in README.md. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HeldDocument {
  readonly id: string;
  readonly number: string;
  readonly senderName: string;
  readonly receiverTaxId: string;
  /** "2026-11-20T10:00:00", in Türkiye. */
  readonly createdAt: string;
  readonly ubl: string;
}

/** Answers in the server's place; true where it did. */
export type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface EInvoiceServer {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** What is put in later is listed from then on. */
  readonly documents: HeldDocument[];
  readonly acknowledged: Set<string>;
  /** What was given to be sent, by its id. */
  readonly sent: Map<string, { readonly ubl: string; readonly receiverAlias: string }>;
  /** "GET /inbox" and the like, in the order asked. */
  readonly asked: string[];
  trouble: Trouble;
  readonly stop: () => Promise<void>;
}

/** Documents a page. */
const PAGE = 2;

type Answer = (server: EInvoiceServer, request: IncomingMessage, url: URL, response: ServerResponse) => void;

export function startContractServer(
  documents: readonly HeldDocument[] = [],
  port = 0,
): Promise<EInvoiceServer> {
  return start(documents, port, answerContract);
}

export function startNilveraServer(
  documents: readonly HeldDocument[] = [],
  port = 0,
): Promise<EInvoiceServer> {
  return start(documents, port, answerNilvera);
}

async function start(
  documents: readonly HeldDocument[],
  port: number,
  answer: Answer,
): Promise<EInvoiceServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    made.asked.push(`${request.method} ${url.pathname}`);
    if (made.trouble(request, response)) return;
    if (request.headers.authorization !== `Bearer ${made.apiKey}`)
      return json(response, 401, { message: 'unauthorized' });
    answer(made, request, url, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const made: EInvoiceServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: 'deneme-anahtari',
    documents: [...documents],
    acknowledged: new Set(),
    sent: new Map(),
    asked: [],
    trouble: () => false,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return made;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
  });
}

const answerContract: Answer = (server, request, url, response) => {
  const [box, id, part] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const found = server.documents.find((document) => document.id === id);
  if (box === 'inbox' && id === undefined) {
    const at = Number(url.searchParams.get('after') ?? 0);
    const items = server.documents.slice(at, at + PAGE).map(({ createdAt, ubl: _ubl, ...rest }) => ({
      ...rest,
      receivedAt: `${createdAt}+03:00`,
      acknowledged: server.acknowledged.has(rest.id),
    }));
    const next = at + items.length;
    return json(response, 200, { items, next: String(next), hasMore: next < server.documents.length });
  }
  if (box === 'inbox' && found !== undefined && part === 'ubl')
    return void response.writeHead(200, { 'content-type': 'application/xml' }).end(found.ubl);
  if (box === 'inbox' && found !== undefined && part === 'acknowledge') {
    server.acknowledged.add(found.id);
    return void response.writeHead(204).end();
  }
  if (box === 'outbox' && request.method === 'POST') {
    const sentId = String(request.headers['idempotency-key']);
    return void bodyOf(request).then((body) => {
      const receiverAlias = url.searchParams.get('receiverAlias') ?? '';
      server.sent.set(sentId, { ubl: body.toString(), receiverAlias });
      json(response, 202, { id: sentId, state: 'waiting' });
    });
  }
  if (box === 'outbox' && server.sent.has(id ?? '')) return json(response, 200, { id, state: 'delivered' });
  return json(response, 404, { message: 'not found' });
};

const answerNilvera: Answer = (server, request, url, response) => {
  const parts = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const [channel, box, id, part] = parts;
  if (channel === 'einvoice' && box === 'Purchase' && id === undefined) {
    const from = url.searchParams.get('StartDate') ?? '';
    const page = Number(url.searchParams.get('Page') ?? 1);
    const found = server.documents
      .filter(({ createdAt }) => createdAt >= from)
      .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    const Content = found.slice((page - 1) * PAGE, page * PAGE).map((document) => ({
      UUID: document.id,
      CreatedDate: document.createdAt,
      InvoiceNumber: document.number,
      SenderName: document.senderName,
    }));
    return json(response, 200, { TotalPages: Math.ceil(found.length / PAGE), Content });
  }
  const held = server.documents.find((document) => document.id === id);
  if (channel === 'einvoice' && box === 'Purchase' && held !== undefined && part === 'xml')
    return json(response, 200, held.ubl);
  if (url.pathname === '/einvoice/Send/Xml')
    return void bodyOf(request).then((body) => {
      const receiverAlias = url.searchParams.get('Alias') ?? '';
      server.sent.set('gonderilen', { ubl: body.toString(), receiverAlias });
      json(response, 200, { UUID: 'gonderilen', InvoiceNumber: '' });
    });
  if (channel === 'einvoice' && box === 'Sale' && part === 'Status' && server.sent.has(id ?? ''))
    return json(response, 200, { InvoiceStatus: { Code: 'succeed', Description: 'Başarılı' } });
  return json(response, 404, { Message: 'Bulunamadı', Errors: [] });
};
