/** Who of the office did what in a period, and what waits at whose clients. */
import { dayAfter } from '@muhasebi/accounting/donem/hesap-donemi.ts';
import { type ExportColumn, inOneGroup, periodWords, type Words } from '../../table-export.ts';
import { ALL_FORMATS, type BarsPart, type Report, same, tablePart } from '../report.ts';
import { listWorkload, type PersonLoad } from './workload.queries.ts';

const LONGEST_LABEL = 14;

export function staffWorkloadReport(): Report {
  return {
    reportId: 'staff-workload',
    title: { tr: 'Personel iş yükü', en: 'Staff workload' },
    summary: {
      tr: 'Kim kaç fiş işledi, kaç belge getirdi; kimin mükelleflerinde ne bekliyor.',
      en: 'Who posted and brought how much, and what waits at whose clients.',
    },
    about: 'office',
    formats: ALL_FORMATS,
    options: [],
    permission: 'member:read',
    async open(trx, { tenantId, period }) {
      const rows = await listWorkload(trx, tenantId, { from: period.from, until: dayAfter(period.to) });
      const posted = rows.reduce((sum, row) => sum + row.posted, 0);
      const waiting = rows.reduce((sum, row) => sum + row.waiting, 0);
      return {
        facts: [periodWords(period.from, period.to) ?? same(''), METHOD],
        parts: [...barsPart(rows), tablePart(null, { columns, rows: inOneGroup(rows) }, rows.length)],
        isEmpty: rows.every((row) => row.posted + row.changed + row.brought + row.waiting + row.drafts === 0),
        summary: {
          tr: `${posted} fiş işlendi; sorumlusu olan mükelleflerde ${waiting} belge bekliyor.`,
          en: `${posted} vouchers posted; ${waiting} documents wait at clients that somebody is in charge of.`,
        },
      };
    },
  };
}

const METHOD: Words = {
  tr: 'bekleyenler şimdiki durumdur; birden çok kişinin ilgilendiği mükellef her birinde sayılır',
  en: 'what waits is as of now; a client that several people are in charge of counts for each of them',
};

function barsPart(rows: readonly PersonLoad[]): BarsPart[] {
  const shown = rows.filter((row) => row.posted + row.waiting > 0).slice(0, 14);
  if (shown.length < 2) return [];
  return [
    {
      kind: 'bars',
      title: { tr: 'İşlenen fiş ve bekleyen belge', en: 'Vouchers posted and documents waiting' },
      series: [
        { tr: 'İşlenen fiş', en: 'Posted' },
        { tr: 'Bekleyen belge', en: 'Waiting' },
      ],
      bars: shown.map(({ name, posted, waiting }) => ({
        label: name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : name,
        values: [posted, waiting],
      })),
    },
  ];
}

const ROLES: Readonly<Record<string, Words>> = {
  owner: { tr: 'Mali müşavir', en: 'Owner' },
  accountant: { tr: 'Muhasebeci', en: 'Accountant' },
  staff: { tr: 'Personel', en: 'Staff' },
};

const count = (
  id: Exclude<keyof PersonLoad, 'name' | 'role'>,
  tr: string,
  en: string,
  sum = true,
): ExportColumn<PersonLoad> => ({
  id,
  header: { tr, en },
  kind: 'count',
  width: 11,
  cell: (row) => row[id],
  sum,
});

const columns: readonly ExportColumn<PersonLoad>[] = [
  { id: 'name', header: { tr: 'Kişi', en: 'Person' }, kind: 'text', width: 28, cell: (row) => row.name },
  {
    id: 'role',
    header: { tr: 'Görev', en: 'Role' },
    kind: 'text',
    width: 13,
    cell: ({ role }, language) => ROLES[role]?.[language] ?? role,
  },
  count('clients', 'Mükellef', 'Clients', false),
  count('waiting', 'Bekleyen belge', 'Waiting', false),
  count('drafts', 'Taslak fiş', 'Drafts', false),
  count('posted', 'İşlenen fiş', 'Posted'),
  count('lines', 'İşlenen satır', 'Lines'),
  count('changed', 'Değiştirilen fiş', 'Changed'),
  count('brought', 'Getirilen belge', 'Brought'),
];
