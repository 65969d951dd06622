/** Reports that come by themselves: when, about whom, to whom; and the record of every run. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { cursorQuery, id, isoDate, isoDateTime, page } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { mailAddress } from '../mail-outbox/contract.ts';

const bilingual = z.object({ tr: z.string(), en: z.string() });

const time = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$/,
    bothTexts('SS:DD biçiminde saat olmalı (08:30)', 'must be a time like 08:30'),
  );
/** Where a day that is not worked is moved to. */
const offDay = z.enum(['keep', 'next', 'previous']).default('keep');

const rule = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), workingDaysOnly: z.boolean().default(true), time }),
  /** 1 Monday to 7 Sunday. */
  z.object({ every: z.literal('week'), weekday: z.number().int().min(1).max(7), offDay, time }),
  z.object({
    every: z.literal('month'),
    day: z.union([z.number().int().min(1).max(31), z.enum(['first-working', 'last-working'])]),
    offDay,
    time,
  }),
  /** After a month of the client is closed. */
  z.object({ every: z.literal('closing') }),
]);
export type ScheduleRule = z.output<typeof rule>;

/** What of the books, as seen from the day that is due; after a closing, from the first day after the closed month. */
export const SPANS = [
  'previous-month',
  'year-to-previous-month',
  'this-month',
  'previous-week',
  'yesterday',
] as const;
export type Span = (typeof SPANS)[number];

const recipient = z.discriminatedUnion('kind', [
  /** Somebody of the office. */
  z.object({ kind: z.literal('person'), userId: id }),
  /** Everybody with a portal of the client company. */
  z.object({ kind: z.literal('client-users') }),
  /** The addresses of the client's card: its own, and those of its contacts. */
  z.object({ kind: z.literal('client-card') }),
  z.object({
    kind: z.literal('address'),
    address: mailAddress,
  }),
]);
export type Recipient = z.output<typeof recipient>;

const texts = {
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(4000),
};

const schedule = z.object({
  name: z.string().trim().min(1).max(120),
  reportId: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  format: z.enum(['pdf', 'xlsx', 'csv']),
  language: z.enum(['tr', 'en']).default('tr'),
  options: z.record(z.string().max(60), z.string().max(200)).default({}),
  about: z.enum(['office', 'all', 'some']),
  clientIds: z.array(id).max(5000).default([]),
  rule,
  span: z.enum(SPANS),
  recipients: z.array(recipient).min(1).max(50),
  ...texts,
  /** False: the mail has a link alone, which asks to sign in and expires. */
  attach: z.boolean().default(true),
  skipEmpty: z.boolean().default(true),
});
export type ScheduleBody = z.output<typeof schedule>;

const runCounts = z.object({
  waiting: z.number().int(),
  sent: z.number().int(),
  failed: z.number().int(),
});

const scheduleView = schedule.extend({
  id,
  reportTitle: bilingual.nullable(),
  state: z.enum(['on', 'paused', 'ended']),
  /** Null where it does not come by the clock. */
  nextDueAt: isoDateTime.nullable(),
  version: z.number().int(),
  createdByName: z.string().nullable(),
  lastRun: z
    .object({ state: z.enum(['queued', 'running', 'sent', 'failed', 'skipped']), at: isoDateTime })
    .nullable(),
});
export type ScheduleView = z.output<typeof scheduleView>;

const runView = z.object({
  id,
  scheduleId: id,
  scheduleName: z.string(),
  client: z.object({ id, title: z.string() }).nullable(),
  state: z.enum(['queued', 'running', 'sent', 'failed', 'skipped']),
  /** Why it failed or was skipped, or what of it did not arrive. */
  reason: bilingual.nullable(),
  dueAt: isoDateTime,
  /** Missed times that it stands for. */
  missed: z.number().int(),
  /** Asked for by hand, for one person alone. */
  byHand: z.boolean(),
  period: z.object({ from: isoDate, to: isoDate }),
  fileName: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  summary: bilingual.nullable(),
  recipients: runCounts,
  endedAt: isoDateTime.nullable(),
  /** The file can be fetched until then; null where there is none. */
  expiresAt: isoDateTime.nullable(),
});
export type RunView = z.output<typeof runView>;

const runDetail = runView.extend({
  people: z.array(
    z.object({
      id,
      address: z.string(),
      name: z.string().nullable(),
      state: z.enum(['waiting', 'sent', 'held', 'failed', 'bounced']),
      reason: bilingual.nullable(),
      /** Another row says what became of the second try. */
      retried: z.boolean(),
      at: isoDateTime.nullable(),
    }),
  ),
});
export type RunDetail = z.output<typeof runDetail>;

const scheduleParams = z.object({ scheduleId: id });
const runParams = z.object({ reportRunId: id });

export const reportSchedulesContract = {
  listSchedules: route({
    method: 'GET',
    path: '/report-schedules',
    permission: 'report:read',
    summary: 'Zamanlanmış raporları listeler',
    response: z.object({ items: z.array(scheduleView) }),
  }),
  showScheduleChoices: route({
    method: 'GET',
    path: '/report-schedules/choices',
    permission: 'report:publish',
    summary: 'Zamanlanabilecek raporlar, ofisin kişileri ve saat dilimi',
    response: z.object({
      timeZone: z.string(),
      reports: z.array(
        z.object({
          id: z.string(),
          title: bilingual,
          about: z.enum(['client', 'office']),
          formats: z.array(z.enum(['pdf', 'xlsx', 'csv'])),
          /** Choices that it takes beside client and period. */
          options: z.array(
            z.object({
              name: z.string(),
              label: bilingual,
              required: z.boolean(),
              fallback: z.string().nullable(),
            }),
          ),
        }),
      ),
      people: z.array(z.object({ userId: id, name: z.string(), email: z.string() })),
    }),
  }),
  createSchedule: route({
    method: 'POST',
    path: '/report-schedules',
    permission: 'report:publish',
    summary: 'Rapor zamanlar',
    body: schedule,
    response: scheduleView,
    status: 201,
  }),
  changeSchedule: route({
    method: 'PUT',
    path: '/report-schedules/:scheduleId',
    permission: 'report:publish',
    summary: 'Zamanlanmış raporu değiştirir',
    params: scheduleParams,
    body: schedule.extend({ version: z.number().int() }),
    response: scheduleView,
  }),
  setScheduleState: route({
    method: 'POST',
    path: '/report-schedules/:scheduleId/state',
    permission: 'report:publish',
    summary: 'Zamanlanmış raporu duraklatır, sürdürür ya da kaldırır; kaldırılan geri alınabilir',
    params: scheduleParams,
    body: z.object({ state: z.enum(['on', 'paused', 'ended']) }),
    response: scheduleView,
    idempotent: true,
  }),
  previewSchedule: route({
    method: 'POST',
    path: '/report-schedules/preview',
    permission: 'report:publish',
    summary: 'E-postanın bir alıcıya nasıl gideceğini ve sıradaki zamanları gösterir; hiçbir şey kaydetmez',
    body: schedule,
    response: z.object({
      subject: z.string(),
      body: z.string(),
      period: z.object({ from: isoDate, to: isoDate }),
      next: z.array(isoDateTime),
      /** How many client companies it is about now; null for the office as a whole. */
      clients: z.number().int().nullable(),
    }),
    idempotent: true,
  }),
  sendOneNow: route({
    method: 'POST',
    path: '/report-schedules/:scheduleId/send-now',
    permission: 'report:publish',
    summary: 'Raporu şimdi yalnız isteyene yollar',
    params: scheduleParams,
    /** Of which company, where the schedule is about several; the first of them unless given. */
    body: z.object({ clientId: id.nullish() }),
    response: runView,
    status: 202,
  }),
  listRuns: route({
    method: 'GET',
    path: '/report-runs',
    permission: 'report:read',
    summary: 'Rapor gönderimleri, en yenisi önce',
    query: cursorQuery.extend({
      scheduleId: id.optional(),
      clientId: id.optional(),
      state: z.enum(['open', 'sent', 'failed', 'skipped']).optional(),
    }),
    response: page(runView),
  }),
  showRun: route({
    method: 'GET',
    path: '/report-runs/:reportRunId',
    permission: 'report:read',
    summary: 'Bir gönderim ve alıcıları',
    params: runParams,
    response: runDetail,
  }),
  retryRun: route({
    method: 'POST',
    path: '/report-runs/:reportRunId/retry',
    permission: 'report:publish',
    summary: 'Gönderimi ulaşmayan alıcılar için yeniden dener; ulaşanlara ikinci kez yollanmaz',
    params: runParams,
    response: runView,
    idempotent: true,
  }),
  downloadRun: route({
    method: 'GET',
    path: '/report-runs/:reportRunId/file',
    permission: 'report:read',
    summary: 'Gönderilen raporu indirir; süresi dolunca reddeder',
    kind: 'file',
    params: runParams,
  }),
  listOwnRuns: route({
    method: 'GET',
    path: '/portal/clients/:clientId/report-runs',
    permission: 'portal:reports',
    summary: 'Mükellef kullanıcısına yollanan, süresi dolmamış raporlar',
    params: z.object({ clientId: id }),
    response: z.object({
      items: z.array(
        z.object({
          id,
          name: z.string(),
          period: z.object({ from: isoDate, to: isoDate }),
          fileName: z.string(),
          sentAt: isoDateTime,
          expiresAt: isoDateTime,
        }),
      ),
    }),
  }),
  downloadOwnRun: route({
    method: 'GET',
    path: '/portal/report-runs/:reportRunId/file',
    permission: 'portal:reports',
    summary: 'Kişiye yollanan raporu indirir',
    kind: 'file',
    params: runParams,
  }),
};
export type OwnRun = z.output<typeof reportSchedulesContract.listOwnRuns.response>['items'][number];

export const { definitions: reportScheduleErrorDefinitions, errors: reportScheduleErrors } = defineErrors({
  REPORT_SCHEDULE_NOT_FOUND: {
    status: 404,
    tr: 'Zamanlanmış rapor bulunamadı.',
    en: 'The scheduled report was not found.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  REPORT_SCHEDULE_LIMIT: {
    status: 422,
    tr: 'Bir ofisin en çok {limit} zamanlanmış raporu olur.',
    en: 'An office has no more than {limit} scheduled reports.',
    nextTr: 'Kullanmadığınız birini kaldırın ya da birkaçını tek bir mükellef kümesinde birleştirin.',
    nextEn: 'Remove one that is not used, or join some into one set of clients.',
  },
  REPORT_SCHEDULE_UNFIT: {
    status: 422,
    tr: '“{report}” bu seçimle zamanlanamaz: {why}.',
    en: '“{report}” cannot be scheduled like this: {whyEn}.',
    nextTr: 'Seçimi değiştirip yeniden kaydedin.',
    nextEn: 'Change the choice and save again.',
  },
  REPORT_SCHEDULE_TEMPLATE: {
    status: 422,
    tr: 'Metindeki {name} alanı yok. Kullanılabilenler: {known}.',
    en: 'There is no field {name}. Those there are: {known}.',
    nextTr: 'Alanı düzeltin ya da metinden çıkarın.',
    nextEn: 'Correct the field, or take it out of the text.',
  },
  REPORT_SCHEDULE_RECIPIENT: {
    status: 422,
    tr: 'Alıcılardan biri artık bu ofiste çalışmıyor.',
    en: 'One of the recipients is not of this office any more.',
    nextTr: 'Alıcıyı listeden çıkarın.',
    nextEn: 'Take the recipient off the list.',
  },
  REPORT_SCHEDULE_LINK_ONLY: {
    status: 422,
    tr: 'Bağlantı yalnız hesabı olanlara açılır; {who} raporu bağlantıyla alamaz.',
    en: 'A link opens for those with an account alone; {whoEn} cannot get the report by a link.',
    nextTr: 'Raporu e-postaya ekleyin ya da bu alıcıyı çıkarın.',
    nextEn: 'Attach the report, or take this recipient off.',
  },
  REPORT_RUN_NOT_FOUND: {
    status: 404,
    tr: 'Rapor gönderimi bulunamadı.',
    en: 'The run of a report was not found.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  REPORT_RUN_NO_FILE: {
    status: 409,
    tr: 'Bu gönderimin dosyası yok: rapor hazırlanmadı.',
    en: 'This run has no file: the report was not made.',
    nextTr: 'Nedeni gönderim kaydında yazıyor; gönderimi yeniden deneyin.',
    nextEn: 'The reason stands in the record; try the run again.',
  },
  REPORT_RUN_EXPIRED: {
    status: 410,
    tr: 'Bağlantının süresi {day} günü doldu.',
    en: 'The link expired on {day}.',
    nextTr: 'Raporu ofisten yeniden isteyin ya da Raporlar sayfasında yeniden hazırlayın.',
    nextEn: 'Ask the office for the report again, or make it anew on the page of reports.',
  },
  REPORT_RUN_NOTHING_TO_RETRY: {
    status: 409,
    tr: 'Bu gönderimde yeniden denenecek bir şey yok: herkese ulaştı ya da sürüyor.',
    en: 'There is nothing to try again in this run: it reached everybody, or is still under way.',
    nextTr: 'Kaydı yenileyin.',
    nextEn: 'Reload the record.',
  },
});
