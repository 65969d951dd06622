/** What is wrong with a field of a request, in both languages: the schemas' own words, or plain ones for each kind of fault. */
import type { FieldFault } from '@muhasebi/platform/errors/app-error.ts';
import { readBothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import type { FastifyError } from 'fastify';

type Issue = NonNullable<FastifyError['validation']>[number];
type Texts = readonly [tr: string, en: string];

const MISSING: Texts = ['eksik', 'is missing'];
const UNREADABLE: Texts = ['anlaşılamadı', 'could not be understood'];

const TYPES: Readonly<Record<string, Texts>> = {
  string: ['metin olmalı', 'must be text'],
  number: ['sayı olmalı', 'must be a number'],
  int: ['tam sayı olmalı', 'must be a whole number'],
  boolean: ['true ya da false olmalı', 'must be true or false'],
  array: ['liste olmalı', 'must be a list'],
  object: ['nesne olmalı', 'must be an object'],
};

const FORMATS: Readonly<Record<string, Texts>> = {
  uuid: ['böyle bir kayıt numarası olamaz', 'is not the id of a record'],
  email: ['e-posta adresi değil', 'is not an email address'],
  date: ['takvimde böyle bir gün yok (örnek: 2026-01-31)', 'is no day of the calendar (example: 2026-01-31)'],
  datetime: ['zaman değil (örnek: 2026-01-31T09:00:00Z)', 'is no moment (example: 2026-01-31T09:00:00Z)'],
};

/** What the length of each kind of value is counted in; a number has none. */
const COUNTED: Readonly<Record<string, Texts>> = {
  string: [' karakter', ' characters'],
  array: [' öğe', ' items'],
};

function boundTexts(issue: Issue, side: 'minimum' | 'maximum'): Texts {
  const { params } = issue;
  const [unitTr, unitEn] = COUNTED[String(params.origin)] ?? ['', ''];
  const bound = String(params[side]);
  return side === 'minimum'
    ? [`en az ${bound}${unitTr} olmalı`, `must be at least ${bound}${unitEn}`]
    : [`en çok ${bound}${unitTr} olmalı`, `must be at most ${bound}${unitEn}`];
}

function listed(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : '';
}

function textsOf(issue: Issue): Texts {
  const { params } = issue;
  switch (issue.keyword) {
    case 'invalid_type':
      if (issue.message?.endsWith('received undefined') === true) return MISSING;
      return TYPES[String(params.expected)] ?? UNREADABLE;
    case 'too_small':
      return boundTexts(issue, 'minimum');
    case 'too_big':
      return boundTexts(issue, 'maximum');
    case 'invalid_format':
      return FORMATS[String(params.format)] ?? ['biçimi uygun değil', 'is not of the right form'];
    case 'invalid_value':
      return [`şunlardan biri olmalı: ${listed(params.values)}`, `must be one of: ${listed(params.values)}`];
    case 'unrecognized_keys':
      return [`bilinmeyen alan: ${listed(params.keys)}`, `unknown field: ${listed(params.keys)}`];
    default:
      return UNREADABLE;
  }
}

/** One fault for each issue that the schemas found; `context` is the part of the request: body, querystring, params, headers. */
export function fieldFaults(issues: readonly Issue[], context: string): FieldFault[] {
  return issues.map((issue) => {
    const path = [context, ...issue.instancePath.split('/').filter(Boolean)].join('.');
    const [message, messageEn] = readBothTexts(issue.message ?? '') ?? textsOf(issue);
    return { path, message, messageEn };
  });
}
