/** The columns with which every table of clients begins. */
import type { ExportColumn } from '../table-export.ts';

/** `width`: characters of the title. */
export function clientColumns<Row extends { readonly title: string; readonly taxId: string }>(
  width: number,
): readonly ExportColumn<Row>[] {
  return [
    {
      id: 'title',
      header: { tr: 'Mükellef', en: 'Client' },
      kind: 'text',
      width,
      cell: (row) => row.title,
    },
    {
      id: 'taxId',
      header: { tr: 'VKN / TCKN', en: 'Tax number' },
      kind: 'text',
      width: 11,
      cell: (row) => row.taxId,
    },
  ];
}
