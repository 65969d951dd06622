/** Who is at which document of a client right now, as the outside sees it. */
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

/** How long a heartbeat holds; a tab sends one three times as often. Seconds. */
export const LEASE_SECONDS = 30;

export const personPresent = z.object({
  userId: id,
  /** The tab in which the person stands; a person may have several. */
  tabId: id,
  name: z.string(),
  documentId: id.nullable(),
  editing: z.boolean(),
  until: isoDateTime,
});
export type PersonPresent = z.infer<typeof personPresent>;

const people = z.object({ people: z.array(personPresent) });
const clientParams = z.object({ clientId: id });

export const presenceContract = {
  showPresence: route({
    method: 'GET',
    path: '/clients/:clientId/presence',
    permission: 'document:write',
    summary: 'Mükellefin belgelerinde şu anda kimlerin olduğunu gösterir',
    params: clientParams,
    response: people,
  }),
  bePresent: route({
    method: 'PUT',
    path: '/clients/:clientId/presence',
    permission: 'document:write',
    summary: 'Hangi belgede olunduğunu ve düzenlenip düzenlenmediğini bildirir; 30 saniye geçerlidir',
    params: clientParams,
    body: z
      .object({ tabId: id, documentId: id.nullable(), editing: z.boolean().default(false) })
      .refine(({ documentId, editing }) => documentId !== null || !editing, 'düzenlenen belge söylenmeli'),
    response: people,
    idempotent: true,
  }),
  leavePresence: route({
    method: 'DELETE',
    path: '/clients/:clientId/presence/:tabId',
    permission: 'document:write',
    summary: 'Bir sekmenin ayrıldığını bildirir',
    params: clientParams.extend({ tabId: id }),
    idempotent: true,
  }),
};
