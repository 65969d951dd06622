/** The chart of accounts (hesap planı) as the outside sees it: the whole of it, its changes, lists brought in, templates. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { exportQuery } from '../table-export-contract.ts';

/** Accounts a client; more is refused, since pages and lists hold a chart as a whole. */
export const MOST_ACCOUNTS = 50_000;

const clientParams = z.object({ clientId: id });
/** "120", "120.01", "120.01.0001". */
const accountCode = z.string().regex(/^[1-9]\d{0,2}(\.\d{1,10})*$/, 'hesap kodu 120.01.0001 biçimindedir');
const accountName = z.string().trim().min(1).max(200);
const codes = z.array(accountCode).min(1).max(MOST_ACCOUNTS);

export const chartAccount = z.object({
  code: z.string(),
  name: z.string(),
  isLeaf: z.boolean(),
  /** proposed: opened by a draft's proposal. */
  status: z.enum(['proposed', 'open', 'closed']),
  counterpartyTaxId: z.string().nullable(),
  /** Named by law: keeps its name and cannot be deleted. */
  isOfLaw: z.boolean(),
  /** Debit less credit of all posted lines, accounts below it included. */
  balance: amount,
});
export type ChartAccountView = z.output<typeof chartAccount>;

/** Why a row of a list was not taken. `number-code` to `bad-tax-id` come of reading a file alone. */
export const conflictReason = z.enum([
  'law',
  'name',
  'twice',
  'parent',
  'lines',
  'closed',
  'counterparty',
  'level',
  'number-code',
  'unreadable-code',
  'no-name',
  'long-name',
  'bad-tax-id',
]);

export const chartConflict = z.object({
  /** Place in the list or file, from 1. */
  row: z.number().int(),
  code: z.string(),
  name: z.string(),
  reason: conflictReason,
  /** The name that stands, the code or the row in the way, or what could not be read. */
  other: z.string(),
});
export type ChartConflict = z.output<typeof chartConflict>;

/** What a list did to the chart, or would do. */
export const chartChange = z.object({
  applied: z.boolean(),
  opened: z.array(z.object({ code: z.string(), name: z.string() })),
  renamed: z.array(z.object({ code: z.string(), from: z.string(), to: z.string() })),
  /** How many rows stood there already. */
  same: z.number().int(),
  conflicts: z.array(chartConflict),
});
export type ChartChange = z.output<typeof chartChange>;

export const chartTemplate = z.object({
  id,
  name: z.string(),
  accountCount: z.number().int(),
  version: z.number().int(),
});
export type ChartTemplate = z.output<typeof chartTemplate>;

const templateName = z.string().trim().min(1).max(80);
const templateParams = z.object({ templateId: id });

export const chartContract = {
  showChart: route({
    method: 'GET',
    path: '/clients/:clientId/chart',
    permission: 'account:read',
    summary: 'Hesap planının tümünü bakiyeleriyle gösterir',
    params: clientParams,
    response: z.object({ accounts: z.array(chartAccount) }),
  }),
  exportChart: route({
    method: 'GET',
    path: '/clients/:clientId/chart/export',
    permission: 'account:read',
    summary: 'Hesap planını XLSX, CSV ya da PDF olarak verir',
    kind: 'file',
    params: clientParams,
    query: exportQuery,
  }),
  renameAccounts: route({
    method: 'POST',
    path: '/clients/:clientId/chart/names',
    permission: 'account:write',
    summary: 'Hesapların adını değiştirir; adı bu arada değişen bir hesap varsa hiçbirini değiştirmez',
    params: clientParams,
    body: z.object({
      names: z
        .array(z.object({ code: accountCode, was: z.string().max(200), name: accountName }))
        .min(1)
        .max(MOST_ACCOUNTS),
    }),
    idempotent: true,
  }),
  setAccountStatus: route({
    method: 'POST',
    path: '/clients/:clientId/chart/status',
    permission: 'account:write',
    summary: 'Hesapları kullanıma kapatır ya da yeniden açar; istenirse altlarındakilerle birlikte',
    params: clientParams,
    body: z.object({ codes, status: z.enum(['open', 'closed']), withBranch: z.boolean().default(false) }),
    response: z.object({ changed: z.array(z.string()) }),
    idempotent: true,
  }),
  deleteAccounts: route({
    method: 'POST',
    path: '/clients/:clientId/chart/delete',
    permission: 'account:write',
    summary: 'Kullanılmamış hesapları siler; biri bile kullanılmışsa hiçbirini silmez',
    params: clientParams,
    body: z.object({ codes }),
    idempotent: true,
  }),
  listAccountHistory: route({
    method: 'GET',
    path: '/clients/:clientId/accounts/:accountCode/history',
    permission: 'account:read',
    summary: 'Hesabın geçmişi: kim, ne zaman, neyi neye çevirdi',
    params: clientParams.extend({ accountCode }),
    response: z.object({
      items: z.array(
        z.object({
          id,
          at: isoDateTime,
          /** Null where no person did it. */
          byName: z.string().nullable(),
          kind: z.enum(['opened', 'proposed', 'renamed', 'confirmed', 'closed', 'reopened', 'deleted']),
          from: z.string().nullable(),
          to: z.string().nullable(),
        }),
      ),
    }),
  }),
  mergeChart: route({
    method: 'POST',
    path: '/clients/:clientId/chart/merge',
    permission: 'account:write',
    summary: 'Bir şablonun ya da başka mükellefin hesaplarından eksik olanları açar; hiçbirini silmez',
    params: clientParams,
    body: z.object({
      from: z.union([z.object({ templateId: id }), z.object({ clientId: id })]),
      /** Accounts of counterparties too; a template has none. */
      withCounterparties: z.boolean().default(false),
      /** Otherwise it only says what it would do. */
      apply: z.boolean().default(false),
    }),
    response: chartChange,
    idempotent: true,
  }),
  importChart: route({
    method: 'POST',
    path: '/clients/:clientId/chart/import',
    permission: 'account:write',
    summary:
      'XLSX ya da CSV dosyasındaki hesapları açar ve adlandırır; bir satır bile yanlışsa hiçbirini işlemez',
    kind: 'multipart',
    params: clientParams,
    query: z.object({ apply: z.stringbool().default(false) }),
    response: chartChange,
    idempotent: true,
  }),
  listChartTemplates: route({
    method: 'GET',
    path: '/chart-templates',
    permission: 'account:read',
    summary: 'Ofisin hesap planı şablonlarını listeler',
    response: z.object({ items: z.array(chartTemplate) }),
  }),
  createChartTemplate: route({
    method: 'POST',
    path: '/chart-templates',
    permission: 'account:write',
    summary: 'Bir mükellefin hesap planını, carileri olmadan, ofis şablonu olarak saklar',
    body: z.object({ name: templateName, clientId: id }),
    response: chartTemplate,
    status: 201,
  }),
  updateChartTemplate: route({
    method: 'PATCH',
    path: '/chart-templates/:templateId',
    permission: 'account:write',
    summary: 'Şablonun adını değiştirir ya da içeriğini bir mükellefin planıyla yeniler',
    params: templateParams,
    body: z.object({ version: z.number().int(), name: templateName.optional(), clientId: id.optional() }),
    response: chartTemplate,
  }),
  deleteChartTemplate: route({
    method: 'DELETE',
    path: '/chart-templates/:templateId',
    permission: 'account:write',
    summary: 'Şablonu siler; ondan açılmış hesaplar kalır',
    params: templateParams,
    idempotent: true,
  }),
};

export const { definitions: chartErrorDefinitions, errors: chartErrors } = defineErrors({
  ACCOUNT_OF_LAW: {
    status: 422,
    tr: '{code} {name} Tekdüzen Hesap Planının hesabıdır; adı değişmez ve silinmez.',
    en: '{code} {name} is an account of the Tekdüzen chart; it keeps its name and is not deleted.',
    nextTr: 'Kullanmıyorsanız kullanıma kapatın; ayrıntıyı alt hesapla izleyin.',
    nextEn: 'Close it where it is not used; follow details in a sub-account.',
  },
  ACCOUNT_NAME_CHANGED: {
    status: 409,
    tr: '{code} hesabının adı bu arada “{name}” oldu.',
    en: 'The name of account {code} became “{name}” meanwhile.',
    nextTr: 'Planı yenileyip yeniden deneyin.',
    nextEn: 'Reload the chart and try again.',
  },
  ACCOUNT_HAS_BALANCE: {
    status: 422,
    tr: '{code} hesabının {balance} bakiyesi var; kapatılırsa dönem sonunda kayıt alamaz.',
    en: 'Account {code} has a balance of {balance}; closed, it could not be posted to at the end of the period.',
    nextTr: 'Önce bakiyeyi başka hesaba aktarın.',
    nextEn: 'Move the balance to another account first.',
  },
  ACCOUNT_IN_USE: {
    status: 422,
    tr: '{code} hesabı kullanılıyor ({by}); silinemez.',
    en: 'Account {code} is in use ({byEn}); it cannot be deleted.',
    nextTr: 'Kullanıma kapatın ya da önce onu kullanan kaydı değiştirin.',
    nextEn: 'Close it, or change the record that uses it first.',
  },
  CHART_TOO_LARGE: {
    status: 422,
    tr: 'Hesap planında en çok {limit} hesap olur; bu listeyle {count} hesap olurdu.',
    en: 'A chart holds at most {limit} accounts; with this list it would be {count}.',
    nextTr: 'Kullanılmayan hesapları silin ya da listeyi küçültün.',
    nextEn: 'Delete accounts that are not used, or shorten the list.',
  },
  CHART_FILE_TOO_LARGE: {
    status: 413,
    tr: 'Hesap planı dosyası 10 MB’tan büyük.',
    en: 'The file of the chart is larger than 10 MB.',
    nextTr: 'Yalnız kod ve ad sütunlarını yeni bir dosyaya kopyalayıp onu seçin.',
    nextEn: 'Copy the columns of code and name alone into a new file and choose that.',
  },
  CHART_FILE_UNREADABLE: {
    status: 422,
    tr: '{problem}',
    en: '{problemEn}',
    nextTr: 'Dosyayı düzeltip yeniden seçin.',
    nextEn: 'Correct the file and choose it again.',
  },
  CHART_FILE_NO_HEADER: {
    status: 422,
    tr: 'Dosyada “Hesap kodu” ve “Hesap adı” sütunları bulunamadı.',
    en: 'The file has no columns “Hesap kodu” and “Hesap adı”.',
    nextTr: 'Sütun başlıklarını böyle yazın ya da kodu birinci, adı ikinci sütuna koyun.',
    nextEn: 'Name the columns so, or put the code into the first and the name into the second column.',
  },
  CHART_TEMPLATE_NOT_FOUND: {
    status: 404,
    tr: 'Hesap planı şablonu bulunamadı; silinmiş olabilir.',
    en: 'The template was not found; it may have been deleted.',
    nextTr: 'Şablonları yenileyin.',
    nextEn: 'Reload the templates.',
  },
  CHART_TEMPLATE_NAME_TAKEN: {
    status: 409,
    tr: '“{name}” adında bir hesap planı şablonu zaten var.',
    en: 'A template named “{name}” exists already.',
    nextTr: 'Başka bir ad verin ya da var olanı yenileyin.',
    nextEn: 'Give it another name, or renew the one that exists.',
  },
  CHART_TEMPLATE_LIMIT: {
    status: 422,
    tr: 'Ofisin {limit} hesap planı şablonu var; daha fazlası eklenmez.',
    en: 'The office has {limit} templates of charts; no more are added.',
    nextTr: 'Kullanmadığınız bir şablonu silin.',
    nextEn: 'Delete one that is not used.',
  },
});
