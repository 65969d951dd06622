/** The mizan figures of the office as a file: the clients that the page shows, in its order. */
import { monthOf } from '@muhasebi/accounting/donem/month.ts';
import { kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { z } from 'zod';
import {
  type Asked,
  amountColumn,
  type ExportColumn,
  type ExportDeps,
  exportList,
  inOneGroup,
  type Words,
} from '../table-export.ts';
import type { statementsContract } from './contract.ts';
import type { OfficeMizanRow } from './office-mizan-contract.ts';
import { loadOfficeMizan } from './show-office-mizan.ts';

type Figure = {
  [K in keyof OfficeMizanRow]: OfficeMizanRow[K] extends string ? K : never;
}[keyof OfficeMizanRow];
type Reversed = 'cashReversed' | 'bankReversed' | 'receivablesReversed' | 'payablesReversed';

const amount = (id: string, header: Words, of: (row: OfficeMizanRow) => string) =>
  amountColumn<OfficeMizanRow>(id, header, (row) => kurusFromDecimal(of(row)), true);
const figure = (id: Exclude<Figure, 'clientId' | 'title' | 'taxId'>, tr: string, en: string) =>
  amount(id, { tr, en }, (row) => row[id]);
const reversed = (id: Reversed, tr: string, en: string) => amount(id, { tr, en }, (row) => row[id].amount);

/** Ids are those of the columns on the screen. */
const columns: readonly ExportColumn<OfficeMizanRow>[] = [
  { id: 'title', header: { tr: 'Unvan', en: 'Title' }, kind: 'text', width: 36, cell: (row) => row.title },
  {
    id: 'taxId',
    header: { tr: 'VKN / TCKN', en: 'Tax number' },
    kind: 'text',
    width: 12,
    cell: (row) => row.taxId,
  },
  figure('cash', '100 Kasa', '100 Cash'),
  reversed('cashReversed', 'Eksi kasa', 'Negative cash'),
  figure('bank', '102 Bankalar', '102 Banks'),
  reversed('bankReversed', 'Eksi banka', 'Negative banks'),
  figure('receivables', '120 Alıcılar', '120 Receivables'),
  reversed('receivablesReversed', 'Ters bakiyeli 120', 'Reversed 120'),
  figure('payables', '320 Satıcılar', '320 Payables'),
  reversed('payablesReversed', 'Ters bakiyeli 320', 'Reversed 320'),
  figure('vatCollected', 'Ayın 391 KDV’si', '391 of the month'),
  figure('vatDeductible', 'Ayın 191 KDV’si', '191 of the month'),
  figure('vatCarriedBefore', 'Önceki aydan 190', '190 brought forward'),
  figure('vatCarried', 'Ay sonu 190', '190 at month end'),
  figure('vatExpected', 'Beklenen ödenecek (+) / devreden (-)', 'Expected payable (+) / carried (-)'),
];

/** Clients that are not in sight are passed over. Throws what `exportList` throws. */
export function exportOfficeMizan(
  context: ExportDeps,
  asked: Asked,
  body: z.output<typeof statementsContract.exportOfficeMizan.body>,
): Promise<FileResult> {
  const month = body.month ?? monthOf(context.clock.now());
  return exportList(context, asked, body, async (trx, tenantId) => {
    const byId = new Map((await loadOfficeMizan(trx, tenantId, month)).map((row) => [row.clientId, row]));
    const shown = body.clientIds.flatMap((clientId) => byId.get(clientId) ?? []);
    const monthText = `${month.slice(5)}.${month.slice(0, 4)}`;
    return {
      title: { tr: `Ofis mizanı ${monthText}`, en: `Trial balances of the office ${monthText}` },
      clientId: null,
      facts: body.note === '' ? [] : [{ tr: body.note, en: body.note }],
      columns,
      rows: inOneGroup(shown),
    };
  });
}
