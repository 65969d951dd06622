/** What several contracts of identity say of people: roles, addresses, passwords, codes, and who is signed in. */
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { id } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

/** owner = mali müşavir; client = a client company's own user; platform = operator of the installation, sees no books. */
export const role = z.enum(['owner', 'accountant', 'staff', 'client', 'platform']);
export type Role = z.infer<typeof role>;

/** What a client user's portal shows and permits; the office gives each part, or not. */
export const portalPart = z.enum(['documents', 'upload', 'requests', 'reports']);
export type PortalPart = z.infer<typeof portalPart>;
export const ALL_PORTAL_PARTS: readonly PortalPart[] = portalPart.options;

export const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase());
export const password = z
  .string()
  .min(10, bothTexts('parola en az 10 karakter olmalı', 'a password has at least 10 characters'))
  .max(200);
export const totpCode = z
  .string()
  .regex(/^\d{6}$/, bothTexts('altı haneli kod olmalı', 'must be a code of six digits'));

/** Six digits of the app, or one of the recovery codes, with or without its dash. */
export const signInCode = z
  .string()
  .trim()
  .max(20)
  .regex(
    /^(\d{6}|[0-9A-Za-z]{5}[- ]?[0-9A-Za-z]{5})$/,
    bothTexts(
      'altı haneli kod ya da kurtarma kodu olmalı',
      'must be a code of six digits or a recovery code',
    ),
  );

export const clientIdList = z.array(id).max(500);
/** At least one: a person who should see nothing is disabled. */
export const portalPartList = z.array(portalPart).min(1).max(ALL_PORTAL_PARTS.length);
export const memberFields = z.object({
  name: z.string().trim().min(1).max(120),
  role: role.exclude(['platform']),
  /** Named client companies of a client user; empty for everyone else. */
  clientIds: clientIdList.default([]),
  /** Of a client user's portal; nobody else has one. */
  portalParts: portalPartList.default([...ALL_PORTAL_PARTS]),
});

export const meView = z.object({
  user: z.object({ id, email: z.string(), name: z.string(), secondFactor: z.boolean() }),
  /** `demo`: invented books, which its owner may remove. */
  office: z.object({ id, name: z.string(), demo: z.boolean() }).nullable(),
  role,
  permissions: z.array(z.string()),
  /** Null: every client of the office; otherwise only these. */
  clientIds: z.array(id).nullable(),
  offices: z.array(z.object({ id, name: z.string(), role })),
  /** True where the office requires a second factor that the person does not have: nothing of the office is open until then. */
  secondFactorMissing: z.boolean(),
  /** Of the pages, for whoever never chose one. */
  officeLanguage: z.enum(['tr', 'en']),
});
export type MeView = z.infer<typeof meView>;

export const signedIn = z.object({
  status: z.literal('signed-in'),
  accessToken: z.string(),
  expiresInSeconds: z.number().int(),
  me: meView,
});
