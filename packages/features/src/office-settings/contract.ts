/** What an office says of itself on paper, its defaults, and its rules of signing in. */
import { isTimeZone } from '@muhasebi/platform/clock/zoned-time.ts';
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { z } from 'zod';
import type { Trx } from '../feature.ts';

/** Emptied fields are null: an empty text is none. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => (value === '' ? null : value))
    .nullable();

/** VKN or TCKN of the office itself. */
export const officeTaxId = z
  .string()
  .regex(/^\d{10,11}$/, bothTexts('VKN 10, TCKN 11 hanelidir', 'a VKN has 10 digits, a TCKN 11'));

const fields = z.object({
  name: z.string().trim().min(2).max(200),
  taxId: officeTaxId.nullable(),
  taxOffice: text(100),
  address: text(300),
  phone: text(40),
  email: text(254),
  website: text(200),
  signerName: text(120),
  signerTitle: z.enum(['SMMM', 'YMM']).nullable(),
  signerNumber: text(40),
  letterheadText: text(500),
  fiscalYearStartMonth: z.number().int().min(1).max(12),
  purchaseDefault: z.enum(['merchandise', 'expense']),
  /** Of the pages, for whoever never chose one. */
  language: z.enum(['tr', 'en']),
  /** The day of the following month after which a month that is not done counts as late; 0: as soon as it is over. */
  lateDay: z.number().int().min(0).max(28),
  /** In which the times of the office are meant: of scheduled reports, of digests. Days of the books are those of Türkiye. */
  timeZone: z
    .string()
    .max(60)
    .refine(
      isTimeZone,
      bothTexts('bilinen bir saat dilimi olmalı', 'must be a time zone like Europe/Istanbul'),
    ),
  secondFactorRequired: z.boolean(),
  /** A session unused for this many hours is over; at most fourteen days. */
  sessionIdleHours: z.number().int().min(1).max(336),
});

const logo = z.object({ dataUrl: z.string(), width: z.number().int(), height: z.number().int() }).nullable();

const shown = z.string().nullable();

export const officeSettings = z.object({
  name: z.string(),
  taxId: shown,
  taxOffice: shown,
  address: shown,
  phone: shown,
  email: shown,
  website: shown,
  signerName: shown,
  signerTitle: fields.shape.signerTitle,
  signerNumber: shown,
  letterheadText: shown,
  fiscalYearStartMonth: z.number().int(),
  purchaseDefault: fields.shape.purchaseDefault,
  language: fields.shape.language,
  lateDay: z.number().int(),
  timeZone: z.string(),
  secondFactorRequired: z.boolean(),
  sessionIdleHours: z.number().int(),
  /** False where the check digit does not hold; null where there is no number. */
  taxIdValid: z.boolean().nullable(),
  /** 0 until anything was saved. */
  version: z.number().int(),
  logo,
});
export type OfficeSettings = z.infer<typeof officeSettings>;

export const letterhead = z.object({
  name: z.string(),
  /** Address, telephone and the like, one line each. */
  lines: z.array(z.string()),
  /** The line of the stamp: "SMMM Ayşe Yılmaz · 34-12345". */
  signer: z.string().nullable(),
  logo,
});
export type Letterhead = z.infer<typeof letterhead>;

export const officeSettingsContract = {
  showSettings: route({
    method: 'GET',
    path: '/office/settings',
    permission: 'member:read',
    summary: 'Ofis ayarları',
    response: officeSettings,
  }),
  changeSettings: route({
    method: 'PATCH',
    path: '/office/settings',
    permission: 'office:write',
    summary: 'Ofis ayarlarından verilenleri değiştirir',
    body: fields.partial().extend({ version: z.number().int() }),
    response: officeSettings,
  }),
  putLogo: route({
    method: 'POST',
    path: '/office/logo',
    kind: 'multipart',
    permission: 'office:write',
    summary: 'Antet logosunu koyar (PNG, JPEG ya da WebP; 4 MB’a kadar); resim yeniden kodlanır',
    response: officeSettings,
  }),
  removeLogo: route({
    method: 'DELETE',
    path: '/office/logo',
    permission: 'office:write',
    summary: 'Antet logosunu kaldırır',
    idempotent: true,
  }),
  showLetterhead: route({
    method: 'GET',
    path: '/office/letterhead',
    permission: 'report:read',
    summary: 'Basılı sayfaların başlığı: ad, adres satırları, kaşe satırı ve logo',
    response: letterhead,
  }),
};

/** The letterhead for whoever prints on the server. */
export interface LetterheadService {
  /** In the scope of the office; one without settings has its name alone. */
  officeLetterhead(trx: Trx, tenantId: string): Promise<PrintedLetterhead>;
}

/** As files print it: the logo as PNG, its size in pixels. */
export interface PrintedLetterhead extends Omit<Letterhead, 'logo'> {
  readonly logo: { readonly png: Buffer; readonly width: number; readonly height: number } | null;
}

export const { definitions: officeSettingsErrorDefinitions, errors: officeSettingsErrors } = defineErrors({
  LOGO_UNREADABLE: {
    status: 422,
    tr: 'Dosya okunabilir bir PNG, JPEG ya da WebP resmi değil.',
    en: 'The file is no readable PNG, JPEG or WebP picture.',
    nextTr: 'Logoyu PNG olarak kaydedip yeniden yükleyin; SVG, içinde kod taşıyabildiği için alınmaz.',
    nextEn: 'Save the logo as PNG and upload it again; SVG is refused because it can carry code.',
  },
  LOGO_TOO_LARGE: {
    status: 413,
    tr: 'Logo dosyası 4 MB’tan büyük.',
    en: 'The file of the logo is larger than 4 MB.',
    nextTr: 'Resmi küçültüp yeniden yükleyin.',
    nextEn: 'Make the picture smaller and upload it again.',
  },
});
