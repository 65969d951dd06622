/** Reports that an office gives to a client company: a snapshot with its day, which never changes. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDate, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { ledgerContract } from '../ledger/contract.ts';
import { exportQuery } from '../table-export-contract.ts';

export const reportView = z.object({
  id,
  clientId: id,
  kind: z.enum(['mizan']),
  from: isoDate,
  to: isoDate,
  publishedAt: isoDateTime,
  /** Null for a client user, who does not learn who works in the office. */
  publishedBy: z.string().nullable(),
  withdrawnAt: isoDateTime.nullable(),
});
export type ReportView = z.infer<typeof reportView>;

/** What stands in the report: the mizan as it was on that day. */
export const reportContent = ledgerContract.getMizan.response;
export type ReportContent = z.infer<typeof reportContent>;

const clientParams = z.object({ clientId: id });
const reportParams = z.object({ reportId: id });

export const publishedReportsContract = {
  publishReport: route({
    method: 'POST',
    path: '/clients/:clientId/reports',
    permission: 'report:publish',
    summary: 'Mizanı bugünkü haliyle mükellefle paylaşır; paylaşılan sonradan değişmez',
    params: clientParams,
    body: z.object({
      kind: z.enum(['mizan']).default('mizan'),
      from: isoDate,
      to: isoDate,
      level: z.number().int().min(1).max(12).default(12),
    }),
    response: reportView,
    status: 201,
  }),
  listReports: route({
    method: 'GET',
    path: '/clients/:clientId/reports',
    permission: 'report:read',
    summary: 'Mükellefle paylaşılan raporlar, geri alınanlarla birlikte',
    params: clientParams,
    response: z.object({ items: z.array(reportView) }),
  }),
  withdrawReport: route({
    method: 'POST',
    path: '/reports/:reportId/withdraw',
    permission: 'report:publish',
    summary: 'Paylaşılan raporu geri alır; mükellef artık görmez',
    params: reportParams,
    response: reportView,
    idempotent: true,
  }),
  listOwnReports: route({
    method: 'GET',
    path: '/portal/clients/:clientId/reports',
    permission: 'portal:reports',
    summary: 'Mükellef kullanıcısıyla paylaşılan raporlar, en yenisi önce',
    params: clientParams,
    response: z.object({ items: z.array(reportView) }),
  }),
  showOwnReport: route({
    method: 'GET',
    path: '/portal/reports/:reportId',
    permission: 'portal:reports',
    summary: 'Paylaşılan bir raporu paylaşıldığı haliyle gösterir',
    params: reportParams,
    response: reportView.extend({ content: reportContent }),
  }),
  downloadOwnReport: route({
    method: 'GET',
    path: '/portal/reports/:reportId/file',
    permission: 'portal:reports',
    kind: 'file',
    summary: 'Paylaşılan raporu dosya olarak verir (PDF, XLSX, CSV)',
    params: reportParams,
    query: exportQuery,
  }),
};

export const { definitions: reportErrorDefinitions, errors: reportErrors } = defineErrors({
  REPORT_NOT_FOUND: {
    status: 404,
    tr: 'Rapor bulunamadı ya da geri alınmış.',
    en: 'The report is not there, or was taken back.',
    nextTr: 'Raporlar listesinden seçin.',
    nextEn: 'Pick one from the list of reports.',
  },
  REPORT_PERIOD_BACKWARDS: {
    status: 422,
    tr: 'Raporun son günü ilk gününden önce.',
    en: 'The last day of the report is before its first.',
    nextTr: 'Tarihleri düzeltin.',
    nextEn: 'Correct the dates.',
  },
});
