/** The first run of an installation, and the first steps of a new office. Open only while there is no office. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { z } from 'zod';
import { officeTaxId } from '../office-settings/contract.ts';

/** Groups of four; what people mistype (dashes, lower case, O for 0) is forgiven. */
const code = z.string().min(1).max(60);
const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());

export const firstRunView = z.object({
  /** What comes next. */
  step: z.enum(['owner', 'office']),
  /** Entered already; the password is kept as its hash alone. */
  owner: z.object({ email: z.string(), name: z.string() }).nullable(),
});
export type FirstRunView = z.infer<typeof firstRunView>;

export const firstRunContract = {
  isFirstRun: route({
    method: 'GET',
    path: '/first-run',
    permission: 'public',
    summary: 'Kurulum bekliyor mu: hiç ofis yok mu',
    response: z.object({ open: z.boolean() }),
  }),
  lookAtFirstRun: route({
    method: 'POST',
    path: '/first-run/look',
    permission: 'public',
    summary: 'Kurulum koduyla kaldığı yeri söyler',
    body: z.object({ code }),
    response: firstRunView,
    idempotent: true,
  }),
  enterOwner: route({
    method: 'POST',
    path: '/first-run/owner',
    permission: 'public',
    summary: 'Ofisin sahibini yazar; hesap ofisle birlikte açılır',
    body: z.object({
      code,
      email,
      name: z.string().trim().min(1).max(120),
      password: z
        .string()
        .min(10, bothTexts('parola en az 10 karakter olmalı', 'a password has at least 10 characters'))
        .max(200),
    }),
    response: firstRunView,
    idempotent: true,
  }),
  openFirstOffice: route({
    method: 'POST',
    path: '/first-run/office',
    permission: 'public',
    summary: 'İlk ofisi ve sahibinin hesabını açar; kod bununla biter',
    body: z.object({
      code,
      officeName: z.string().trim().min(2).max(200),
      /** For the letterhead; the settings of the office take it later as well. */
      taxId: officeTaxId.nullish(),
    }),
    response: z.object({ email: z.string(), officeName: z.string() }),
    status: 201,
    idempotent: true,
  }),
  showFirstSteps: route({
    method: 'GET',
    path: '/office/first-steps',
    permission: 'member:write',
    summary: 'Yeni ofisin ilk adımları: mükellef, belge, çalışma arkadaşı, ikinci adım',
    response: z.object({
      client: z.boolean(),
      document: z.boolean(),
      colleague: z.boolean(),
      secondFactor: z.boolean(),
      /** Everything is done, or the office posted its first voucher and knows the way. */
      over: z.boolean(),
    }),
  }),
};

export const { definitions: firstRunErrorDefinitions, errors: firstRunErrors } = defineErrors({
  FIRST_RUN_OVER: {
    status: 409,
    tr: 'Kurulum tamamlanmış: bu kurulumda bir ofis var.',
    en: 'The first run is over: there is an office already.',
    nextTr: 'Giriş yapın.',
    nextEn: 'Sign in.',
  },
  FIRST_RUN_CODE_WRONG: {
    status: 422,
    tr: 'Kurulum kodu hatalı ya da süresi dolmuş.',
    en: 'The setup code is wrong or has expired.',
    nextTr: 'Kodu denetleyin; yenisini sunucuda "muhasebi kurulum kodu" yazar.',
    nextEn: 'Check the code; "muhasebi kurulum kodu" prints a new one on the server.',
  },
  FIRST_RUN_CODE_SPENT: {
    status: 422,
    tr: 'Kurulum kodu çok kez hatalı girildi; artık geçmez.',
    en: 'Too many wrong codes were entered; this one is worth nothing any more.',
    nextTr: 'Sunucuda "muhasebi kurulum kodu" ile yeni kod alın.',
    nextEn: 'Print a new one on the server with "muhasebi kurulum kodu".',
  },
  FIRST_RUN_OWNER_MISSING: {
    status: 409,
    tr: 'Ofisin sahibi henüz yazılmamış.',
    en: 'The owner of the office is not entered yet.',
    nextTr: 'Önce adınızı, e-postanızı ve parolanızı yazın.',
    nextEn: 'Enter your name, email and password first.',
  },
});
