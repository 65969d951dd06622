/** Documents that belong together, as the outside sees them: answers, returns, despatch notes and receipts of a document. */
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { documentState } from '../document-intake/contract.ts';

export const linkKind = z.enum(['answer', 'return', 'reference', 'despatch', 'receipt', 'order']);

export const linkedDocument = z.object({
  kind: linkKind,
  /** stated: this document names the other; stating: the other names this one. */
  side: z.enum(['stated', 'stating']),
  /** Null where it did not come yet. */
  document: z
    .object({
      id,
      root: z.string().nullable(),
      type: z.string().nullable(),
      documentNo: z.string().nullable(),
      issueDate: isoDate.nullable(),
      state: documentState,
      currency: z.string().nullable(),
      payable: z.string().nullable(),
    })
    .nullable(),
  /** What it is called by whoever names it. */
  ettn: z.string().nullable(),
  number: z.string().nullable(),
  date: isoDate.nullable(),
  /** Of an answer: KABUL, RED, IADE … as written, and why. */
  answer: z.string().nullable(),
  note: z.string().nullable(),
});
export type LinkedDocument = z.infer<typeof linkedDocument>;

/** Of a commercial invoice (TICARIFATURA): whether it was answered, else until when it may be. */
export const answerView = z.object({
  /** running: it may still be answered; passed: nobody objected in time. */
  state: z.enum(['accepted', 'refused', 'returned', 'running', 'passed']),
  lastDay: isoDate,
  /** Days that are left, today included; 0 where none is. */
  daysLeft: z.number().int(),
  law: z.string(),
});

export const documentLinksContract = {
  listDocumentLinks: route({
    method: 'GET',
    path: '/documents/:documentId/links',
    permission: 'document:read',
    summary: 'Belgenin ilgili belgelerini gösterir: yanıt, iade, irsaliye, irsaliye yanıtı, sipariş',
    params: z.object({ documentId: id }),
    response: z.object({
      items: z.array(linkedDocument),
      /** How many more there are than are shown. */
      more: z.number().int(),
      answer: answerView.nullable(),
      /** The posted voucher that an answer speaks against: to be looked at, and reversed where it is right. */
      reversal: z.object({ voucherId: id, answer: z.string() }).nullable(),
    }),
  }),
};
