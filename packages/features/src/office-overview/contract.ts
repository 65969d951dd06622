/** The office at a glance: every client company with the stages of one month, and who works on it. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, month } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';

const count = z.number().int();

/** The month of one client: how many of its documents stand at which stage, and how far its books are. */
export const clientMonth = z.object({
  clientId: id,
  title: z.string(),
  taxId: z.string(),
  /** All that came in and is of this month, what was set aside included. */
  received: count,
  /** On its way through the worker. */
  reading: count,
  /** Could not be read. */
  failed: count,
  /** Read, and waits for a person; the tray of what is not this client's is counted apart. */
  review: count,
  /** Of `review`, those with nothing to doubt. */
  clean: count,
  notThisClient: count,
  posted: count,
  /** Vouchers dated in this month that are not posted, whether of a document or by hand. */
  drafts: count,
  /** Null where the month lies outside the client's opened periods. */
  period: z.enum(['open', 'locked', 'closed']).nullable(),
  /** Something of a month that is over still waits. */
  late: z.boolean(),
  assignees: z.array(id),
});
export type ClientMonth = z.infer<typeof clientMonth>;

export const officeOverviewContract = {
  showOverview: route({
    method: 'GET',
    path: '/office/overview',
    permission: 'client:read',
    summary: 'Bir ayın durumunu mükellef mükellef gösterir: gelen, okunan, incelenen, işlenen belgeler',
    query: z.object({ month: month.optional() }),
    response: z.object({
      month,
      clients: z.array(clientMonth),
      /** People of the office who may be put in charge of a client, by name. */
      people: z.array(z.object({ userId: id, name: z.string() })),
    }),
  }),
  showClientMonth: route({
    method: 'GET',
    path: '/clients/:clientId/months/:month',
    permission: 'client:read',
    summary: 'Bir mükellefin bir ayının durumunu gösterir',
    params: z.object({ clientId: id, month }),
    response: clientMonth,
  }),
  exportOverview: route({
    method: 'POST',
    path: '/office/overview/export',
    permission: 'client:read',
    summary: 'Ayın durumunu, gösterilen mükellefler ve sırasıyla XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    body: exportQuery.extend({
      month: month.optional(),
      /** The clients shown, in their order: filter, sort and groups of the page are its own. */
      clientIds: z.array(id).max(5000),
      /** What the page filters by, in its words; a line below the title. */
      note: z.string().trim().max(200).default(''),
    }),
    idempotent: true,
  }),
  assignClient: route({
    method: 'PUT',
    path: '/clients/:clientId/assignees',
    permission: 'client:write',
    summary: 'Mükellefle ilgilenenleri belirler; verilen liste eskisinin yerine geçer',
    params: z.object({ clientId: id }),
    body: z.object({ userIds: z.array(id).max(50) }),
    response: z.object({ clientId: id, assignees: z.array(id) }),
    idempotent: true,
  }),
};

export const { definitions: overviewErrorDefinitions, errors: overviewErrors } = defineErrors({
  ASSIGNEE_UNKNOWN: {
    status: 422,
    tr: 'Seçilen kişilerden biri ofiste mükellef üzerinde çalışamaz.',
    en: 'One of the chosen people cannot work on clients of this office.',
    nextTr: 'Ofisin etkin bir mali müşavirini, muhasebecisini ya da personelini seçin.',
    nextEn: 'Choose an active owner, accountant or staff member of the office.',
  },
});

/** Documents and vouchers of a client in some days, counted. */
export interface ClientMonthRow {
  readonly clientId: string;
  readonly title: string;
  readonly taxId: string;
  readonly received: number;
  readonly reading: number;
  readonly failed: number;
  readonly ready: number;
  readonly clean: number;
  readonly notThisClient: number;
  readonly posted: number;
  readonly drafts: number;
  readonly period: string | null;
  readonly assignees: string[];
}
