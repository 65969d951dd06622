/** Rates of exchange: TCMB's bulletins, what an office entered of its own, and the rate in force on a day. */
import type { RateKind } from '@muhasebi/accounting/kur/rate-in-force.ts';
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { decimal, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

export const rateKind = z.enum(['alis', 'satis', 'efektif-alis', 'efektif-satis']);

const CURRENCY_TEXT = bothTexts(
  'TRY dışında üç harfli para birimi kodu olmalı (USD, EUR)',
  'must be a currency code other than TRY',
);
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, CURRENCY_TEXT)
  .refine((code) => code !== 'TRY', CURRENCY_TEXT);

/** tcmb: as published. hand, file: this office's own, entered or taken out of a bulletin's file. */
const rateSource = z.enum(['tcmb', 'hand', 'file']);

/** TRY for `unit` of the currency, as a bulletin has it; null where it states none. */
const quotes = {
  forexBuying: z.string().nullable(),
  forexSelling: z.string().nullable(),
  banknoteBuying: z.string().nullable(),
  banknoteSelling: z.string().nullable(),
};

const entered = decimal(8)
  .refine(
    (text) => Number(text) > 0 && text.length <= 18,
    bothTexts('sıfırdan büyük bir kur olmalı', 'must be a rate above zero'),
  )
  .nullish();

export const rateRow = z.object({
  /** Day of the bulletin. */
  date: isoDate,
  currency: z.string(),
  unit: z.number().int(),
  ...quotes,
  source: rateSource,
  /** Of a rate of the office's own: why it was entered, or the name of its file; and who did. */
  reason: z.string().nullable(),
  changedByName: z.string().nullable(),
});
export type RateRow = z.infer<typeof rateRow>;

/** At most a quarter of a year on one page. */
const MAX_LISTED_DAYS = 100;
/** At most two years asked for at once. */
const MAX_FETCHED_DAYS = 740;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const spanText = (most: number): string =>
  bothTexts(`ilk günden sonra, en çok ${most} gün olmalı`, `must be up to ${most} days after the first day`);
const isWithin = (most: number) => (asked: { readonly from: string; readonly to: string }) =>
  daysBetween(asked.from, asked.to) >= 0 && daysBetween(asked.from, asked.to) <= most;

export const exchangeRatesContract = {
  findRate: route({
    method: 'GET',
    path: '/exchange-rates',
    permission: 'voucher:read',
    summary:
      'Bir günde geçerli kur: o günden önceki son TCMB bülteni (önceki iş günü); hangi günün, hangi tür kuru olduğunu söyler',
    query: z.object({ currency, date: isoDate, kind: rateKind.default('alis') }),
    response: z.object({
      currency: z.string(),
      /** The day that was asked about. */
      date: isoDate,
      /** The day of the bulletin that is in force on it. */
      rateDate: isoDate,
      kind: rateKind,
      /** Another than `kind` only where TCMB quotes no efektif rate: then that of döviz. */
      kindUsed: rateKind,
      /** TRY for one unit; exact decimal text. */
      rate: z.string(),
      /** As published, for `unit` of the currency. */
      quoted: z.string(),
      unit: z.number().int(),
      source: rateSource,
    }),
  }),
  listRates: route({
    method: 'GET',
    path: '/exchange-rates/days',
    permission: 'voucher:read',
    summary:
      'Kurları bülten gününe göre, yeniden eskiye gösterir; ofisin kendi kuru TCMB’ninkinin yerine geçer',
    query: z
      .object({ from: isoDate, to: isoDate, currency: currency.optional() })
      .refine(isWithin(MAX_LISTED_DAYS), { path: ['to'], message: spanText(MAX_LISTED_DAYS) }),
    response: z.object({
      items: z.array(rateRow),
      /** Working days of the range on which TCMB made no bulletin, and those that it was not asked about. */
      withoutBulletin: z.array(isoDate),
      notAsked: z.array(isoDate),
      /** False where the installation does not ask TCMB. */
      asksTcmb: z.boolean(),
    }),
  }),
  putRate: route({
    method: 'PUT',
    path: '/exchange-rates/:date/:currency',
    permission: 'voucher:post',
    summary: 'Ofisin kendi kurunu nedeniyle girer; yalnız bu ofiste TCMB’nin o günkü kurunun yerine geçer',
    params: z.object({ date: isoDate, currency }),
    body: z.object({
      unit: z.union([z.literal(1), z.literal(10), z.literal(100), z.literal(1000)]).default(1),
      forexBuying: entered,
      forexSelling: entered,
      banknoteBuying: entered,
      banknoteSelling: entered,
      reason: z.string().trim().min(3).max(300),
    }),
    response: rateRow,
    idempotent: true,
  }),
  removeRate: route({
    method: 'DELETE',
    path: '/exchange-rates/:date/:currency',
    permission: 'voucher:post',
    summary: 'Ofisin kendi kurunu kaldırır; TCMB’ninki yeniden geçerli olur',
    params: z.object({ date: isoDate, currency }),
    idempotent: true,
  }),
  uploadBulletins: route({
    method: 'POST',
    path: '/exchange-rates/files',
    kind: 'multipart',
    permission: 'voucher:post',
    summary: 'TCMB bülten dosyalarını (XML) bu ofisin kurları olarak alır; her dosya için ayrı sonuç döner',
    response: z.object({
      results: z.array(
        z.object({
          fileName: z.string(),
          /** Null where the file was refused. */
          date: isoDate.nullable(),
          currencies: z.number().int(),
          error: z.object({ message: z.string(), messageEn: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  askTcmb: route({
    method: 'POST',
    path: '/exchange-rates/fetch',
    permission: 'voucher:write',
    summary: 'Aralığın eksik günlerini TCMB’den aldırır; iş worker’da yürür',
    body: z
      .object({ from: isoDate, to: isoDate })
      .refine(isWithin(MAX_FETCHED_DAYS), { path: ['to'], message: spanText(MAX_FETCHED_DAYS) }),
    response: z.object({
      /** Working days that will be asked about. */
      days: z.number().int(),
    }),
    status: 202,
    idempotent: true,
  }),
};

export const { definitions: exchangeRateErrorDefinitions, errors: exchangeRateErrors } = defineErrors({
  RATE_UNKNOWN: {
    status: 404,
    tr: '{date} için {currency} kuru bilinmiyor; kuru olmayan iş günleri: {days}.',
    en: 'The rate of {currency} for {date} is not known; working days without it: {days}.',
    nextTr: 'Kurlar sayfasından TCMB’den alın, bülten dosyasını yükleyin ya da kuru elle girin.',
    nextEn: 'On the page of rates, ask TCMB, upload the file of the bulletin, or enter the rate by hand.',
  },
  RATE_DAY_AHEAD: {
    status: 422,
    tr: '{date} henüz gelmedi; o günün kuru olamaz.',
    en: '{date} is yet to come; it has no rate.',
    nextTr: 'Bülten gününü düzeltin.',
    nextEn: 'Correct the day of the bulletin.',
  },
  RATE_EMPTY: {
    status: 422,
    tr: '{date} {currency} için hiç kur girilmedi.',
    en: 'No rate was entered for {currency} on {date}.',
    nextTr: 'Dört kurdan en az birini girin.',
    nextEn: 'Enter at least one of the four rates.',
  },
  TCMB_NOT_ASKED: {
    status: 409,
    tr: 'Bu kurulum TCMB’ye bağlanmıyor (TCMB_URL=off).',
    en: 'This installation does not ask TCMB (TCMB_URL=off).',
    nextTr: 'Bülten dosyalarını yükleyin ya da kurları elle girin.',
    nextEn: 'Upload the files of the bulletins, or enter the rates by hand.',
  },
});

export interface RateAsked {
  readonly currency: string;
  /** ISO day on which the rate must hold. */
  readonly date: string;
  readonly kind: RateKind;
}

export interface RateInForce {
  readonly rateDate: string;
  readonly kindUsed: RateKind;
  /** TRY for one unit, exact decimal text. */
  readonly rate: string;
  readonly quoted: string;
  readonly unit: number;
  readonly source: z.infer<typeof rateSource>;
}

/**
 * Where the rate is not known: the working days before it that nobody asked TCMB about, or whose bulletin does not quote
 * the currency; empty where none was ever found.
 */
export interface RateMissing {
  readonly missingDays: readonly string[];
}

/** What other features may ask, inside their own transaction. */
export interface ExchangeRates {
  /** The last bulletin before the day, if no working day between is unknown; the office's own rate goes before TCMB's. */
  inForce(trx: Trx, tenantId: string, asked: RateAsked): Promise<RateInForce | RateMissing>;
}

export function isKnown(answer: RateInForce | RateMissing): answer is RateInForce {
  return 'rate' in answer;
}
