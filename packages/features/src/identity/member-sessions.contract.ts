/** What an owner does about a member's way in: their sessions in this office, and a second factor that was lost. */
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const params = z.object({ userId: id });

export const memberSessionRoutes = {
  listMemberSessions: route({
    method: 'GET',
    path: '/members/:userId/sessions',
    permission: 'member:write',
    summary: 'Bir kullanıcının bu ofiste açık oturumları',
    params,
    response: z.object({
      items: z.array(
        z.object({
          id,
          createdAt: isoDateTime,
          lastUsedAt: isoDateTime,
          address: z.string().nullable(),
          userAgent: z.string().nullable(),
        }),
      ),
    }),
  }),
  endMemberSessions: route({
    method: 'POST',
    path: '/members/:userId/sessions/end',
    permission: 'member:write',
    summary: 'Bir kullanıcının bu ofisteki bir oturumunu ya da hepsini kapatır; denetim izine yazılır',
    params,
    body: z.object({ sessionId: id.optional() }),
    response: z.object({ ended: z.number().int() }),
    idempotent: true,
  }),
  resetMemberSecondFactor: route({
    method: 'POST',
    path: '/members/:userId/second-factor/reset',
    permission: 'member:write',
    summary:
      'Telefonunu yitiren kullanıcının ikinci adımını kaldırır, oturumlarını kapatır; denetim izine yazılır',
    params,
    idempotent: true,
  }),
};
