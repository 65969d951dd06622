/** The list of what is in a ZIP, as a CSV that the spreadsheets of Türkiye open. */
import { text } from 'node:stream/consumers';
import { tryKurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { ColumnKind, TableRow } from '@muhasebi/connectors/table-file/table-file.ts';
import { writeCsv } from '@muhasebi/connectors/table-file/write-csv.ts';
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

const KINDS: readonly ColumnKind[] = [
  'text',
  'text',
  'text',
  'text',
  'text',
  'date',
  'text',
  'text',
  'text',
  'text',
  'amount',
  'text',
  'count',
  'text',
  'moment',
  'text',
];

/** The whole list, with a line for each document, those without a file too. */
export async function contentsList(listed: readonly Listed[], language: 'tr' | 'en'): Promise<Buffer> {
  const words = WORDS[language];
  const columns = words.head.map((header, at) => ({ header, kind: KINDS[at] ?? 'text', width: 20 }));
  async function* rows() {
    yield listed.map((each) => rowOf(each, language));
  }
  const table = {
    letterhead: null,
    title: '',
    facts: [],
    columns,
    rows: rows(),
    totals: () => null,
    language,
  };
  const parts = writeCsv(table);
  return Buffer.from(await text(parts), 'utf8');
}

function rowOf({ row, name }: Listed, language: 'tr' | 'en'): TableRow {
  const words = WORDS[language];
  return [
    name ?? words.missing,
    row.clientTitle,
    row.clientTaxId,
    words.states[row.state] ?? row.state,
    row.documentNo,
    row.issueDate,
    row.type,
    words.directions[row.direction ?? ''] ?? '',
    row.counterpartyTaxId,
    row.counterpartyName,
    tryKurusFromDecimal(row.payable),
    row.currency,
    row.fisNo,
    row.ettn,
    row.receivedAt.toISOString(),
    row.entryPath ?? row.fileName,
  ];
}
