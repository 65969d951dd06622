/** The muavin of an account with those below it as a report. */
import { findAccountNames } from '../../account-names.queries.ts';
import { reportKindErrors } from '../contract.ts';
import { ALL_FORMATS, type Report } from '../report.ts';
import { ACCOUNT_OPTION, accountOf } from '../report-options.ts';
import type { ReportSources } from '../report-sources.ts';

export function muavinReport({ muavin }: ReportSources): Report {
  return {
    reportId: 'muavin',
    title: { tr: 'Muavin', en: 'Ledger of an account' },
    summary: {
      tr: 'Bir hesabın ve alt hesaplarının hareketleri, yürüyen bakiyesiyle.',
      en: 'The lines of an account and those below it, with the running balance.',
    },
    about: 'client',
    formats: ALL_FORMATS,
    options: [ACCOUNT_OPTION],
    async open(trx, { tenantId, clientId, period, options }) {
      const account = accountOf(options);
      const { title, facts, table } = await muavin(trx, tenantId, clientId, { ...period, account });
      if (!(await findAccountNames(trx, tenantId, clientId, [account])).has(account))
        throw reportKindErrors.REPORT_OPTION_WRONG({ option: 'account', value: account });
      const count = table.rowCount ?? 0;
      return {
        title,
        facts,
        parts: [table],
        isEmpty: count === 0,
        summary: {
          tr: `${account} hesabında ${count} hareket.`,
          en: `${count} lines of account ${account}.`,
        },
      };
    },
  };
}
