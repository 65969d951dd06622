/** The statement (ekstre) of a counterparty's accounts as a report. */
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { ALL_FORMATS, type Report } from '../report.ts';
import { ACCOUNT_OPTION, TAX_ID_OPTION, whoseOf } from '../report-options.ts';
import type { ReportSources } from '../report-sources.ts';

export function cariEkstreReport({ ekstre }: ReportSources): Report {
  return {
    reportId: 'cari-ekstre',
    title: { tr: 'Cari hesap ekstresi', en: 'Statement of account' },
    summary: {
      tr: 'Bir cari hesabın devri, hareketleri, vadeleri ve bakiyesi.',
      en: 'What a counterparty’s account came with, its lines, days of payment and balance.',
    },
    about: 'client',
    formats: ALL_FORMATS,
    options: [{ ...ACCOUNT_OPTION, required: false }, TAX_ID_OPTION],
    async open(trx, { tenantId, clientId, period, options }) {
      const found = await ekstre(trx, tenantId, clientId, { ...period, ...whoseOf(options) });
      const balance = formatKurusTr(found.openingKurus + found.debitKurus - found.creditKurus);
      const whose = found.accounts.map(({ name }) => name)[0] ?? '';
      return {
        facts: found.facts,
        parts: [found.table],
        isEmpty: found.table.rowCount === 0 && found.openingKurus === 0n,
        summary: { tr: `${whose}: bakiye ${balance}.`, en: `${whose}: balance ${balance}.` },
      };
    },
  };
}
