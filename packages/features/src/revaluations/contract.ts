/** Revaluation of a client's balances in foreign money at a day: shown, and proposed as a draft voucher (646/656). */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { amount, id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { rateKind } from '../exchange-rates/contract.ts';

const params = z.object({ clientId: id, date: isoDate });
const code = z.string().max(50);
const chosenBalance = z.object({ code, currency: z.string().length(3) });

const revaluedBalance = z.object({
  code,
  name: z.string(),
  currency: z.string(),
  /** avans is disputed: shown, and chosen by the accountant alone. other: never valued at a rate (stocks, KDV, income). */
  kind: z.enum(['kasa', 'banka', 'alacak', 'borc', 'avans', 'other']),
  /** Debit less credit in the currency, exact decimal text. */
  fxAmount: z.string(),
  /** Debit less credit of the same lines in TRY. */
  balance: amount,
  /** Null where no rate is known for the day. */
  rate: z
    .object({
      /** TRY for one unit. */
      rate: z.string(),
      rateDate: isoDate,
      kind: rateKind,
      source: z.enum(['tcmb', 'hand', 'file']),
    })
    .nullable(),
  /** Working days that TCMB was not asked about, where the rate is not known. */
  missingDays: z.array(isoDate),
  /** What the balance is worth at the rate, and by how much it differs: a gain where positive. Null without a rate. */
  value: amount.nullable(),
  difference: amount.nullable(),
  isChosen: z.boolean(),
});
export type RevaluedBalance = z.infer<typeof revaluedBalance>;

const accountChoice = z.object({ code, name: z.string() });

const revaluation = z.object({
  date: isoDate,
  /**
   * no-rate: a chosen balance has no rate, so nothing can be said. nothing: no balance differs. waiting: no voucher yet. proposed: a draft stands. stale: books, rates or choices changed
   * since. posted: in the books, and nothing is left. again: in the books, and something came after it.
   */
  state: z.enum(['no-rate', 'nothing', 'waiting', 'proposed', 'stale', 'posted', 'again']),
  items: z.array(revaluedBalance),
  /** Of what is chosen. */
  gain: amount,
  loss: amount,
  gainAccount: code,
  lossAccount: code,
  gainAccounts: z.array(accountChoice),
  lossAccounts: z.array(accountChoice),
  /** Lines of these accounts that carry no currency are not valued; by how much lira they move their account. At the end of a month alone. */
  withoutCurrency: z.array(z.object({ code, balance: amount })),
  vouchers: z.array(
    z.object({
      id,
      status: z.enum(['draft', 'posted']),
      fisNo: z.number().int().nullable(),
      isReversed: z.boolean(),
      /** True where a person changed the draft after it was proposed; proposing again replaces it. */
      isEdited: z.boolean(),
    }),
  ),
});
export type Revaluation = z.infer<typeof revaluation>;

export const revaluationsContract = {
  showRevaluation: route({
    method: 'GET',
    path: '/clients/:clientId/revaluations/:date',
    permission: 'voucher:read',
    summary: 'Dövizli bakiyeleri değerleme günündeki kurla gösterir: döviz, TL, kur, fark ve önerilmiş fiş',
    params,
    response: revaluation,
  }),
  proposeRevaluation: route({
    method: 'POST',
    path: '/clients/:clientId/revaluations/:date/propose',
    permission: 'voucher:write',
    summary: 'Kur değerleme fişini taslak olarak önerir; defter, kur ya da seçim değiştiyse taslağı yeniler',
    params,
    body: z.object({
      /** Which balances are valued; all that the law values where absent. */
      chosen: z.array(chosenBalance).max(5000).optional(),
      /** 646 or a sub-account of it, 656 or a sub-account of it. */
      gainAccount: code.regex(/^646(\.|$)/).optional(),
      lossAccount: code.regex(/^656(\.|$)/).optional(),
    }),
    response: revaluation,
    idempotent: true,
  }),
};

export const { definitions: revaluationErrorDefinitions, errors: revaluationErrors } = defineErrors({
  REVALUATION_RATE_MISSING: {
    status: 422,
    tr: '{date} değerlemesi için {currency} kuru bilinmiyor ({code} hesabı).',
    en: 'The rate of {currency} for the valuation of {date} is not known (account {code}).',
    nextTr: 'Kurlar sayfasından eksik günleri alın ya da kuru girin; ya da bu bakiyeyi seçimden çıkarın.',
    nextEn:
      'Fetch the missing days or enter the rate on the page of rates; or take this balance out of the choice.',
  },
  REVALUATION_BALANCE_UNKNOWN: {
    status: 422,
    tr: '{code} hesabında değerlenecek {currency} bakiyesi yok.',
    en: 'Account {code} has no balance of {currency} to be valued.',
    nextTr: 'Listeyi yenileyip yeniden seçin.',
    nextEn: 'Load the list again and choose anew.',
  },
});
