/** Rules of what a malformed request is told: every kind of fault has words of its own in both languages. */
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { fieldFaults } from './field-faults.ts';

function told(schema: z.ZodType, value: unknown): (readonly [path: string, tr: string, en: string])[] {
  const result = validatorCompiler({ schema, method: 'POST', url: '/' })(value);
  if (typeof result !== 'object' || !('error' in result) || !Array.isArray(result.error)) return [];
  const issues = result.error;
  return fieldFaults(issues, 'body').map((fault) => [fault.path, fault.message, fault.messageEn]);
}

it.each<[fault: string, schema: z.ZodType, value: unknown, tr: string, en: string]>([
  ['missing', z.string(), undefined, 'eksik', 'is missing'],
  ['of another type', z.boolean(), 1, 'true ya da false olmalı', 'must be true or false'],
  ['no number', z.coerce.number(), 'x', 'sayı olmalı', 'must be a number'],
  ['no whole number', z.int(), 1.5, 'tam sayı olmalı', 'must be a whole number'],
  ['too short', z.string().min(2), 'a', 'en az 2 karakter olmalı', 'must be at least 2 characters'],
  ['too many', z.array(z.string()).max(1), ['a', 'b'], 'en çok 1 öğe olmalı', 'must be at most 1 items'],
  ['too large', z.number().max(5), 9, 'en çok 5 olmalı', 'must be at most 5'],
  [
    'no day of the calendar',
    isoDate,
    '2026-02-31',
    'takvimde böyle bir gün yok (örnek: 2026-01-31)',
    'is no day of the calendar (example: 2026-01-31)',
  ],
  ['no id', z.uuid(), 'x', 'böyle bir kayıt numarası olamaz', 'is not the id of a record'],
  ['no choice', z.enum(['a', 'b']), 'c', 'şunlardan biri olmalı: a, b', 'must be one of: a, b'],
  [
    "refused by the schema's own words",
    z.string().regex(/^a$/, bothTexts('a olmalı', 'must be a')),
    'b',
    'a olmalı',
    'must be a',
  ],
])('a field that is %s is told so in Turkish and English', (_, schema, value, tr, en) => {
  expect(told(z.object({ field: schema }), { field: value })).toEqual([['body.field', tr, en]]);
});

it('an unknown field is named, and a fault without words of its own is still told in both languages', () => {
  expect(told(z.strictObject({}), { fazla: 1 })).toEqual([
    ['body', 'bilinmeyen alan: fazla', 'unknown field: fazla'],
  ]);
  expect(told(z.union([z.string(), z.boolean()]), 1)).toEqual([
    ['body', 'anlaşılamadı', 'could not be understood'],
  ]);
});
