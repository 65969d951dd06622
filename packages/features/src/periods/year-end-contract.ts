/** The closing of a fiscal year as the outside sees it: its steps, what is chosen for them, their vouchers. */
import { YEAR_END_STEPS } from '@muhasebi/accounting/donem-sonu/year-end-steps.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

const step = z.enum(YEAR_END_STEPS);
const params = z.object({ clientId: id, year: z.coerce.number().int().min(1994).max(2199) });

const stepView = z.object({
  step,
  /**
   * nothing: nothing to close. waiting: no voucher yet. proposed: a draft stands. stale: the books changed since it was
   * proposed. posted: in the books, and nothing is left. again: in the books, and something came after it. blocked: it, or
   * a step before it, waits for a choice.
   */
  state: z.enum(['nothing', 'waiting', 'proposed', 'stale', 'posted', 'again', 'blocked']),
  date: isoDate,
  /** What is left to move: both sides of the voucher that stands or would be proposed. */
  amount,
  lineCount: z.number().int(),
  /** True where a person changed the draft after it was proposed. */
  isEdited: z.boolean(),
  /** True where every step before it is done: it may be posted now. */
  isNext: z.boolean(),
  needs: z.array(
    z.object({
      kind: z.enum(['target', 'account', 'by-hand', 'opened-by-hand']),
      code: z.string(),
      amount,
      targets: z.array(z.string()),
    }),
  ),
  vouchers: z.array(
    z.object({
      id,
      status: z.enum(['draft', 'posted']),
      fisNo: z.number().int().nullable(),
      version: z.number().int(),
      isReversed: z.boolean(),
    }),
  ),
});
export type YearEndStepView = z.infer<typeof stepView>;

const yearEnd = z.object({
  year: z.number().int(),
  firstDay: isoDate,
  lastDay: isoDate,
  isOver: z.boolean(),
  steps: z.array(stepView),
  /** Where costs go that only the accountant can tell; the account chosen, or null. */
  choices: z.array(
    z.object({
      group: z.string(),
      amount,
      targets: z.array(z.string()),
      target: z.string().nullable(),
      isAsked: z.boolean(),
    }),
  ),
  tax: z.object({
    /** Positive for a profit; null while costs have no target. */
    profit: amount.nullable(),
    kkeg: amount,
    base: amount,
    rateBasisPoints: z.number().int().nullable(),
    source: z.string().nullable(),
    /** Rate × (profit + KKEG). */
    computed: amount,
    /** As entered; null: as computed. */
    entered: amount.nullable(),
  }),
});
export type YearEndView = z.infer<typeof yearEnd>;

export const yearEndRoutes = {
  showYearEnd: route({
    method: 'GET',
    path: '/clients/:clientId/years/:year/closing',
    permission: 'voucher:read',
    summary: 'Yıl sonu kapanışını adımları, seçimleri ve fişleriyle gösterir',
    params,
    response: yearEnd,
  }),
  chooseYearEnd: route({
    method: 'PUT',
    path: '/clients/:clientId/years/:year/closing',
    permission: 'voucher:write',
    summary: 'Yıl sonu seçimlerini kaydeder: maliyetlerin gideceği hesaplar ve vergi karşılığı',
    params,
    body: z.object({
      /** By group of cost: {"71": "152"}; replaces what was chosen. */
      targets: z.record(z.string().regex(/^7\d$/), z.string().regex(/^\d{3}$/)).optional(),
      /** Null: as computed from the rate. */
      tax: amount.nullable().optional(),
    }),
    response: yearEnd,
    idempotent: true,
  }),
  proposeYearEnd: route({
    method: 'POST',
    path: '/clients/:clientId/years/:year/closing/propose',
    permission: 'voucher:write',
    summary: 'Yıl sonu fişlerini taslak olarak önerir; defter değiştiyse bayatlamış taslakları yeniler',
    params,
    body: z.object({
      /** All unless given. */
      steps: z.array(step).min(1).optional(),
    }),
    response: yearEnd,
    idempotent: true,
  }),
  postYearEndStep: route({
    method: 'POST',
    path: '/clients/:clientId/years/:year/closing/post',
    permission: 'voucher:post',
    summary: 'Yıl sonunun sıradaki fişini deftere işler',
    params,
    body: z.object({ step, version: z.number().int() }),
    response: yearEnd,
    idempotent: true,
  }),
};

/** Refusals of the closing of a year; `STEP_NAMES` fill the step in. */
export const yearEndErrors = {
  YEAR_END_TARGET_INVALID: {
    status: 422,
    tr: '{group} grubu {target} hesabına yansıtılmaz.',
    en: 'Costs of {group} are not reflected to {target}.',
    nextTr: 'Listedeki hesaplardan birini seçin.',
    nextEn: 'Choose one of the accounts listed.',
  },
  YEAR_END_NOT_OVER: {
    status: 409,
    tr: 'Hesap dönemi {lastDay} günü biter; yıl sonu fişleri ondan sonra önerilir.',
    en: 'The fiscal year ends on {lastDay}; its closing vouchers are proposed after that.',
    nextTr: 'Yıl bitince yeniden deneyin; rakamlar şimdiden görülebilir.',
    nextEn: 'Try again when the year has ended; its figures can be seen already.',
  },
  YEAR_END_STEP_NOT_NEXT: {
    status: 409,
    tr: '“{step}” adımı şimdi işlenemez: ondan önceki bir adım bitmemiş ya da taslağı güncel değil.',
    en: 'The step “{step}” cannot be posted now: one before it is not done, or its draft is not up to date.',
    nextTr: 'Adımları yeniden önerip sırayla işleyin.',
    nextEn: 'Propose the steps again and post them in order.',
  },
} as const;
