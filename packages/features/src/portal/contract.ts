/** The client user's own pages: which companies, what they sent, and what became of it in plain words. */
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDate, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

/** received = on its way or kept for a person; read = understood, waits for the office; done = in the books. */
const sentState = z.enum(['received', 'read', 'done', 'problem']);

export const sentDocument = z.object({
  id,
  fileName: z.string(),
  sentAt: isoDateTime,
  state: sentState,
  /** What to say beside the state; the web app has the words. */
  note: z
    .enum(['by-hand', 'other-company', 'sent-before', 'archive', 'archive-problems', 'refused', 'unreadable'])
    .nullable(),
  /** Of a problem: what happened and what to do, in both languages; of a refusal, the words of the office. */
  reason: z.string().nullable(),
  reasonEn: z.string().nullable(),
  counterpartyName: z.string().nullable(),
  documentNo: z.string().nullable(),
  issueDate: isoDate.nullable(),
  payable: z.string().nullable(),
  currency: z.string().nullable(),
  /** Of an archive: how many documents were in it. */
  members: z.number().int().nullable(),
});
export type SentDocument = z.infer<typeof sentDocument>;

export const portalContract = {
  showPortal: route({
    method: 'GET',
    path: '/portal',
    permission: 'portal:read',
    summary: 'Mükellef kullanıcısının şirketleri ve bekleyenler',
    response: z.object({
      officeName: z.string(),
      clients: z.array(
        z.object({
          id,
          title: z.string(),
          /** Requests that wait for an answer; 0 for who is not shown them. */
          openRequests: z.number().int(),
        }),
      ),
    }),
  }),
  listSentDocuments: route({
    method: 'GET',
    path: '/portal/clients/:clientId/documents',
    permission: 'portal:documents',
    summary: 'Mükellef kullanıcılarının yolladığı belgeler ve durumları, en yenisi önce',
    params: z.object({ clientId: id }),
    query: cursorQuery,
    response: page(sentDocument),
  }),
};
