/** Turns the JSON file of `belge yaz` into XML, or into the fields that are wrong. */
import { checkAnswer } from '@muhasebi/accounting/duzenleme/answer.ts';
import { checkDraft, checkNumbering } from '@muhasebi/accounting/duzenleme/check-draft.ts';
import { writeInvoice } from '@muhasebi/connectors/ubl-tr/write/write-invoice.ts';
import { writeResponse } from '@muhasebi/connectors/ubl-tr/write/write-response.ts';
import { answerWire, numberedWire } from '@muhasebi/features/issued-invoices/draft-wire.ts';
import { readBothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import type { z } from 'zod';

export interface FieldFault {
  readonly place: string;
  readonly message: string;
  readonly messageEn: string;
}

export type Written =
  | { readonly ok: true; readonly xml: string }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** `content` is what the file holds as JSON: an answer where it has the key "answer", else an invoice. */
export function writeFile(content: unknown, today: string): Written {
  const isAnswer = typeof content === 'object' && content !== null && 'answer' in content;
  if (isAnswer) {
    const answer = answerWire.safeParse(content);
    if (!answer.success) return wrongShape(answer.error);
    const faults = [...unknownKeys(content, answer.data, ''), ...checkAnswer(answer.data)];
    return faults.length > 0 ? { ok: false, faults } : { ok: true, xml: writeResponse(answer.data) };
  }
  const invoice = numberedWire.safeParse(content);
  if (!invoice.success) return wrongShape(invoice.error);
  const faults = [
    ...unknownKeys(content, invoice.data, ''),
    ...checkNumbering(invoice.data),
    ...checkDraft(invoice.data, today),
  ];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, xml: writeInvoice(invoice.data) };
}

/** Keys that nothing was read from: a mistyped one would be left out in silence. */
function unknownKeys(given: unknown, read: unknown, at: string): FieldFault[] {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return [];
  const known = new Map(Object.entries(read));
  return Object.entries(given).flatMap(([key, value]) => {
    const place = Array.isArray(given) ? `${at}[${key}]` : `${at}${at === '' ? '' : '.'}${key}`;
    return known.has(key)
      ? unknownKeys(value, known.get(key), place)
      : [{ place, message: 'böyle bir alan yok', messageEn: 'there is no such field' }];
  });
}

/** By zod's name of the kind that was expected. */
const KINDS: Readonly<Record<string, readonly [tr: string, en: string]>> = {
  string: [
    'tırnak içinde bir metin olmalı (sayılar da: "12.5")',
    'must be a text in quotes (numbers, too: "12.5")',
  ],
  boolean: ['true ya da false olmalı', 'must be true or false'],
  array: ['köşeli ayraç içinde bir liste olmalı', 'must be a list in square brackets'],
  object: ['süslü ayraç içinde bir nesne olmalı', 'must be an object in braces'],
};

/** What is wrong with the shape of a field, and what it takes. */
function wordsOf(issue: z.core.$ZodIssue): readonly [tr: string, en: string] {
  if (issue.code === 'invalid_type') {
    const [tr, en] = KINDS[issue.expected] ?? ['olması gereken türde değil', 'is not of the right kind'];
    // What is absent is told by zod in its message alone: the value itself is not kept with the issue.
    return /undefined/.test(issue.message) ? [`bu alan gerekli; ${tr}`, `is required; ${en}`] : [tr, en];
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return [`şunlardan biri olmalı: ${values}`, `must be one of: ${values}`];
  }
  if (issue.code === 'too_big') {
    const isList = issue.origin === 'array';
    return [
      `en çok ${issue.maximum} ${isList ? 'öğe' : 'karakter'} olabilir`,
      `may have at most ${issue.maximum} ${isList ? 'items' : 'characters'}`,
    ];
  }
  if (issue.code === 'too_small')
    return ['boş bırakılamaz; yoksa alanı hiç yazmayın', 'may not be blank; leave the field out'];
  return ['olması gereken biçimde değil', issue.message];
}

function wrongShape(error: z.ZodError): Written {
  const faults = error.issues.map((issue) => {
    const { path } = issue;
    const [tr, en] = readBothTexts(issue.message) ?? wordsOf(issue);
    const place = path.reduce<string>(
      (before, part) =>
        typeof part === 'number'
          ? `${before}[${part}]`
          : `${before}${before === '' ? '' : '.'}${String(part)}`,
      '',
    );
    return { place: place === '' ? '(dosya)' : place, message: tr, messageEn: en };
  });
  return { ok: false, faults };
}
