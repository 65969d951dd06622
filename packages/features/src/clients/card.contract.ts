/** The card of a client company: what it was registered as and when, whom to call, where it banks. */
import { isValidTrIban, plainIban } from '@muhasebi/accounting/vkn/iban.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { clientView } from './client-view.ts';

/** Kinds of registration, each with the values it may have; a row of an e-document means registered from then on. */
export const STATUS_VALUES = {
  'e-fatura': ['kayitli'],
  'e-arsiv': ['kayitli'],
  'e-irsaliye': ['kayitli'],
  'e-defter': ['kayitli'],
  defter: ['bilanco', 'isletme', 'serbest-meslek', 'basit-usul'],
  'kdv-donemi': ['aylik', 'uc-aylik', 'yok'],
  'muhtasar-donemi': ['aylik', 'uc-aylik', 'yok'],
  tevkifat: ['belirlenmis-alici', 'kdv-mukellefi'],
} as const;
export type StatusKind = keyof typeof STATUS_VALUES;
export const STATUS_KINDS = Object.keys(STATUS_VALUES) as readonly StatusKind[];

const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => (value === '' ? null : value))
    .nullable()
    .default(null);

/** What was seen of a section when it was opened; a section that differs by now is not overwritten. */
const etag = z.string().max(100);
const params = z.object({ clientId: id });
const day = isoDate.refine(
  (value) => value >= '1950-01-01' && value <= '2199-12-31',
  bothTexts('1950 ile 2199 arasında bir gün olmalı', 'must be a day between 1950 and 2199'),
);

const statusRow = z.object({
  id: id.optional(),
  value: z.string().max(40),
  validFrom: day,
  /** The last day; null while it still holds. */
  validTo: day.nullable().default(null),
});
const contactRow = z.object({
  id: id.optional(),
  name: z.string().trim().min(1).max(120),
  role: optionalText(80),
  email: optionalText(254),
  phone: optionalText(40),
});
const bankAccountRow = z.object({
  id: id.optional(),
  iban: z
    .string()
    .max(60)
    .transform(plainIban)
    .refine(
      isValidTrIban,
      bothTexts('IBAN denetim haneleri tutmuyor', 'the check digits of the IBAN do not hold'),
    ),
  bankName: optionalText(120),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, bothTexts('üç harfli para birimi olmalı', 'must be a currency of three letters'))
    .default('TRY'),
  accountCode: z
    .string()
    .max(60)
    .regex(
      /^102(\.\d{1,10})*$/,
      bothTexts('102 ya da altındaki bir hesap olmalı', 'must be an account of 102'),
    )
    .nullable()
    .default(null),
});

const statusView = z.object({ id, value: z.string(), validFrom: z.string(), validTo: z.string().nullable() });
const statusSection = z.object({
  kind: z.enum(STATUS_KINDS),
  etag: z.string(),
  rows: z.array(statusView),
});
const contactView = z.object({
  id,
  name: z.string(),
  role: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
const contactSection = z.object({ etag: z.string(), rows: z.array(contactView) });
const bankAccountView = z.object({
  id,
  iban: z.string(),
  bankName: z.string().nullable(),
  currency: z.string(),
  accountCode: z.string().nullable(),
});
const bankAccountSection = z.object({ etag: z.string(), rows: z.array(bankAccountView) });

export type StatusRow = z.infer<typeof statusView>;
export type ContactRow = z.infer<typeof contactView>;
export type BankAccountRow = z.infer<typeof bankAccountView>;

export const cardRoutes = {
  showCard: route({
    method: 'GET',
    path: '/clients/:clientId/card',
    permission: 'client:read',
    summary: 'Mükellef kartı: kimlik, tarihli durumlar, kişiler ve banka hesapları',
    params,
    response: z.object({
      client: clientView,
      statuses: z.array(statusSection),
      contacts: contactSection,
      bankAccounts: bankAccountSection,
    }),
  }),
  putStatuses: route({
    method: 'PUT',
    path: '/clients/:clientId/card/statuses/:kind',
    permission: 'client:write',
    summary: 'Bir tür durumun bütün tarihli satırlarını koyar; verilen liste eskisinin yerine geçer',
    params: params.extend({ kind: z.enum(STATUS_KINDS) }),
    body: z.object({ etag, rows: z.array(statusRow).max(50) }),
    response: statusSection,
    idempotent: true,
  }),
  putContacts: route({
    method: 'PUT',
    path: '/clients/:clientId/card/contacts',
    permission: 'client:write',
    summary: 'Mükellefin kişilerini koyar; verilen liste eskisinin yerine geçer',
    params,
    body: z.object({ etag, rows: z.array(contactRow).max(50) }),
    response: contactSection,
    idempotent: true,
  }),
  putBankAccounts: route({
    method: 'PUT',
    path: '/clients/:clientId/card/bank-accounts',
    permission: 'client:write',
    summary: 'Mükellefin banka hesaplarını koyar; verilen liste eskisinin yerine geçer',
    params,
    body: z.object({ etag, rows: z.array(bankAccountRow).max(100) }),
    response: bankAccountSection,
    idempotent: true,
  }),
  listTaxOffices: route({
    method: 'GET',
    path: '/tax-offices',
    permission: 'client:write',
    summary: 'Ofisin mükelleflerinde yazılmış vergi daireleri, en çok geçen önce',
    response: z.object({ items: z.array(z.string()) }),
  }),
};
