/** Views of lists that people keep, as the outside sees them. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const page = z.string().regex(/^[a-z][a-z-]{0,39}$/);
const columnId = z.string().regex(/^\w{1,40}$/);
const name = z.string().trim().min(1).max(80);
const search = z.string().max(2000);

/** How the columns of a list lie: widths in pixels, hidden ones as false, their order. */
export const viewLayout = z.object({
  columnSizing: z.record(columnId, z.number().int().min(24).max(2000)).optional(),
  columnVisibility: z.record(columnId, z.boolean()).optional(),
  columnOrder: z.array(columnId).max(60).optional(),
});

export const savedView = z.object({
  id,
  page: z.string(),
  name: z.string(),
  /** Of the office; else of the person who asks. */
  office: z.boolean(),
  /** Shown when the page is opened without a filter. */
  isDefault: z.boolean(),
  /** The address of the page after the question mark. */
  search: z.string(),
  layout: viewLayout,
  version: z.number().int(),
});
export type SavedView = z.output<typeof savedView>;

const viewParams = z.object({ viewId: id });

export const savedViewsContract = {
  listViews: route({
    method: 'GET',
    path: '/views',
    permission: 'client:read',
    summary: 'Kişinin ve ofisin kayıtlı görünümlerini listeler',
    query: z.object({ page: page.optional() }),
    response: z.object({ items: z.array(savedView) }),
  }),
  createView: route({
    method: 'POST',
    path: '/views',
    permission: 'client:read',
    summary: 'Bir listenin görünümünü kişi ya da ofis için kaydeder',
    body: z.object({
      page,
      name,
      office: z.boolean().default(false),
      isDefault: z.boolean().default(false),
      search: search.default(''),
      layout: viewLayout.default({}),
    }),
    response: savedView,
    status: 201,
  }),
  updateView: route({
    method: 'PATCH',
    path: '/views/:viewId',
    permission: 'client:read',
    summary: 'Görünümün adını, kapsamını ya da içeriğini değiştirir',
    params: viewParams,
    body: z.object({
      version: z.number().int(),
      name: name.optional(),
      office: z.boolean().optional(),
      isDefault: z.boolean().optional(),
      search: search.optional(),
      layout: viewLayout.optional(),
    }),
    response: savedView,
  }),
  deleteView: route({
    method: 'DELETE',
    path: '/views/:viewId',
    permission: 'client:read',
    summary: 'Görünümü siler',
    params: viewParams,
    idempotent: true,
  }),
};

export const { definitions: viewErrorDefinitions, errors: viewErrors } = defineErrors({
  VIEW_NOT_FOUND: {
    status: 404,
    tr: 'Kayıtlı görünüm bulunamadı; silinmiş olabilir.',
    en: 'The saved view was not found; it may have been deleted.',
    nextTr: 'Listeyi yenileyin ya da görünümü yeniden kaydedin.',
    nextEn: 'Reload the list, or save the view again.',
  },
  VIEW_NAME_TAKEN: {
    status: 409,
    tr: '“{name}” adında bir görünüm bu sayfada zaten var.',
    en: 'A view named “{name}” exists on this page already.',
    nextTr: 'Başka bir ad verin ya da var olanı güncelleyin.',
    nextEn: 'Give it another name, or update the one that exists.',
  },
  VIEW_OF_THE_OFFICE: {
    status: 403,
    tr: 'Ofisin görünümlerini mali müşavir ve muhasebeciler değiştirir.',
    en: 'Views of the office are changed by owners and accountants.',
    nextTr: 'Görünümü kendinize kaydedin.',
    nextEn: 'Save the view for yourself.',
  },
  VIEW_LIMIT: {
    status: 422,
    tr: 'Bu sayfada {limit} kayıtlı görünüm var; daha fazlası eklenmez.',
    en: 'This page has {limit} saved views; no more are added.',
    nextTr: 'Kullanmadığınız bir görünümü silin.',
    nextEn: 'Delete one that is not used.',
  },
});
