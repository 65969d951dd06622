/** All clients of the office in a period: what is open, what is late, and what in their books is unusual. */
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { kurusFromDecimal, sumKurus } from '@muhasebi/accounting/money/kurus.ts';
import type { ClientMonthRow } from '../../office-overview/contract.ts';
import {
  amountColumn,
  type ExportColumn,
  inOneGroup,
  type Language,
  periodWords,
  type Words,
} from '../../table-export.ts';
import { clientColumns } from '../client-columns.ts';
import { ALL_FORMATS, type BarsPart, type FiguresPart, type Report, same, tablePart } from '../report.ts';
import type { ReportSources } from '../report-sources.ts';

/** Of the bars: those with most to do. */
const MOST_BARS = 12;
const LONGEST_LABEL = 12;

interface Row extends ClientMonthRow {
  readonly waiting: number;
  readonly inCharge: string;
  readonly isLate: boolean;
  readonly kdvKurus: bigint;
  readonly unusual: readonly Words[];
}

export function officePortfolioReport({ clientMonths, officeMizan, people }: ReportSources): Report {
  return {
    reportId: 'office-portfolio',
    title: { tr: 'Ofis portföyü', en: 'Office portfolio' },
    summary: {
      tr: 'Bütün mükellefler: bekleyen işler, geciken aylar, defterlerde olağan dışı ne varsa.',
      en: 'All clients: what waits, what is late, and what in their books is unusual.',
    },
    about: 'office',
    formats: ALL_FORMATS,
    options: [],
    async open(trx, { tenantId, period, today }) {
      const days = { from: period.from, until: dayAfter(period.to) };
      const counts = await clientMonths(trx, tenantId, days);
      const names = new Map((await people(trx, tenantId)).map(({ userId, name }) => [userId, name]));
      const figures = new Map(
        (await officeMizan(trx, tenantId, period.to.slice(0, 7))).map((each) => [each.clientId, each]),
      );
      const rows = counts.map((each): Row => {
        const waiting = each.reading + each.failed + each.ready + each.notThisClient + each.drafts;
        const found = figures.get(each.clientId);
        return {
          ...each,
          waiting,
          inCharge: each.assignees.flatMap((userId) => names.get(userId) ?? []).join(', '),
          isLate: waiting > 0 && each.period !== 'closed' && period.to < today,
          kdvKurus: kurusFromDecimal(found?.vatExpected ?? '0'),
          unusual: found === undefined ? [] : unusualOf(found),
        };
      });
      const waiting = rows.reduce((sum, row) => sum + row.waiting, 0);
      const late = rows.filter((row) => row.isLate).length;
      return {
        facts: [periodWords(period.from, period.to) ?? same(''), METHOD],
        parts: [
          figuresPart(rows),
          ...barsPart(rows),
          tablePart(null, { columns, rows: inOneGroup(rows) }, rows.length),
        ],
        isEmpty: rows.length === 0,
        summary: {
          tr: `${rows.length} mükellef; ${waiting} iş bekliyor, ${late} mükellef gecikti.`,
          en: `${rows.length} clients; ${waiting} things wait, ${late} clients are late.`,
        },
      };
    },
  };
}

const METHOD: Words = {
  tr: 'geciken: dönem geçmiş, kapanmamış ve bekleyen iş var; bakiyeler son günün ayının sonundaki',
  en: 'late: the period is over, is not closed, and something waits; balances are those of the end of the last day’s month',
};

type Figures = Awaited<ReturnType<ReportSources['officeMizan']>>[number];

function unusualOf(found: Figures): Words[] {
  const reversed = (tr: string, en: string, { count }: Figures['cashReversed']): Words[] =>
    count === 0
      ? []
      : [{ tr: `${tr}${count > 1 ? ` (${count})` : ''}`, en: `${en}${count > 1 ? ` (${count})` : ''}` }];
  return [
    ...reversed('eksi kasa', 'cash below zero', found.cashReversed),
    ...reversed('eksi banka', 'bank below zero', found.bankReversed),
    ...reversed('ters bakiyeli alıcı', 'receivables with a credit balance', found.receivablesReversed),
    ...reversed('ters bakiyeli satıcı', 'payables with a debit balance', found.payablesReversed),
  ];
}

function figuresPart(rows: readonly Row[]): FiguresPart {
  const count = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const warned = (tr: string, en: string, value: number) => ({
    label: { tr, en },
    count: value,
    tone: value > 0 ? ('warn' as const) : ('plain' as const),
  });
  return {
    kind: 'figures',
    title: { tr: 'Ofis', en: 'Office' },
    figures: [
      { label: { tr: 'Mükellef', en: 'Clients' }, count: rows.length, tone: 'strong' },
      { label: { tr: 'Gelen belge', en: 'Documents in' }, count: count((row) => row.received) },
      { label: { tr: 'Deftere işlenen', en: 'Posted' }, count: count((row) => row.posted) },
      { label: { tr: 'Bekleyen iş', en: 'Things that wait' }, count: count((row) => row.waiting) },
      warned('Geciken mükellef', 'Clients that are late', rows.filter((row) => row.isLate).length),
      warned(
        'Hiç belge gelmeyen',
        'Clients that nothing came of',
        rows.filter((row) => row.received === 0).length,
      ),
      warned(
        'Olağan dışı bakiye',
        'Clients with unusual balances',
        rows.filter((row) => row.unusual.length > 0).length,
      ),
      {
        label: { tr: 'Beklenen KDV, toplam', en: 'KDV expected, all clients' },
        amountKurus: sumKurus(rows.map((row) => (row.kdvKurus > 0n ? row.kdvKurus : 0n))),
      },
    ],
  };
}

function barsPart(rows: readonly Row[]): BarsPart[] {
  const busiest = rows.filter((row) => row.waiting > 0).toSorted((a, b) => b.waiting - a.waiting);
  if (busiest.length < 2) return [];
  return [
    {
      kind: 'bars',
      title: { tr: 'En çok iş bekleyenler', en: 'Where most waits' },
      series: [
        { tr: 'Bekleyen', en: 'Waiting' },
        { tr: 'İşlenen', en: 'Posted' },
      ],
      bars: busiest.slice(0, MOST_BARS).map(({ title, waiting, posted }) => ({
        label: title.length > LONGEST_LABEL ? `${title.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : title,
        values: [waiting, posted],
      })),
    },
  ];
}

const PERIODS: Readonly<Record<string, Words>> = {
  open: { tr: 'Açık', en: 'Open' },
  locked: { tr: 'Kilitli', en: 'Locked' },
  closed: { tr: 'Kapandı', en: 'Closed' },
};
const LATE: Words = { tr: 'Gecikti', en: 'Late' };

const stateOf = ({ isLate, period }: Row, language: Language): string =>
  isLate ? LATE[language] : (PERIODS[period ?? '']?.[language] ?? '');

const count = (id: string, header: Words, cell: (row: Row) => number): ExportColumn<Row> => ({
  id,
  header,
  kind: 'count',
  width: 8,
  cell,
  sum: true,
});

const columns: readonly ExportColumn<Row>[] = [
  ...clientColumns<Row>(32),
  {
    id: 'inCharge',
    header: { tr: 'İlgilenen', en: 'In charge' },
    kind: 'text',
    width: 20,
    cell: (row) => row.inCharge,
  },
  { id: 'state', header: { tr: 'Ay', en: 'Month' }, kind: 'text', width: 9, cell: stateOf },
  count('received', { tr: 'Gelen', en: 'In' }, (row) => row.received),
  count('posted', { tr: 'İşlenen', en: 'Posted' }, (row) => row.posted),
  count('review', { tr: 'İncelenecek', en: 'To review' }, (row) => row.ready),
  count('failed', { tr: 'Okunamayan', en: 'Unreadable' }, (row) => row.failed),
  count('drafts', { tr: 'Taslak', en: 'Drafts' }, (row) => row.drafts),
  amountColumn('kdv', { tr: 'Beklenen KDV', en: 'KDV expected' }, (row) => row.kdvKurus),
  {
    id: 'unusual',
    header: { tr: 'Olağan dışı', en: 'Unusual' },
    kind: 'text',
    width: 26,
    cell: (row, language) => row.unusual.map((each) => each[language]).join(', '),
  },
];
