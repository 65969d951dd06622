/** The other period that a table of balances is compared with, and the columns that a file has of it. */
import type { Change } from '@muhasebi/accounting/mizan/compare-balances.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';
import { z } from 'zod';
import { amountColumn, type ExportColumn, type Words } from './table-export.ts';

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** An interval of ISO 8601: "2025-01-01/2025-12-31", both days included. */
function daysOf(text: string): Days | null {
  const [from = '', to = '', ...more] = text.split('/');
  const areDays = more.length === 0 && [from, to].every((day) => isoDate.safeParse(day).success);
  return areDays && from >= '1994-01-01' && from <= to && to < '2200-01-01' ? { from, to } : null;
}

/** Joins the query of a file; nothing is compared unless given. */
export const comparedQuery = z.object({
  prior: z
    .string()
    .refine(
      (text) => daysOf(text) !== null,
      bothTexts(
        '2025-01-01/2025-12-31 biçiminde iki gün olmalı, önce ilki',
        'must be two days like 2025-01-01/2025-12-31, the first one first',
      ),
    )
    .optional(),
});

export const priorOf = ({ prior }: z.output<typeof comparedQuery>): Days | null =>
  prior === undefined ? null : daysOf(prior);

/** Says of a file what its balances are compared with, and how they are signed. */
export function comparedWords({ from, to }: Days): Words {
  const days = `${dayText(from)} – ${dayText(to)}`;
  return {
    tr: `karşılaştırılan dönem ${days}; artı borç, eksi alacak; yüzde, önceki tutara göre`,
    en: `compared with ${days}; plus is debit, minus credit; per cent of the earlier amount`,
  };
}

/** Ids are those of the columns on the screen. A per cent is a figure with two places, so that a spreadsheet reckons with it. */
export function changeColumns<Row>(changeOf: (row: Row) => Change): readonly ExportColumn<Row>[] {
  const column = (id: string, tr: string, en: string, of: (change: Change) => bigint | null) =>
    amountColumn<Row>(id, { tr, en }, (row) => of(changeOf(row)));
  return [
    column('prior', 'Önceki tutar', 'Earlier amount', ({ priorKurus }) => priorKurus),
    column('change', 'Fark', 'Difference', ({ differenceKurus }) => differenceKurus),
    column('percent', 'Değişim %', 'Change %', ({ percentHundredths }) => percentHundredths),
  ];
}
