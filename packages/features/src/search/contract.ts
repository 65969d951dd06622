/** The search of the whole office: clients, accounts, vouchers and documents by what people remember of them. */
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const ofClient = { clientId: id, clientTitle: z.string() };

export const searchResult = z.object({
  clients: z.array(z.object({ id, title: z.string(), taxId: z.string() })),
  accounts: z.array(z.object({ ...ofClient, code: z.string(), name: z.string() })),
  vouchers: z.array(
    z.object({
      ...ofClient,
      id,
      type: z.enum(['acilis', 'tahsil', 'tediye', 'mahsup', 'kapanis']),
      status: z.enum(['draft', 'posted']),
      /** Null on a draft. */
      fisNo: z.number().int().nullable(),
      date: isoDate,
      description: z.string(),
      total: amount,
    }),
  ),
  documents: z.array(
    z.object({
      ...ofClient,
      id,
      state: z.enum([
        'PENDING',
        'PROCESSING',
        'READY',
        'SETTLED',
        'POSTED',
        'REJECTED',
        'FAILED',
        'UNPACKED',
      ]),
      documentNo: z.string().nullable(),
      fileName: z.string(),
      counterpartyName: z.string().nullable(),
      issueDate: isoDate.nullable(),
      payable: amount.nullable(),
      currency: z.string().nullable(),
    }),
  ),
});
export type SearchResult = z.infer<typeof searchResult>;

export const searchContract = {
  search: route({
    method: 'GET',
    path: '/search',
    permission: 'client:read',
    summary:
      'Mükellef, hesap, fiş ve belge arar; açık mükellefinkiler öne gelir, her türden en çok sekiz sonuç döner',
    query: z.object({
      q: z.string().max(100, bothTexts('en çok 100 karakter olmalı', 'must have at most 100 characters')),
      /** The client whose books are open: its accounts, vouchers and documents come first. */
      clientId: id.optional(),
    }),
    response: searchResult,
  }),
  findOffice: route({
    method: 'GET',
    path: '/me/office-of-client/:clientId',
    permission: 'signed-in',
    summary:
      'Mükellefin, kişinin çalıştığı ofislerden hangisinde olduğunu söyler; göremediği mükellef bulunmaz',
    params: z.object({ clientId: id }),
    response: z.object({ office: z.object({ id, name: z.string() }) }),
  }),
};
