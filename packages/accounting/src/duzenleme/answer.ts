/** The answer of a buyer to a TICARIFATURA, before it is written. */
import { isIsoDate } from '../fatura/iso-date.ts';
import { NUMBER, UUID } from './check-draft.ts';
import { checkParty } from './check-draft-parties.ts';
import { type DraftFault, faultsOf } from './draft-fault.ts';
import type { DraftParty } from './invoice-draft.ts';

export interface AnswerToWrite {
  readonly number: string;
  readonly ettn: string;
  /** ISO date. */
  readonly issueDate: string;
  readonly issueTime: string;
  readonly answer: 'KABUL' | 'RED';
  /** Why; asked for of a refusal. */
  readonly reason: string | null;
  /** Who answers: the buyer of the invoice. */
  readonly sender: DraftParty;
  readonly receiver: DraftParty;
  /** The invoice that is answered. */
  readonly invoice: { readonly number: string; readonly ettn: string; readonly issueDate: string };
}

/** What keeps the answer from being written; empty where it may be. */
export function checkAnswer(answer: AnswerToWrite): DraftFault[] {
  const { number, ettn, issueDate, issueTime, invoice } = answer;
  return [
    ...faultsOf(
      [number.trim() === '', 'number', 'Yanıtın numarasını yazın.', 'State the number of the answer.'],
      [!UUID.test(ettn), 'ettn', 'ETTN, UUID biçiminde olmalı.', 'The ETTN must have the form of a UUID.'],
      [!isIsoDate(issueDate), 'issueDate', 'Tarih YYYY-AA-GG olmalı.', 'The date must be YYYY-MM-DD.'],
      [
        !/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(issueTime),
        'issueTime',
        'Saat SS:DD:ss olmalı (14:05:00).',
        'The time must be HH:MM:SS (14:05:00).',
      ],
      [
        answer.answer === 'RED' && (answer.reason ?? '').trim() === '',
        'reason',
        'Faturayı neden reddettiğinizi yazın.',
        'Say why the invoice is refused.',
      ],
      [
        !NUMBER.test(invoice.number),
        'invoice.number',
        'Yanıtlanan faturanın 16 haneli numarasını yazın.',
        'State the number of the answered invoice, of 16 characters.',
      ],
      [
        !UUID.test(invoice.ettn),
        'invoice.ettn',
        'Yanıtlanan faturanın ETTN’i UUID biçiminde olmalı.',
        'The ETTN of the answered invoice must have the form of a UUID.',
      ],
      [
        !isIsoDate(invoice.issueDate) || invoice.issueDate > issueDate,
        'invoice.issueDate',
        'Yanıtlanan faturanın tarihi YYYY-AA-GG olmalı ve yanıttan sonra olmamalı.',
        'The date of the answered invoice must be YYYY-MM-DD and not after the answer.',
      ],
    ),
    ...checkParty(answer.sender, 'sender', 'Yanıtlayanın', 'sender'),
    ...checkParty(answer.receiver, 'receiver', 'Faturayı düzenleyenin', 'receiver'),
  ];
}
