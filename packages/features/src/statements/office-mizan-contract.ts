/** The mizan figures of all clients in one table: what cannot be right, and the KDV of the month. */
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, month } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';

/** Leaf accounts that stand on the side where they cannot be: their sum, how many, and the one with the largest amount. */
const reversed = z.object({ amount, count: z.number().int(), account: z.string().nullable() });

export const officeMizanRow = z.object({
  clientId: id,
  title: z.string(),
  taxId: z.string(),
  /** Balance of 100; debit positive. */
  cash: amount,
  /** Cash and bank accounts with a credit balance. */
  cashReversed: reversed,
  bank: amount,
  bankReversed: reversed,
  receivables: amount,
  /** 120: counterparties with a credit balance. */
  receivablesReversed: reversed,
  payables: amount,
  /** 320: counterparties with a debit balance. */
  payablesReversed: reversed,
  /** What the month brought: debits of 191, credits of 391; a set-off at the month's end does not lower them. */
  vatDeductible: amount,
  vatCollected: amount,
  /** Balance of 190 at the end of the month, and of the month before. */
  vatCarried: amount,
  vatCarriedBefore: amount,
  /** 391 less 191 less what 190 brought forward: to be paid where positive, carried on where negative. */
  vatExpected: amount,
});
export type OfficeMizanRow = z.infer<typeof officeMizanRow>;

export const officeMizanViews = {
  showOfficeMizan: route({
    method: 'GET',
    path: '/office/mizan',
    permission: 'report:read',
    summary:
      'Bütün mükelleflerin mizan rakamları: eksi kasa ve banka, ters bakiyeli cariler, ayın KDV hesapları',
    query: z.object({ month: month.optional() }),
    response: z.object({ month, clients: z.array(officeMizanRow) }),
  }),
  exportOfficeMizan: route({
    method: 'POST',
    path: '/office/mizan/export',
    permission: 'report:read',
    summary: 'Mükelleflerin mizan rakamlarını, gösterilenler ve sırasıyla XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    body: exportQuery.extend({
      month: month.optional(),
      /** The clients shown, in their order. */
      clientIds: z.array(id).max(5000),
      note: z.string().trim().max(200).default(''),
    }),
    idempotent: true,
  }),
};
