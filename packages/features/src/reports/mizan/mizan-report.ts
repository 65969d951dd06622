/** The mizan of a client as a report, to the level asked for. */

import { formatKurusTr, kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { inOneGroup, type Words } from '../../table-export.ts';
import { reportKindErrors } from '../contract.ts';
import { ALL_FORMATS, type Report, same, tablePart } from '../report.ts';
import type { ReportSources } from '../report-sources.ts';

const DEEPEST = 12;

export function mizanReport({ mizan, mizanColumns }: ReportSources): Report {
  return {
    reportId: 'mizan',
    title: { tr: 'Mizan', en: 'Trial balance' },
    summary: {
      tr: 'Hesapların açılış, dönem, kümülatif ve bakiye tutarları.',
      en: 'Opening, period, cumulative and balance of each account.',
    },
    about: 'client',
    formats: ALL_FORMATS,
    options: [
      {
        name: 'level',
        label: { tr: 'Düzey (1–12; 3 ana hesaplar)', en: 'Level (1–12; 3 for main accounts)' },
        required: false,
        fallback: String(DEEPEST),
      },
    ],
    async open(trx, { tenantId, clientId, period, options }) {
      const level = levelOf(options.level);
      const { rows, totals, balanced } = await mizan(trx, tenantId, clientId, { ...period, level });
      const summary: Words = balanced
        ? {
            tr: `${rows.length} hesap, borç ve alacak bakiyesi ${formatKurusTr(kurusFromDecimal(totals.balanceDebit))}.`,
            en: `${rows.length} accounts, debit and credit balances ${formatKurusTr(kurusFromDecimal(totals.balanceDebit))}.`,
          }
        : {
            tr: `${rows.length} hesap; borç ve alacak eşit değil.`,
            en: `${rows.length} accounts; debit and credit are not equal.`,
          };
      return {
        facts: [same(`${dayText(period.from)} – ${dayText(period.to)}`)],
        parts: [
          tablePart(
            null,
            {
              columns: mizanColumns,
              rows: inOneGroup(rows),
              // Sums of the rows would count each account again in those above it.
              totals: Object.fromEntries(
                Object.entries(totals).map(([id, text]) => [id, kurusFromDecimal(text)]),
              ),
            },
            rows.length,
          ),
        ],
        isEmpty: rows.length === 0,
        summary,
      };
    },
  };
}

/** Throws REPORT_OPTION_WRONG. */
function levelOf(text: string | undefined): number {
  if (text === undefined || text === '') return DEEPEST;
  const level = Number(text);
  if (!Number.isInteger(level) || level < 1 || level > DEEPEST)
    throw reportKindErrors.REPORT_OPTION_WRONG({ option: 'level', value: text });
  return level;
}
