/** What came of documents, read, waiting, refused and by whom: of one client, or of the whole office. */
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { dayText } from '@muhasebi/connectors/table-file/cell-text.ts';
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import type { Trx } from '../../feature.ts';
import { type ExportColumn, inOneGroup, periodWords, type Words } from '../../table-export.ts';
import { clientColumns } from '../client-columns.ts';
import {
  ALL_FORMATS,
  type Figure,
  type Report,
  type ReportAsk,
  type ReportPart,
  same,
  tablePart,
} from '../report.ts';
import {
  type ActivityRange,
  type ClientActivity,
  countByClient,
  countByDay,
  countBySender,
  countByState,
  type SenderCounts,
  type StateCounts,
  type StoppedDocument,
  stoppedDocuments,
} from './activity.queries.ts';

/** More days than these are shown by month. */
const MOST_DAYS = 31;

const WORDS: Readonly<Record<keyof StateCounts, Words>> = {
  came: { tr: 'Gelen', en: 'In' },
  reading: { tr: 'Okunuyor', en: 'Being read' },
  waiting: { tr: 'İnceleme bekleyen', en: 'To be reviewed' },
  notThisClient: { tr: 'Başkasının belgesi', en: 'Not the client’s' },
  posted: { tr: 'Deftere işlenen', en: 'Posted' },
  refused: { tr: 'Reddedilen', en: 'Refused' },
  failed: { tr: 'Okunamayan', en: 'Unreadable' },
};
const STATES = Object.keys(WORDS) as (keyof StateCounts)[];
const STOPPED: ReadonlySet<keyof StateCounts> = new Set(['refused', 'failed', 'notThisClient']);

/** Two reports: of the whole office with a row for each client, and of one client. */
export const documentActivityReports = (): readonly Report[] => [
  {
    ...reportOf('document-activity', 'office'),
    title: { tr: 'Belge hareketleri', en: 'Document activity' },
    summary: {
      tr: 'Gelen, okunan, bekleyen ve reddedilen belgeler; günlere, mükelleflere ve getirenlere göre.',
      en: 'Documents in, read, waiting and refused; by day, by client and by who brought them.',
    },
  },
  {
    ...reportOf('client-documents', 'client'),
    title: { tr: 'Mükellefin belgeleri', en: 'Documents of a client' },
    summary: {
      tr: 'Bir mükellefin gelen, okunan, bekleyen ve reddedilen belgeleri.',
      en: 'Documents of one client: in, read, waiting and refused.',
    },
  },
];

const reportOf = (reportId: string, about: Report['about']) => ({
  reportId,
  about,
  formats: ALL_FORMATS,
  options: [],
  open,
});

async function open(trx: Trx, { tenantId, clientId, period }: ReportAsk) {
  const range: ActivityRange = {
    tenantId,
    clientId: clientId === '' ? null : clientId,
    from: period.from,
    until: dayAfter(period.to),
  };
  const counts = await countByState(trx, range);
  const senders = await countBySender(trx, range);
  const clients = range.clientId === null ? await countByClient(trx, range) : [];
  const days = byMonthIfMany(await countByDay(trx, range));
  const stopped = counts.refused + counts.failed;
  return {
    facts: [periodWords(period.from, period.to) ?? same(''), WHEN],
    parts: [
      { kind: 'figures' as const, title: { tr: 'Belgeler', en: 'Documents' }, figures: figuresOf(counts) },
      ...daysPart(days),
      ...(clients.length === 0
        ? []
        : [tablePart(BY_CLIENT, { columns: activityColumns, rows: inOneGroup(clients) }, clients.length)]),
      ...(senders.length === 0
        ? []
        : [tablePart(BY_SENDER, { columns: senderColumns, rows: inOneGroup(senders) }, senders.length)]),
      ...(stopped === 0
        ? []
        : [
            tablePart(
              NOT_TAKEN,
              { columns: stoppedColumns, rows: readInGroups(trx, stoppedDocuments(range)) },
              stopped,
            ),
          ]),
    ],
    isEmpty: counts.came === 0,
    summary: {
      tr: `${counts.came} belge geldi, ${counts.posted} tanesi deftere işlendi, ${counts.waiting} tanesi bekliyor.`,
      en: `${counts.came} documents came, ${counts.posted} are posted, ${counts.waiting} wait.`,
    },
  };
}

const WHEN: Words = {
  tr: 'geliş gününe göre, şimdiki durumlarıyla',
  en: 'by the day on which they came, as they stand now',
};
const BY_CLIENT: Words = { tr: 'Mükelleflere göre', en: 'By client' };
const BY_SENDER: Words = { tr: 'Getirenlere göre', en: 'By who brought them' };
const NOT_TAKEN: Words = { tr: 'Reddedilen ve okunamayan', en: 'Refused and unreadable' };

function figuresOf(counts: StateCounts): Figure[] {
  return STATES.filter((state) => state === 'came' || counts[state] > 0).map((state) => ({
    label: WORDS[state],
    count: counts[state],
    tone: state === 'came' ? 'strong' : STOPPED.has(state) ? 'warn' : 'plain',
  }));
}

/** Days, or months where there are many. */
function byMonthIfMany(days: readonly { day: string; n: number }[]): { label: string; n: number }[] {
  if (days.length <= MOST_DAYS) return days.map(({ day, n }) => ({ label: dayText(day).slice(0, 5), n }));
  const months = new Map<string, number>();
  for (const { day, n } of days) {
    const label = `${day.slice(5, 7)}.${day.slice(0, 4)}`;
    months.set(label, (months.get(label) ?? 0) + n);
  }
  return [...months].map(([label, n]) => ({ label, n }));
}

function daysPart(days: readonly { label: string; n: number }[]): ReportPart[] {
  if (days.length < 2) return [];
  return [
    {
      kind: 'bars',
      title: { tr: 'Gelen belge', en: 'Documents in' },
      series: [WORDS.came],
      bars: days.map(({ label, n }) => ({ label, values: [n] })),
    },
  ];
}

const countColumns = <Row extends StateCounts>(): ExportColumn<Row>[] =>
  STATES.map((state) => ({
    id: state,
    header: WORDS[state],
    kind: 'count',
    width: 11,
    cell: (row) => row[state],
    sum: true,
  }));

const activityColumns: readonly ExportColumn<ClientActivity>[] = [
  ...clientColumns<ClientActivity>(34),
  ...countColumns<ClientActivity>(),
];

const NOBODY: Words = { tr: 'Kişi dışı (entegrasyon, sistem)', en: 'No person (integration, system)' };
const SIDES = { client: { tr: 'mükellef', en: 'client' }, office: { tr: 'ofis', en: 'office' } } as const;

const senderColumns: readonly ExportColumn<SenderCounts>[] = [
  {
    id: 'name',
    header: { tr: 'Getiren', en: 'Brought by' },
    kind: 'text',
    width: 30,
    cell: ({ name }, language) => name ?? NOBODY[language],
  },
  {
    id: 'side',
    header: { tr: 'Taraf', en: 'Side' },
    kind: 'text',
    width: 9,
    cell: ({ name, role }, language) =>
      name === null ? '' : SIDES[role === 'client' ? 'client' : 'office'][language],
  },
  ...countColumns<SenderCounts>(),
];

const stoppedColumns: readonly ExportColumn<StoppedDocument>[] = [
  {
    id: 'cameAt',
    header: { tr: 'Geliş', en: 'Came' },
    kind: 'moment',
    width: 15,
    cell: ({ cameAt }) => cameAt.toISOString(),
  },
  {
    id: 'client',
    header: { tr: 'Mükellef', en: 'Client' },
    kind: 'text',
    width: 28,
    cell: (row) => row.client,
  },
  {
    id: 'fileName',
    header: { tr: 'Dosya', en: 'File' },
    kind: 'text',
    width: 32,
    cell: (row) => row.fileName,
  },
  {
    id: 'state',
    header: { tr: 'Durum', en: 'State' },
    kind: 'text',
    width: 12,
    cell: ({ state }, language) => WORDS[state === 'FAILED' ? 'failed' : 'refused'][language],
  },
  {
    id: 'reason',
    header: { tr: 'Neden', en: 'Why' },
    kind: 'text',
    width: 34,
    cell: (row, language) => (language === 'tr' ? row.reason : row.reasonEn),
  },
];
