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

function wrongShape(error: z.ZodError): Written {
  const faults = error.issues.map(({ path, message }) => {
    const [tr, en] = readBothTexts(message) ?? [
      'bu alan gerekli, ya da değeri olması gereken türde değil',
      message,
    ];
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
