/** API keys as the outside sees them: what a machine of an office may, for how long, and when it last came. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { id, isoDateTime } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';

/**
 * What a key can be given: work with the books and with what comes in and goes out by itself, and nothing of people, keys,
 * passwords of far sides or the office itself. Bank statements are of vouchers, schedules of reports.
 */
export const KEY_PERMISSIONS = [
  'client:read',
  'client:write',
  'document:read',
  'document:upload',
  'document:write',
  'account:read',
  'account:write',
  'voucher:read',
  'voucher:write',
  'voucher:post',
  'period:close',
  'report:read',
  'report:publish',
  'request:read',
  'request:write',
  'mail:read',
  'mail:write',
  'integration:read',
  'integration:run',
  'audit:read',
] as const;

export const apiKey = z.object({
  id,
  name: z.string(),
  /** The last characters of the key, to know it by. */
  tokenEnd: z.string(),
  permissions: z.array(z.string()),
  /** Null: all clients of the office, those to come too. */
  clients: z.array(z.object({ id, title: z.string() })).nullable(),
  createdBy: z.string(),
  createdAt: isoDateTime,
  expiresAt: isoDateTime.nullable(),
  /** By the minute; null where it was never used. */
  lastUsedAt: isoDateTime.nullable(),
  revokedAt: isoDateTime.nullable(),
  /** maker-gone: whoever made it is no active member any more. */
  state: z.enum(['active', 'expired', 'revoked', 'maker-gone']),
});
export type ApiKey = z.infer<typeof apiKey>;

export const apiKeysContract = {
  listApiKeys: route({
    method: 'GET',
    path: '/api-keys',
    permission: 'office:write',
    summary: 'Ofisin API anahtarları',
    response: z.object({
      items: z.array(apiKey),
      /** What a new key can be given, in the order in which it is shown. */
      grantable: z.array(z.enum(KEY_PERMISSIONS)),
    }),
  }),
  createApiKey: route({
    method: 'POST',
    path: '/api-keys',
    permission: 'office:write',
    summary: 'API anahtarı üretir; anahtarın kendisi yalnız bu yanıtta gösterilir',
    body: z.object({
      name: z.string().trim().min(1).max(100),
      permissions: z
        .array(z.enum(KEY_PERMISSIONS))
        .min(1)
        .max(KEY_PERMISSIONS.length)
        .transform((wanted) => KEY_PERMISSIONS.filter((each) => wanted.includes(each))),
      /** Null: all clients. */
      clientIds: z.array(id).min(1).max(1000).nullable(),
      /** Null: until it is revoked. */
      expiresAt: isoDateTime.nullable(),
    }),
    response: z.object({ key: apiKey, token: z.string() }),
    status: 201,
  }),
  revokeApiKey: route({
    method: 'DELETE',
    path: '/api-keys/:keyId',
    permission: 'office:write',
    summary: 'API anahtarını iptal eder; anahtar o anda geçersiz olur',
    params: z.object({ keyId: id }),
    idempotent: true,
  }),
};

export const { definitions: apiKeyErrorDefinitions, errors: apiKeyErrors } = defineErrors({
  API_KEY_NOT_FOUND: {
    status: 404,
    tr: 'API anahtarı bulunamadı.',
    en: 'The API key was not found.',
    nextTr: 'Listeyi yenileyin.',
    nextEn: 'Reload the list.',
  },
  API_KEY_REFUSED: {
    status: 401,
    tr: 'API anahtarı geçerli değil: süresi dolmuş, iptal edilmiş, onu yapan kişi ofisten ayrılmış ya da hiç olmamış.',
    en: 'The API key is not valid: it expired, was revoked, its maker left the office, or it never was.',
    nextTr: 'Ofis ayarları → Makineler sayfasında durumuna bakın ya da yeni bir anahtar üretin.',
    nextEn: 'Look at its state in Office settings → Machines, or make a new one.',
  },
  API_KEY_NOT_HERE: {
    status: 403,
    tr: 'Bu adres kişiler içindir; API anahtarıyla kullanılmaz.',
    en: 'This address is for people; an API key is not taken here.',
    nextTr: 'Anahtarın yetkilerine uyan adresleri /api/v1/docs sayfasında bulun.',
    nextEn: 'Find the addresses that fit the key’s permissions at /api/v1/docs.',
  },
  API_KEY_END_PAST: {
    status: 422,
    tr: 'Anahtarın son günü geçmişte.',
    en: 'The end of the key lies in the past.',
    nextTr: 'İleri bir gün seçin ya da süresiz bırakın.',
    nextEn: 'Choose a later day, or none.',
  },
  API_KEY_LIMIT: {
    status: 422,
    tr: 'Ofisin {limit} geçerli API anahtarı var; daha fazlası yapılmaz.',
    en: 'The office has {limit} API keys that are valid; no more are made.',
    nextTr: 'Kullanılmayan bir anahtarı iptal edin.',
    nextEn: 'Revoke one that is not used.',
  },
});
