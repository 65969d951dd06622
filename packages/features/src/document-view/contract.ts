/** A document as a person sees it: drawn by its own design or ours, as a PDF, and its XML in parts. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const params = z.object({ documentId: id });

/** Header of a drawn page: whose design it is, and why it is not the document's own where that one was refused. */
export const DESIGN_HEADER = 'x-document-design';
export const REFUSAL_HEADER = 'x-document-design-refused';

export const documentViewContract = {
  showDocument: route({
    method: 'GET',
    path: '/documents/:documentId/view',
    permission: 'document:read',
    kind: 'file',
    summary:
      'Belgeyi kendi tasarımıyla (XSLT), yoksa bizimkiyle HTML olarak çizer; betik çalıştırmaz, dışarıdan bir şey yüklemez',
    params,
    query: z.object({
      /** own: by our layout, whatever design the document brings. */
      design: z.enum(['auto', 'own']).default('auto'),
    }),
  }),
  printDocument: route({
    method: 'GET',
    path: '/documents/:documentId/pdf',
    permission: 'document:read',
    kind: 'file',
    summary: 'Belgeyi bizim düzenimizle A4 PDF olarak verir',
    params,
  }),
  getRendering: route({
    method: 'GET',
    path: '/documents/:documentId/renderings/:renderingId/file',
    permission: 'document:read',
    kind: 'file',
    summary: 'Belgenin entegratörden gelen görüntüsünü (PDF, HTML) indirir; sayfa olarak açılmaz',
    params: params.extend({ renderingId: id }),
  }),
  readXml: route({
    method: 'GET',
    path: '/documents/:documentId/xml',
    permission: 'document:read',
    summary: "Belgenin XML'ini satır numaralarıyla, büyükse parça parça verir",
    params,
    query: z.object({
      part: z.coerce.number().int().min(0).max(1_000).default(0),
      /** The part in which this line begins, instead of `part`; lines count from 1. */
      line: z.coerce.number().int().min(1).max(100_000_000).optional(),
    }),
    response: z.object({
      text: z.string(),
      part: z.number().int(),
      /** The line that the part begins in. */
      firstLine: z.number().int(),
      /** Whether another part follows. */
      more: z.boolean(),
      sizeBytes: z.number().int(),
    }),
  }),
};

export const { definitions: documentViewErrorDefinitions, errors: documentViewErrors } = defineErrors({
  VIEW_NOT_XML: {
    status: 422,
    tr: '"{fileName}" bir e-belge olarak gösterilemiyor: {reason}',
    en: '"{fileName}" cannot be shown as an e-document: {reasonEn}',
    nextTr: 'XML hâline bakın ya da özgün dosyayı indirin.',
    nextEn: 'Look at its XML, or download the original file.',
  },
  VIEW_TOO_LARGE: {
    status: 413,
    tr: '"{fileName}" çizilemeyecek kadar büyük ({size}); en çok {limit} çizilir.',
    en: '"{fileName}" is too large to be drawn ({size}); at most {limit} are.',
    nextTr: 'XML hâline parça parça bakın ya da özgün dosyayı indirin.',
    nextEn: 'Look at its XML part by part, or download the original file.',
  },
  RENDERING_NOT_FOUND: {
    status: 404,
    tr: 'Belgenin böyle bir görüntüsü yok.',
    en: 'The document has no such rendering.',
    nextTr: 'Belgeyi yeniden açın; görüntüleri orada yazar.',
    nextEn: 'Open the document again; its renderings are listed there.',
  },
  VIEW_FAILED: {
    status: 422,
    tr: '"{fileName}" çizilemedi.',
    en: '"{fileName}" could not be drawn.',
    nextTr: 'XML hâline bakın ya da özgün dosyayı indirin.',
    nextEn: 'Look at its XML, or download the original file.',
  },
  VIEW_BUSY: {
    status: 503,
    tr: 'Şu an başka belgeler çiziliyor.',
    en: 'Other documents are being drawn just now.',
    nextTr: 'Birkaç saniye sonra yeniden açın.',
    nextEn: 'Open it again in a few seconds.',
  },
});
