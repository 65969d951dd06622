/** What every route that gives its list as a file asks for, and when it refuses. */
import { TABLE_FORMATS } from '@muhasebi/connectors/table-file/table-file.ts';
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { z } from 'zod';

/** Joins the query of the list itself: the same filters and order give the same rows. */
export const exportQuery = z.object({
  format: z.enum(TABLE_FORMATS).default('xlsx'),
  /** Ids of the columns wanted, in their order, joined by commas; all unless given. */
  columns: z
    .string()
    .max(600)
    .regex(
      /^\w+(,\w+)*$/,
      bothTexts('virgülle ayrılmış sütun adları olmalı', 'must be names joined by commas'),
    )
    .optional(),
});
export type ExportQuery = z.output<typeof exportQuery>;

export const { definitions: exportErrorDefinitions, errors: exportErrors } = defineErrors({
  EXPORT_TOO_MANY_ROWS: {
    status: 422,
    tr: 'Görünümde {limit} satırdan fazlası var; {format} dosyasına en çok {limit} satır yazılır.',
    en: 'The view has more than {limit} rows; a {format} file takes at most {limit}.',
    nextTr: 'Tarih aralığını ya da süzgeci daraltın, ya da daha çok satır alan bir biçim seçin (XLSX, CSV).',
    nextEn: 'Narrow the dates or filters, or choose a format that takes more rows (XLSX, CSV).',
  },
  EXPORT_BUSY: {
    status: 503,
    tr: 'Şu anda başka dosyalar hazırlanıyor.',
    en: 'Other files are being made at the moment.',
    nextTr: 'Bir dakika sonra yeniden deneyin.',
    nextEn: 'Try again in a minute.',
  },
  /** Nobody is there to read the answer. */
  EXPORT_LEFT: {
    status: 410,
    tr: 'Dosyayı isteyen beklemedi; hazırlanması durduruldu.',
    en: 'Whoever asked for the file left; making it was stopped.',
    nextTr: 'Dosyayı yeniden isteyin.',
    nextEn: 'Ask for the file again.',
  },
});
