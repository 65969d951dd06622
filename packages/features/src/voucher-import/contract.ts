/** The import of vouchers as the outside sees it: a file, how it is read, its rows with their faults, and what became of it. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';
import { importPlan, VOUCHER_TYPES } from './plan.ts';

const clientParams = z.object({ clientId: id });
const importParams = z.object({ importId: id });

export const IMPORT_STATES = [
  'mapping',
  'reading',
  'ready',
  'writing',
  'done',
  'undoing',
  'undone',
  'failed',
  'dropped',
] as const;

const fault = z.object({ code: z.string(), message: z.string(), messageEn: z.string() });
const refusal = fault.extend({ next: z.string(), nextEn: z.string() });

/** Vouchers of the file by what became of them. */
const counts = z.object({
  good: z.number().int(),
  faulty: z.number().int(),
  /** Stand as drafts. */
  written: z.number().int(),
  posted: z.number().int(),
  refused: z.number().int(),
  undone: z.number().int(),
  /** Not taken back: changed since, or in a month that is shut. */
  kept: z.number().int(),
});

export const importView = z.object({
  id,
  clientId: id,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  state: z.enum(IMPORT_STATES),
  createdAt: isoDateTime,
  createdByName: z.string().nullable(),
  decidedAt: isoDateTime.nullable(),
  endedAt: isoDateTime.nullable(),
  allOrNothing: z.boolean().nullable(),
  post: z.boolean().nullable(),
  /** Rows read, vouchers written or taken back, by the state. */
  progress: z.number().int(),
  rows: z.number().int(),
  skippedRows: z.number().int(),
  faultyRows: z.number().int(),
  warnedRows: z.number().int(),
  counts,
  /** Debit of the vouchers that are good or came in. */
  total: amount,
  fault: fault.nullable(),
});
export type ImportView = z.infer<typeof importView>;

export const importDetail = importView.extend({
  sheets: z.array(z.string()),
  /** Of the columns of the header row, in their order. */
  headers: z.array(z.string()),
  /** Rows below the headers, as they stand. */
  samples: z.array(z.array(z.string())),
  /** As it was said last, else as it is proposed. */
  plan: importPlan,
  /** known: this office read a file with these headers before · guessed: by the words of the headers. */
  planFrom: z.enum(['known', 'guessed', 'said']),
  /** The same file of this client, imported before. */
  earlier: z.array(
    z.object({
      id,
      at: isoDateTime,
      byName: z.string().nullable(),
      state: z.enum(IMPORT_STATES),
      vouchers: z.number().int(),
    }),
  ),
});
export type ImportDetail = z.infer<typeof importDetail>;

const note = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** Where it is: a column from 0; null is about the row or its voucher. */
  column: z.number().int().nullable(),
  message: z.string(),
  messageEn: z.string(),
  next: z.string(),
  nextEn: z.string(),
});

export const importRow = z.object({
  rowNo: z.number().int(),
  /** The voucher that it belongs to, by its place in the file; null where it is passed over. */
  groupNo: z.number().int().nullable(),
  /** Whether that voucher can come in. */
  voucherIsGood: z.boolean(),
  state: z.enum(['good', 'warned', 'faulty', 'skipped']),
  cells: z.array(z.string()),
  notes: z.array(note),
});
export type ImportRow = z.infer<typeof importRow>;

export const importVoucher = z.object({
  groupNo: z.number().int(),
  label: z.string(),
  firstRow: z.number().int(),
  lastRow: z.number().int(),
  type: z.enum(VOUCHER_TYPES),
  date: isoDate.nullable(),
  description: z.string(),
  lines: z.number().int(),
  debit: amount,
  credit: amount,
  state: z.enum(['faulty', 'good', 'written', 'posted', 'refused', 'undone', 'kept']),
  voucherId: id.nullable(),
  fisNo: z.number().int().nullable(),
  refusal: refusal.nullable(),
});
export type ImportVoucher = z.infer<typeof importVoucher>;

const placed = z.object({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const voucherImportContract = {
  uploadVoucherImport: route({
    method: 'POST',
    path: '/clients/:clientId/voucher-imports',
    permission: 'voucher:write',
    summary: 'Fişlerin bulunduğu XLSX ya da CSV dosyasını alır ve sütunlarını önerir',
    kind: 'multipart',
    params: clientParams,
    response: importDetail,
    status: 201,
  }),
  listVoucherImports: route({
    method: 'GET',
    path: '/clients/:clientId/voucher-imports',
    permission: 'voucher:read',
    summary: 'Mükellefin fiş aktarımlarını listeler, en yenisi önce',
    params: clientParams,
    query: placed,
    response: z.object({ items: z.array(importView), total: z.number().int() }),
  }),
  giveVoucherImportExample: route({
    method: 'GET',
    path: '/clients/:clientId/voucher-imports/example',
    permission: 'voucher:read',
    summary: 'Doldurulacak örnek dosyayı verir',
    kind: 'file',
    params: clientParams,
    query: exportQuery,
  }),
  getVoucherImport: route({
    method: 'GET',
    path: '/voucher-imports/:importId',
    permission: 'voucher:read',
    summary: 'Bir aktarımı sütunları, sayıları ve durumuyla gösterir',
    params: importParams,
    response: importDetail,
  }),
  lookAtVoucherImport: route({
    method: 'POST',
    path: '/voucher-imports/:importId/look',
    permission: 'voucher:write',
    summary: 'Başka çalışma sayfasına ya da başlık satırına bakar, sütunları yeniden önerir',
    params: importParams,
    body: z.object({
      sheet: z.string().max(200).nullable(),
      headerRow: z.number().int().min(1).max(1000).nullable().default(null),
    }),
    response: importDetail,
    idempotent: true,
  }),
  readVoucherImport: route({
    method: 'POST',
    path: '/voucher-imports/:importId/read',
    permission: 'voucher:write',
    summary: 'Sütun eşlemesini kaydeder; satırlar arka planda okunur ve denetlenir',
    params: importParams,
    body: importPlan,
    response: importDetail,
    status: 202,
  }),
  listVoucherImportRows: route({
    method: 'GET',
    path: '/voucher-imports/:importId/rows',
    permission: 'voucher:read',
    summary: 'Dosyanın satırlarını hatalarıyla listeler',
    params: importParams,
    query: placed.extend({ state: z.enum(['all', 'faulty', 'warned', 'good', 'skipped']).default('all') }),
    response: z.object({ items: z.array(importRow), total: z.number().int() }),
  }),
  listVoucherImportVouchers: route({
    method: 'GET',
    path: '/voucher-imports/:importId/vouchers',
    permission: 'voucher:read',
    summary: 'Dosyadaki fişleri ve her birinin sonucunu listeler',
    params: importParams,
    query: placed.extend({
      state: z
        .enum(['all', 'faulty', 'good', 'written', 'posted', 'refused', 'undone', 'kept'])
        .default('all'),
    }),
    response: z.object({ items: z.array(importVoucher), total: z.number().int() }),
  }),
  writeVoucherImport: route({
    method: 'POST',
    path: '/voucher-imports/:importId/write',
    permission: 'voucher:write',
    summary: 'Okunan fişleri taslak olarak açar ya da deftere işler: tümünü ya da yalnız hatasızları',
    params: importParams,
    body: z.object({ allOrNothing: z.boolean(), post: z.boolean() }),
    response: importDetail,
    status: 202,
  }),
  undoVoucherImport: route({
    method: 'POST',
    path: '/voucher-imports/:importId/undo',
    permission: 'voucher:write',
    summary: 'Aktarımı tek işlemde geri alır: taslaklar silinir, işlenenlere ters kayıt yapılır',
    params: importParams,
    response: importDetail,
    status: 202,
    idempotent: true,
  }),
  dropVoucherImport: route({
    method: 'DELETE',
    path: '/voucher-imports/:importId',
    permission: 'voucher:write',
    summary: 'Henüz yazılmamış aktarımdan vazgeçer',
    params: importParams,
    idempotent: true,
  }),
};

export const { definitions: voucherImportErrorDefinitions, errors: voucherImportErrors } = defineErrors({
  IMPORT_NOT_FOUND: {
    status: 404,
    tr: 'Aktarım bulunamadı.',
    en: 'Import not found.',
    nextTr: 'Aktarımlar listesinden seçin.',
    nextEn: 'Pick one from the list of imports.',
  },
  IMPORT_NO_FILE: {
    status: 422,
    tr: 'İstekte dosya yok ya da birden çok dosya var.',
    en: 'The request holds no file, or more than one.',
    nextTr: 'Bir XLSX ya da CSV dosyası seçin.',
    nextEn: 'Choose one XLSX or CSV file.',
  },
  IMPORT_FILE_UNREADABLE: {
    status: 422,
    tr: '“{fileName}” okunamadı: {reason}',
    en: '“{fileName}” could not be read: {reasonEn}',
    nextTr: 'Söyleneni yapıp dosyayı yeniden yükleyin.',
    nextEn: 'Do as it says and upload the file again.',
  },
  IMPORT_FILE_TOO_LARGE: {
    status: 413,
    tr: '“{fileName}” çok büyük; en çok {limit} alınır.',
    en: '“{fileName}” is too large; at most {limit} is taken.',
    nextTr: 'Dosyayı bölüp parça parça yükleyin.',
    nextEn: 'Split the file and upload the parts.',
  },
  IMPORT_PLAN_INCOMPLETE: {
    status: 422,
    tr: 'Sütun eşlemesi eksik: {missing}.',
    en: 'The mapping of columns is incomplete: {missingEn}.',
    nextTr: 'Eksik sütunu seçin.',
    nextEn: 'Choose the missing column.',
  },
  IMPORT_WRONG_STATE: {
    status: 409,
    tr: 'Aktarım şu anda bunun için uygun değil ({state}).',
    en: 'The import cannot do that at present ({state}).',
    nextTr: 'Sayfayı yenileyip durumuna bakın.',
    nextEn: 'Reload the page and look at its state.',
  },
  IMPORT_HAS_FAULTS: {
    status: 422,
    tr: '{count} fişte hata var; tümü birden aktarılamaz.',
    en: '{count} vouchers have faults; all of them together cannot be imported.',
    nextTr: 'Hataları dosyada düzeltip yeniden yükleyin ya da yalnız hatasızları aktarın.',
    nextEn: 'Correct the faults in the file and upload it again, or import the good ones alone.',
  },
  IMPORT_NOTHING_GOOD: {
    status: 422,
    tr: 'Dosyada aktarılabilecek fiş yok.',
    en: 'The file holds no voucher that could be imported.',
    nextTr: 'Hataları dosyada düzeltip yeniden yükleyin.',
    nextEn: 'Correct the faults in the file and upload it again.',
  },
  IMPORT_RIGHTS_ENDED: {
    status: 403,
    tr: 'Aktarımı isteyenin yetkisi iş bitmeden sona erdi; kalan fişlere dokunulmadı.',
    en: 'The right of the person who asked for the import ended before it was done; the remaining vouchers were left alone.',
    nextTr: 'Yetkisi olan biri dosyayı yeniden aktarsın ya da aktarımı geri alsın.',
    nextEn: 'Have somebody with the right import the file again, or take the import back.',
  },
  IMPORT_DRAFT_CHANGED: {
    status: 409,
    tr: 'Taslak aktarımdan sonra değiştirilmiş; silinmedi.',
    en: 'The draft was changed after the import; it was not deleted.',
    nextTr: 'Taslağı açıp gerekiyorsa elle silin.',
    nextEn: 'Open the draft and delete it by hand if need be.',
  },
});
