/** An integrator that keeps to our own small contract: docs/machines/e-invoice-openapi.yaml. */
import { z } from 'zod';
import type { Reach } from '../outbound-http/reachable-address.ts';
import { createAsk, readJson } from './ask-integrator.ts';
import type { EInvoiceProvider, ProviderAccess, SentDocument } from './provider.ts';

const PAGE = 100;

const inbox = z.object({
  items: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        number: z.string().max(100).nullish(),
        senderName: z.string().max(500).nullish(),
        receiverTaxId: z
          .string()
          .regex(/^\d{10,11}$/)
          .nullish(),
        receivedAt: z.iso.datetime({ offset: true }).nullish(),
        acknowledged: z.boolean().default(false),
      }),
    )
    .max(1000),
  next: z.string().min(1).max(1000),
  hasMore: z.boolean(),
});
const sent = z.object({
  id: z.string().min(1).max(200),
  state: z.enum(['waiting', 'delivered', 'failed']),
  reason: z.string().max(2000).nullish(),
});

export function createContractProvider(access: ProviderAccess, reach: Reach): EInvoiceProvider {
  const ask = createAsk(access, reach);
  const presentSent = (bytes: Buffer, asked: string): SentDocument => {
    const { reason = null, ...rest } = readJson(bytes, sent, asked);
    return { ...rest, reason };
  };
  return {
    async listInbox(after, signal) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(after === null ? {} : { after }) });
      const bytes = await ask({ method: 'GET', path: `/inbox?${query}` }, signal);
      const { items, next, hasMore } = readJson(bytes, inbox, 'GET /inbox');
      return {
        items: items.map(({ id, number, senderName, receiverTaxId, receivedAt, acknowledged }) => ({
          id,
          number: number ?? null,
          senderName: senderName ?? null,
          receiverTaxId: receiverTaxId ?? null,
          receivedAt: receivedAt == null ? null : new Date(receivedAt),
          isAcknowledged: acknowledged,
        })),
        next,
        hasMore,
      };
    },
    fetchUbl: (id, signal) => ask({ method: 'GET', path: `/inbox/${encodeURIComponent(id)}/ubl` }, signal),
    async acknowledge(id, signal) {
      await ask({ method: 'POST', path: `/inbox/${encodeURIComponent(id)}/acknowledge` }, signal);
    },
    async send({ ubl, ettn, receiverAlias }, signal) {
      const query = new URLSearchParams({ receiverAlias });
      const headers = { 'content-type': 'application/xml', 'idempotency-key': ettn };
      const bytes = await ask({ method: 'POST', path: `/outbox?${query}`, headers, body: ubl }, signal);
      return presentSent(bytes, 'POST /outbox');
    },
    async statusOf(id, signal) {
      const bytes = await ask({ method: 'GET', path: `/outbox/${encodeURIComponent(id)}` }, signal);
      return presentSent(bytes, 'GET /outbox/{id}');
    },
  };
}
