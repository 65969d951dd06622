/** English texts of the page of reports. */
import type { Texts } from '../tr/index.ts';

export const reports: Texts['reports'] = {
  title: 'Reports',
  scheduled: 'Scheduled reports',
  report: 'Report',
  groups: { client: 'Reports of a client', office: 'Reports of the office' },
  client: 'Client',
  findClient: 'Find a client (title or tax number)',
  from: 'First day',
  to: 'Last day',
  period: 'Period',
  periods: {
    month: 'This month',
    lastMonth: 'Last month',
    quarter: 'This quarter',
    lastQuarter: 'Last quarter',
    year: 'This year',
    lastYear: 'Last year',
    other: 'Another range',
  },
  make: { pdf: 'PDF', xlsx: 'XLSX', csv: 'CSV' },
  made: '{{name}} was downloaded.',
  brokeOff: 'The file broke off; what came of it was thrown away.',
  brokeOffNext: 'Try again.',
  noClient: 'No client chosen',
  noClientNext: 'This report is made of the books of one client. Choose it above.',
  needsOption: 'A choice is missing',
  needsOptionNext: 'Write the code of an account or the tax number of the counterparty.',
  empty: 'There is nothing to show in this period.',
  first: 'The first {{n}} rows; the file has all of them.',
  column: { item: 'Item', amount: 'Amount' },
};
