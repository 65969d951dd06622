/** The list of what is in a ZIP, as the spreadsheets of Türkiye open it: semicolons, decimal commas, UTF-8 with a mark in front. */
import type { DownloadRow } from './desk.queries.ts';

export interface Listed {
  readonly row: DownloadRow;
  /** Where it lies in the ZIP; null where there is no file. */
  readonly name: string | null;
}

const WORDS = {
  tr: {
    head: [
      'Dosya',
      'Mükellef',
      'Mükellef VKN/TCKN',
      'Durum',
      'Belge no',
      'Tarih',
      'Tür',
      'Yön',
      'Karşı taraf VKN/TCKN',
      'Karşı taraf',
      'Tutar',
      'Para birimi',
      'Fiş no',
      'ETTN',
      'Geliş',
      'Özgün ad',
    ],
    missing: '(dosyası yok)',
    directions: { alis: 'Alış', satis: 'Satış' } as Record<string, string>,
    states: {
      PENDING: 'Sırada',
      PROCESSING: 'Okunuyor',
      READY: 'İncelenecek',
      POSTED: 'Deftere işlendi',
      REJECTED: 'Reddedildi',
      FAILED: 'Okunamadı',
      UNPACKED: 'Açıldı',
    } as Record<string, string>,
  },
  en: {
    head: [
      'File',
      'Client',
      'Client tax no',
      'State',
      'Document no',
      'Date',
      'Type',
      'Direction',
      'Counterparty tax no',
      'Counterparty',
      'Amount',
      'Currency',
      'Voucher no',
      'ETTN',
      'Received',
      'Original name',
    ],
    missing: '(no file)',
    directions: { alis: 'Purchase', satis: 'Sale' } as Record<string, string>,
    states: {
      PENDING: 'Waiting',
      PROCESSING: 'Being read',
      READY: 'To review',
      POSTED: 'Posted',
      REJECTED: 'Rejected',
      FAILED: 'Could not be read',
      UNPACKED: 'Unpacked',
    } as Record<string, string>,
  },
} as const;

const inIstanbul = new Intl.DateTimeFormat('tr-TR', {
  timeZone: 'Europe/Istanbul',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The whole list, with a line for each document, those without a file too. */
export function contentsList(listed: readonly Listed[], language: 'tr' | 'en'): Buffer {
  const words = WORDS[language];
  const lines = listed.map(({ row, name }) => [
    name ?? words.missing,
    row.clientTitle,
    row.clientTaxId,
    words.states[row.state] ?? row.state,
    row.documentNo ?? '',
    row.issueDate === null ? '' : row.issueDate.split('-').toReversed().join('.'),
    row.type ?? '',
    words.directions[row.direction ?? ''] ?? '',
    row.counterpartyTaxId ?? '',
    row.counterpartyName ?? '',
    row.payable?.replace('.', ',') ?? '',
    row.currency ?? '',
    row.fisNo?.toString() ?? '',
    row.ettn ?? '',
    inIstanbul.format(row.receivedAt),
    row.entryPath ?? row.fileName,
  ]);
  const text = [words.head, ...lines].map((cells) => cells.map(cell).join(';')).join('\r\n');
  return Buffer.from(`\uFEFF${text}\r\n`, 'utf8');
}

/** Quoted where it must be; what a spreadsheet would run as a formula is told to be text. */
function cell(value: string): string {
  const plain = /^[=+@\t\r]|^-(?![\d.,]+$)/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
