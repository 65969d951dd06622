/** Rates of exchange: TCMB's bulletins, what an office entered of its own, and the rate in force on a day. */
import type { RateKind } from '@muhasebi/accounting/kur/rate-in-force.ts';
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

export const rateKind = z.enum(['alis', 'satis', 'efektif-alis', 'efektif-satis']);

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^(?!TRY$)[A-Z]{3}$/,
    bothTexts(
      'TRY dışında üç harfli para birimi kodu olmalı (USD, EUR)',
      'must be a currency code other than TRY',
    ),
  );

/** tcmb: as published. hand, file: this office's own, entered or taken out of a bulletin's file. */
export const rateSource = z.enum(['tcmb', 'hand', 'file']);

/** TRY for one unit; exact decimal text. */
const rate = z.string();

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
      rate,
      /** As published, for `unit` of the currency. */
      quoted: z.string(),
      unit: z.number().int(),
      source: rateSource,
    }),
  }),
};

const noRate = {
  nextTr: 'Kurlar sayfasından TCMB’den alın, bülten dosyasını yükleyin ya da kuru elle girin.',
  nextEn: 'On the page of rates, ask TCMB, upload the file of the bulletin, or enter the rate by hand.',
};

export const { definitions: exchangeRateErrorDefinitions, errors: exchangeRateErrors } = defineErrors({
  RATE_UNKNOWN: {
    status: 404,
    tr: '{date} için {currency} kuru bilinmiyor; alınmamış günler: {days}.',
    en: 'The rate of {currency} for {date} is not known; days not fetched: {days}.',
    ...noRate,
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

/** Where the rate is not known: the working days before it that nobody asked TCMB about; empty where none was ever found. */
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
