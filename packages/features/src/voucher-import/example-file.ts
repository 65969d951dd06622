/** The example that people fill in: the headers that are known without asking, and two vouchers that show the form. */
import { type ExportColumn, inOneGroup, type ListToExport } from '../table-export.ts';

interface ExampleRow {
  readonly key: string;
  readonly date: string;
  readonly account: string;
  readonly words: string;
  readonly documentNo: string;
  readonly debit: bigint | null;
  readonly credit: bigint | null;
}

const line = (
  key: string,
  date: string,
  account: string,
  words: string,
  documentNo: string,
  debit: bigint | null,
  credit: bigint | null,
): ExampleRow => ({ key, date, account, words, documentNo, debit, credit });

const ROWS: readonly ExampleRow[] = [
  line('1', '2026-01-05', '770.03', 'Kırtasiye', 'ABC2026000000001', 100_000n, null),
  line('1', '2026-01-05', '191.01.020', 'İndirilecek KDV', 'ABC2026000000001', 20_000n, null),
  line('1', '2026-01-05', '100.01', 'Kırtasiye', 'ABC2026000000001', null, 120_000n),
  line('2', '2026-01-06', '100.01', 'Bankadan çekilen', '', 500_000n, null),
  line('2', '2026-01-06', '102.01', 'Bankadan çekilen', '', null, 500_000n),
];

const COLUMNS: readonly ExportColumn<ExampleRow>[] = [
  { id: 'key', header: { tr: 'Fiş no', en: 'Voucher no' }, kind: 'text', width: 10, cell: (row) => row.key },
  { id: 'date', header: { tr: 'Tarih', en: 'Date' }, kind: 'date', width: 12, cell: (row) => row.date },
  {
    id: 'account',
    header: { tr: 'Hesap kodu', en: 'Account code' },
    kind: 'text',
    width: 16,
    cell: (row) => row.account,
  },
  {
    id: 'words',
    header: { tr: 'Açıklama', en: 'Description' },
    kind: 'text',
    width: 34,
    cell: (row) => row.words,
  },
  {
    id: 'document',
    header: { tr: 'Belge no', en: 'Document no' },
    kind: 'text',
    width: 18,
    cell: (row) => row.documentNo,
  },
  { id: 'debit', header: { tr: 'Borç', en: 'Debit' }, kind: 'amount', width: 14, cell: (row) => row.debit },
  {
    id: 'credit',
    header: { tr: 'Alacak', en: 'Credit' },
    kind: 'amount',
    width: 14,
    cell: (row) => row.credit,
  },
];

export function exampleFile(clientId: string): ListToExport<ExampleRow> {
  return {
    title: { tr: 'Fiş aktarma örneği', en: 'Example of a voucher import' },
    clientId,
    facts: [],
    columns: COLUMNS,
    rows: inOneGroup(ROWS),
  };
}
