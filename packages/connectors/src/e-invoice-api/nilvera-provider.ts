/** Nilvera's REST API as the same few questions. Where its facts come from: README.md. */
import { z } from 'zod';
import type { Reach } from '../outbound-http/reachable-address.ts';
import { createAsk, readJson } from './ask-integrator.ts';
import { EInvoiceFault, type EInvoiceProvider, type ProviderAccess } from './provider.ts';

export const NILVERA_URLS = { live: 'https://api.nilvera.com', test: 'https://apitest.nilvera.com' } as const;

/** Which of a company's documents: bought, sold as e-Fatura, sold as e-Arşiv. */
export const NILVERA_BOXES = {
  gelen: '/einvoice/Purchase',
  giden: '/einvoice/Sale',
  'e-arsiv': '/earchive/Invoices',
} as const;
export type NilveraBox = keyof typeof NILVERA_BOXES;

/** What the first listing looks back. */
const FIRST_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

const listing = z.object({
  TotalPages: z.number().int().min(0).max(100_000).nullish(),
  Content: z
    .array(
      z.object({
        UUID: z.string().min(1).max(200),
        CreatedDate: z.string().min(10).max(40),
        InvoiceNumber: z.string().max(100).nullish(),
        SenderName: z.string().max(500).nullish(),
      }),
    )
    .max(1000)
    .nullish(),
});
const sentAnswer = z.object({ UUID: z.string().min(1).max(200) });
const statusAnswer = z.object({
  InvoiceStatus: z
    .object({ Code: z.string().nullish(), DetailDescription: z.string().max(2000).nullish() })
    .nullish(),
  StatusCode: z.string().nullish(),
  StatusDetail: z.string().max(2000).nullish(),
});

interface Options {
  readonly box: NilveraBox;
  readonly reach: Reach;
  readonly now: () => Date;
}

/** Where a listing goes on: created at or after `since`, from page `page` of that question on. */
const place = z.object({ since: z.string().min(10).max(40), page: z.number().int().min(1) });

/** Nilvera has no acknowledgement; `acknowledge` says nothing to it. */
export function createNilveraProvider(
  access: ProviderAccess,
  { box, reach, now }: Options,
): EInvoiceProvider {
  const ask = createAsk(access, reach);
  const path = NILVERA_BOXES[box];
  return {
    async listInbox(after, signal) {
      const from = after === null ? firstPlace(now()) : placeOf(after);
      const query = new URLSearchParams({
        StatusCode: 'succeed',
        StartDate: from.since,
        EndDate: localTime(now()),
        DateFilterType: 'CreatedDate',
        SortColumn: 'CreationDateTime',
        SortType: 'ASC',
        Page: String(from.page),
      });
      const bytes = await ask({ method: 'GET', path: `${path}?${query}` }, signal);
      const { TotalPages, Content } = readJson(bytes, listing, `GET ${path}`);
      const found = Content ?? [];
      const hasMore = from.page < (TotalPages ?? 0);
      const newest = found.map(({ CreatedDate }) => CreatedDate).reduce(later, from.since);
      // The last page ends the question; the next one begins with the newest day that was seen, and what is known is passed over.
      const next = hasMore ? { ...from, page: from.page + 1 } : { since: newest, page: 1 };
      return {
        items: found.map(({ UUID, CreatedDate, InvoiceNumber, SenderName }) => ({
          id: UUID,
          number: InvoiceNumber ?? null,
          senderName: SenderName ?? null,
          receiverTaxId: null,
          receivedAt: momentOf(CreatedDate),
          isAcknowledged: true,
        })),
        next: JSON.stringify(next),
        hasMore,
      };
    },
    async fetchUbl(id, signal) {
      return unquoted(await ask({ method: 'GET', path: `${path}/${encodeURIComponent(id)}/xml` }, signal));
    },
    async acknowledge() {},
    async send({ ubl, ettn, receiverAlias }, signal) {
      const query = new URLSearchParams({ Alias: receiverAlias });
      const form = new Response(formOf(ubl, ettn));
      const headers = { 'content-type': form.headers.get('content-type') ?? 'multipart/form-data' };
      const body = Buffer.from(await form.arrayBuffer());
      const bytes = await ask({ method: 'POST', path: `/einvoice/Send/Xml?${query}`, headers, body }, signal);
      const { UUID } = readJson(bytes, sentAnswer, 'POST /einvoice/Send/Xml');
      return { id: UUID, state: 'waiting', reason: null };
    },
    async statusOf(id, signal) {
      const bytes = await ask(
        { method: 'GET', path: `/einvoice/Sale/${encodeURIComponent(id)}/Status` },
        signal,
      );
      const answer = readJson(bytes, statusAnswer, 'GET /einvoice/Sale/{UUID}/Status');
      const code = answer.InvoiceStatus?.Code ?? answer.StatusCode ?? '';
      const reason = answer.InvoiceStatus?.DetailDescription ?? answer.StatusDetail ?? null;
      if (code === 'succeed') return { id, state: 'delivered', reason: null };
      return { id, state: code === 'error' ? 'failed' : 'waiting', reason };
    },
  };
}

function formOf(ubl: Buffer, ettn: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(ubl)], { type: 'application/xml' }), `${ettn}.xml`);
  return form;
}

function firstPlace(now: Date): z.infer<typeof place> {
  return { since: localTime(new Date(now.getTime() - FIRST_DAYS * DAY_MS)).slice(0, 10), page: 1 };
}

function placeOf(after: string): z.infer<typeof place> {
  const read = place.safeParse(JSON.parse(after));
  if (read.data === undefined) throw new EInvoiceFault('bad-answer', 'the kept place is none of Nilvera');
  return read.data;
}

const later = (one: string, other: string) => (other > one ? other : one);

/** Nilvera writes times of Türkiye (UTC+3, no summer time) without saying so. */
function localTime(moment: Date): string {
  return new Date(moment.getTime() + 3 * 3_600_000).toISOString().slice(0, 19);
}

function momentOf(text: string): Date | null {
  const local = text.length === 10 ? `${text}T00:00:00` : text.slice(0, 19);
  const moment = new Date(`${local}+03:00`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** The XML comes as a JSON text; where it comes as it is, it is taken as it is. */
function unquoted(bytes: Buffer): Buffer {
  const text = bytes.toString('utf8').trimStart();
  if (!text.startsWith('"')) return bytes;
  return Buffer.from(readJson(bytes, z.string(), 'GET …/xml'));
}
