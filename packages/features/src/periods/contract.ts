/** The months of a client's books (dönem): which are open, locked or closed, and locking them. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate, isoDateTime, month } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { yearEndErrors, yearEndRoutes } from './year-end-contract.ts';

/** closed: by the closing of the year, for good. locked: by a person, until they unlock it. */
export const periodStatus = z.enum(['open', 'locked', 'closed']);
const wanted = z.enum(['open', 'locked']);
const clientParams = z.object({ clientId: id });
const monthParams = clientParams.extend({ month });
const reason = z.string().trim().min(3).max(500);

/** In the order in which they are worked off. */
export const CLOSING_CHECKS = [
  'earlier-open',
  'drafts',
  'documents',
  'cash-negative',
  'odd-balance',
  'kdv-open',
  'year-open',
  'unnumbered',
] as const;
export type ClosingCheckName = (typeof CLOSING_CHECKS)[number];
/** Those that may be let stand with a reason. */
const acknowledgeable = z.enum(['documents', 'cash-negative', 'odd-balance', 'kdv-open', 'year-open']);

const closingCheck = z.object({
  name: z.enum(CLOSING_CHECKS),
  /**
   * clean: nothing found. blocks: the month does not close with it. warns: it does once somebody lets it stand with a
   * reason, and then it is acknowledged. by-closing: closing does it itself.
   */
  verdict: z.enum(['clean', 'blocks', 'warns', 'acknowledged', 'by-closing']),
  count: z.number().int(),
  /** Sum of what was found, where it has one. */
  amount,
  /** What an acknowledgement is for; other figures ask again. */
  seen: z.string(),
  /** The largest of them, of months the earliest (its first day); `count` tells of all. */
  places: z.array(
    z.object({
      accountCode: z.string().nullable(),
      accountName: z.string().nullable(),
      day: isoDate.nullable(),
      amount: amount.nullable(),
    }),
  ),
  acknowledgement: z
    .object({ reason: z.string(), byName: z.string().nullable(), at: isoDateTime, isCurrent: z.boolean() })
    .nullable(),
});
export type ClosingCheck = z.infer<typeof closingCheck>;

const exceptionView = z.object({
  id,
  month,
  userId: id,
  name: z.string().nullable(),
  reason: z.string(),
  grantedByName: z.string().nullable(),
  grantedAt: isoDateTime,
  endsAt: isoDateTime,
  endedAt: isoDateTime.nullable(),
  isRunning: z.boolean(),
});
export type PeriodException = z.infer<typeof exceptionView>;

const monthView = z.object({
  month,
  status: periodStatus,
  /** The month has ended: only such a month closes. */
  isOver: z.boolean(),
  /** Null while it has no yevmiye numbers. */
  numberedAt: isoDateTime.nullable(),
  closedAt: isoDateTime.nullable(),
  closedByName: z.string().nullable(),
  /** SHA-256 in hexadecimal over the seal before it, the numbers and the chain; of a closed month. */
  seal: z.string().nullable(),
  /** Posted. */
  vouchers: z.number().int(),
  drafts: z.number().int(),
  numbered: z.number().int(),
  firstNo: z.number().int().nullable(),
  lastNo: z.number().int().nullable(),
  /** Sum of what is debited in it. */
  debit: amount,
  /** Numbers that a later posting took back, where it was the last that happened to them. */
  takenBack: z.object({ at: isoDateTime, byName: z.string().nullable() }).nullable(),
  exceptions: z.number().int(),
});
export type MonthView = z.infer<typeof monthView>;

const closedMonth = z.object({
  month,
  /** already: it was closed. refused: it could not be, and nothing after it was tried (not-tried). */
  outcome: z.enum(['closed', 'already', 'refused', 'not-tried']),
  /** Vouchers that have a number now. */
  numbered: z.number().int(),
  /** What stands against it. */
  checks: z.array(closingCheck),
  isOver: z.boolean(),
});

export const periodsContract = {
  listPeriods: route({
    method: 'GET',
    path: '/clients/:clientId/periods',
    permission: 'client:read',
    summary: 'Mükellefin açılmış dönemlerini durumlarıyla gösterir',
    params: z.object({ clientId: id }),
    response: z.object({ items: z.array(z.object({ month, status: periodStatus })) }),
  }),
  setPeriod: route({
    method: 'PUT',
    path: '/clients/:clientId/periods/:month',
    permission: 'voucher:post',
    summary: 'Dönemi kilitler ya da kilidini açar; kilitli döneme fiş işlenmez',
    params: z.object({ clientId: id, month }),
    body: z.object({ status: wanted }),
    response: z.object({
      month,
      status: periodStatus,
      /** False where it was so already. */
      changed: z.boolean(),
      /** Drafts of the month that wait; posting them is refused while it is locked. */
      drafts: z.number().int(),
    }),
    idempotent: true,
  }),
  setPeriods: route({
    method: 'POST',
    path: '/periods/:month',
    permission: 'voucher:post',
    summary: 'Bir ayı seçilen mükelleflerde kilitler ya da açar; her mükellef için ayrı sonuç döner',
    params: z.object({ month }),
    body: z.object({ clientIds: z.array(id).min(1).max(1000), status: wanted }),
    response: z.object({
      results: z.array(
        z.object({
          clientId: id,
          outcome: z.enum(['changed', 'unchanged', 'closed', 'not-opened']),
        }),
      ),
    }),
    idempotent: true,
  }),
  showYear: route({
    method: 'GET',
    path: '/clients/:clientId/years/:year',
    permission: 'voucher:read',
    summary: 'Bir hesap döneminin aylarını durumları, fiş ve yevmiye numaralarıyla gösterir',
    params: clientParams.extend({ year: z.coerce.number().int().min(1994).max(2199) }),
    response: z.object({
      year: z.number().int(),
      firstDay: isoDate,
      lastDay: isoDate,
      /** Fiscal years that have months, the latest first. */
      years: z.array(z.number().int()),
      months: z.array(monthView),
    }),
  }),
  listChecks: route({
    method: 'GET',
    path: '/clients/:clientId/periods/:month/checks',
    permission: 'voucher:read',
    summary: 'Ay kapanmadan önce bakılacakları sayıları ve yerleriyle listeler',
    params: monthParams,
    response: z.object({ month, isOver: z.boolean(), checks: z.array(closingCheck) }),
  }),
  acknowledgeCheck: route({
    method: 'PUT',
    path: '/clients/:clientId/periods/:month/acknowledgements',
    permission: 'period:close',
    summary: 'Kapanış denetiminin bir uyarısını gerekçesiyle kabul eder; gerekçe boşsa kabulü geri alır',
    params: monthParams,
    body: z.object({
      check: acknowledgeable,
      seen: z.string().min(1).max(100),
      /** Null takes it back. */
      reason: reason.nullable(),
    }),
    response: z.object({ checks: z.array(closingCheck) }),
    idempotent: true,
  }),
  moveDrafts: route({
    method: 'POST',
    path: '/clients/:clientId/periods/:month/move-drafts',
    permission: 'voucher:write',
    summary: 'Ayın fiş taslaklarını sonraki ayın ilk gününe taşır',
    params: monthParams,
    response: z.object({
      date: isoDate,
      /** Where each stood, and its version now: what takes the move back. */
      moved: z.array(z.object({ id, date: isoDate, version: z.number().int() })),
    }),
    idempotent: true,
  }),
  numberPeriod: route({
    method: 'POST',
    path: '/clients/:clientId/periods/:month/number',
    permission: 'period:close',
    summary: 'Aya (ve yılın ondan önceki numarasız aylarına) yevmiye madde numarası verir',
    params: monthParams,
    response: z.object({ months: z.array(z.object({ month, numbered: z.number().int() })) }),
    idempotent: true,
  }),
  closePeriods: route({
    method: 'POST',
    path: '/clients/:clientId/periods/:month/close',
    permission: 'period:close',
    summary:
      'Bu aya kadar açık ayları sırayla numaralayıp kapatır; kapanamayan ilk ayda durur, her ay için sonuç döner',
    params: monthParams,
    body: z.object({
      /** Lets the warnings of these months stand. */
      reason: reason.nullish(),
      /** False: this month alone; refused while an earlier one is open. */
      withEarlier: z.boolean().default(false),
    }),
    response: z.object({ results: z.array(closedMonth) }),
    idempotent: true,
  }),
  closeKdv: route({
    method: 'POST',
    path: '/clients/:clientId/periods/:month/kdv-voucher',
    permission: 'voucher:write',
    summary: 'Ayın 191 ve 391 hesaplarını 190 ya da 360 hesabına kapatan fişi taslak olarak önerir',
    params: monthParams,
    response: z.object({ voucherId: id.nullable(), payable: amount, deferred: amount, carried: amount }),
    idempotent: true,
  }),
  listExceptions: route({
    method: 'GET',
    path: '/clients/:clientId/periods/:month/exceptions',
    permission: 'voucher:read',
    summary: 'Kilitli aya kimin, neden, ne zamana kadar kayıt yapabildiğini gösterir',
    params: monthParams,
    response: z.object({
      items: z.array(exceptionView),
      /** Who may be given one. */
      people: z.array(z.object({ userId: id, name: z.string() })),
    }),
  }),
  grantException: route({
    method: 'POST',
    path: '/clients/:clientId/periods/:month/exceptions',
    permission: 'period:close',
    summary: 'Kilitli aya bir kişinin, gerekçeyle ve süreyle kayıt yapmasına izin verir',
    params: monthParams,
    body: z.object({ userId: id, reason, hours: z.number().int().min(1).max(744) }),
    response: exceptionView,
    status: 201,
  }),
  endException: route({
    method: 'POST',
    path: '/clients/:clientId/period-exceptions/:exceptionId/end',
    permission: 'period:close',
    summary: 'Kilit istisnasını süresinden önce bitirir',
    params: clientParams.extend({ exceptionId: id }),
    response: z.object({ ended: z.boolean() }),
    idempotent: true,
  }),
  ...yearEndRoutes,
};

export const { definitions: periodErrorDefinitions, errors: periodErrors } = defineErrors({
  PERIOD_CLOSED: {
    status: 409,
    tr: '{month} dönemi kapanmış; kapanış kesindir, kilidi açılmaz, numaraları değişmez.',
    en: 'The period {month} is closed; closing is final, it is not unlocked and keeps its numbers.',
    nextTr: 'Düzeltmeyi açık bir döneme işleyin.',
    nextEn: 'Post the correction to an open period.',
  },
  PERIOD_NOT_OPENED: {
    status: 404,
    tr: '{month} dönemi bu mükellefte açılmamış.',
    en: 'The period {month} is not opened for this client.',
    nextTr: 'Açılmış bir dönem seçin.',
    nextEn: 'Choose an opened period.',
  },
  PERIOD_NOT_LOCKED: {
    status: 409,
    tr: '{month} dönemi kilitli değil; istisna yalnız kilitli aya verilir.',
    en: 'The period {month} is not locked; an exception is for a locked month only.',
    nextTr: 'Önce dönemi kilitleyin.',
    nextEn: 'Lock the period first.',
  },
  PERIOD_EXCEPTION_NOT_FOUND: {
    status: 404,
    tr: 'Kilit istisnası bulunamadı.',
    en: 'The exception was not found.',
    nextTr: 'Sayfayı yenileyin.',
    nextEn: 'Reload the page.',
  },
  PERIOD_EXCEPTION_PERSON: {
    status: 422,
    tr: 'Bu kişi fişleri deftere işleyemez; kilit istisnası ona verilmez.',
    en: 'This person does not post vouchers; no exception is given to them.',
    nextTr: 'Deftere işleme yetkisi olan birini seçin.',
    nextEn: 'Choose somebody who may post.',
  },
  KDV_ACCOUNT_MISSING: {
    status: 422,
    tr: 'KDV kapanışı için {code} hesabında kayda açık bir alt hesap yok.',
    en: 'Closing the KDV needs an account of {code} that takes postings; there is none.',
    nextTr: 'Hesap planında {code} altında hesap açın (360 için “360.03 Ödenecek KDV”).',
    nextEn: 'Open an account below {code} in the chart (for 360: “360.03”).',
  },
  ...yearEndErrors,
});
