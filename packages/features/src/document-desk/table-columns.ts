/** The columns of documents in files: an exported list, and the list in a ZIP; ids are those of the screen where it has them. */
import { tryKurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { ColumnKind } from '@muhasebi/connectors/table-file/table-file.ts';
import { failureView } from '../document-intake/contract.ts';
import type { ExportColumn, Language, Words } from '../table-export.ts';
import type { TableDocument } from './desk.queries.ts';

export const STATES: Readonly<Record<string, Words>> = {
  PENDING: { tr: 'Sırada', en: 'Queued' },
  PROCESSING: { tr: 'Okunuyor', en: 'Being read' },
  READY: { tr: 'İncelenecek', en: 'To review' },
  SETTLED: { tr: 'Kayıt gerekmez', en: 'No entry needed' },
  POSTED: { tr: 'Deftere işlendi', en: 'Posted' },
  REJECTED: { tr: 'Reddedildi', en: 'Rejected' },
  FAILED: { tr: 'Okunamadı', en: 'Unreadable' },
  UNPACKED: { tr: 'Arşiv', en: 'Archive' },
};
export const DIRECTIONS: Readonly<Record<string, Words>> = {
  alis: { tr: 'Alış', en: 'Purchase' },
  satis: { tr: 'Satış', en: 'Sale' },
};
export const NOT_THIS_CLIENT: Words = { tr: 'Bu mükellefin değil', en: 'Not this client' };
const DUPLICATE: Words = { tr: 'Mükerrer', en: 'Duplicate' };
const DOUBTS: Readonly<Record<string, Words>> = {
  error: { tr: 'Hata', en: 'Error' },
  warning: { tr: 'Uyarı', en: 'Warning' },
};

/** The state and what is special about it, as the screen says them. */
function stateOf(row: TableDocument, language: Language): string {
  const { state, isDuplicate, worstFinding, notThisClient } = row;
  const isReady = state === 'READY';
  const words = isReady && notThisClient ? NOT_THIS_CLIENT : STATES[state];
  const doubt = isReady && !(isDuplicate && worstFinding === 'warning') ? DOUBTS[worstFinding ?? ''] : null;
  return [words, isDuplicate ? DUPLICATE : null, doubt].flatMap((each) => each?.[language] ?? []).join(', ');
}

/** Why it was rejected or could not be read. */
function reasonOf({ rejectReason, failure }: TableDocument, language: Language): string | null {
  const fault = failureView.nullable().parse(failure);
  return rejectReason ?? (language === 'tr' ? fault?.message : fault?.messageEn) ?? null;
}

type Column = ExportColumn<TableDocument>;

const column = (
  id: string,
  header: Words,
  [kind, width]: readonly [ColumnKind, number],
  cell: Column['cell'],
): Column => ({ id, header, kind, width, cell });

export const documentColumns: readonly Column[] = [
  column('state', { tr: 'Durum', en: 'State' }, ['text', 20], stateOf),
  column('number', { tr: 'Belge no', en: 'Number' }, ['text', 18], (row) => row.documentNo),
  column('date', { tr: 'Tarih', en: 'Date' }, ['date', 10], (row) => row.issueDate),
  column(
    'partyTaxId',
    { tr: 'Karşı taraf VKN/TCKN', en: 'Counterparty tax no' },
    ['text', 12],
    (row) => row.counterpartyTaxId,
  ),
  column('party', { tr: 'Karşı taraf', en: 'Counterparty' }, ['text', 40], (row) => row.counterpartyName),
  column(
    'direction',
    { tr: 'Yön', en: 'Direction' },
    ['text', 8],
    (row, language) => DIRECTIONS[row.direction ?? '']?.[language] ?? null,
  ),
  column('type', { tr: 'Tür', en: 'Type' }, ['text', 12], (row) => row.type),
  column('payable', { tr: 'Ödenecek', en: 'Payable' }, ['amount', 15], (row) =>
    tryKurusFromDecimal(row.payable),
  ),
  column('currency', { tr: 'Para birimi', en: 'Currency' }, ['text', 8], (row) => row.currency),
  column('voucher', { tr: 'Fiş no', en: 'Voucher no' }, ['count', 7], (row) => row.fisNo),
  column('ettn', { tr: 'ETTN', en: 'ETTN' }, ['text', 36], (row) => row.ettn),
  column('received', { tr: 'Alındı', en: 'Received' }, ['moment', 16], (row) => row.receivedAt.toISOString()),
  column('file', { tr: 'Dosya adı', en: 'File name' }, ['text', 30], (row) => row.entryPath ?? row.fileName),
  column('reason', { tr: 'Neden', en: 'Reason' }, ['text', 40], reasonOf),
];
