/** The audit log as the outside sees it: lines, filters, and the file of what is filtered. */
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDate, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';

export const auditEntry = z.object({
  id,
  at: isoDateTime,
  userId: id.nullable(),
  userName: z.string().nullable(),
  /** The key that the person's machine came with; null where it was the person. */
  apiKeyName: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  clientId: id.nullable(),
  clientTitle: z.string().nullable(),
  /** The member that the record is about, where it is about one. */
  personName: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

const auditFilter = z.object({
  entity: z.string().max(50).optional(),
  entityId: z.string().max(100).optional(),
  action: z.enum(['insert', 'update', 'delete']).optional(),
  userId: id.optional(),
  clientId: id.optional(),
  /** First and last day in Türkiye. A search in texts without a first day looks at the last 92 days. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** Any part of what stood before or after, however its letters are typed. */
  q: z.string().trim().max(100).optional(),
  /** The newest first, or the oldest. */
  order: z.enum(['-at', 'at']).default('-at'),
});

export const auditRoutes = {
  listAudit: route({
    method: 'GET',
    path: '/audit',
    permission: 'audit:read',
    summary: 'Denetim izi: kim, ne zaman, nereden, önce ve sonra',
    query: cursorQuery.extend(auditFilter.shape),
    response: page(auditEntry),
  }),
  exportAudit: route({
    method: 'GET',
    path: '/audit/export',
    permission: 'audit:read',
    summary: 'Süzülen denetim izini XLSX, CSV ya da PDF olarak verir; her değişen alan bir satırdır',
    kind: 'file',
    query: exportQuery.extend(auditFilter.shape),
  }),
};
