/** The office's month as a file: the clients that the page shows, in its order. */
import { monthOf } from '@muhasebi/accounting/donem/month.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import {
  type Asked,
  type ExportColumn,
  type ExportDeps,
  exportList,
  inOneGroup,
  type Words,
} from '../table-export.ts';
import type { ClientMonth, officeOverviewContract } from './contract.ts';
import { loadOverview } from './show-overview.ts';

interface Row extends ClientMonth {
  readonly names: string;
}

const count = (
  id: Exclude<keyof ClientMonth & string, 'period' | 'late' | 'assignees' | 'title' | 'taxId' | 'clientId'>,
  tr: string,
  en: string,
): ExportColumn<Row> => ({
  id,
  header: { tr, en },
  kind: 'count',
  width: 10,
  cell: (row) => row[id],
  sum: true,
});

const STATES = {
  late: { tr: 'Gecikti', en: 'Late' },
  closed: { tr: 'Kapandı', en: 'Closed' },
  locked: { tr: 'Kilitli', en: 'Locked' },
  waiting: { tr: 'Bekliyor', en: 'Waiting' },
  nothing: { tr: 'Belge gelmedi', en: 'Nothing came' },
  done: { tr: 'Tamam', en: 'Done' },
} as const satisfies Record<string, Words>;

/** In one word, as the page says it. */
function stateOf(row: ClientMonth): Words {
  if (row.late) return STATES.late;
  if (row.period === 'closed') return STATES.closed;
  if (row.period === 'locked') return STATES.locked;
  if (row.reading + row.failed + row.notThisClient + row.review + row.drafts > 0) return STATES.waiting;
  return row.received === 0 ? STATES.nothing : STATES.done;
}

/** Ids are those of the columns on the screen. */
const columns: readonly ExportColumn<Row>[] = [
  { id: 'title', header: { tr: 'Unvan', en: 'Title' }, kind: 'text', width: 44, cell: (row) => row.title },
  {
    id: 'taxId',
    header: { tr: 'VKN / TCKN', en: 'Tax number' },
    kind: 'text',
    width: 12,
    cell: (row) => row.taxId,
  },
  {
    id: 'state',
    header: { tr: 'Ayın durumu', en: 'State' },
    kind: 'text',
    width: 14,
    cell: (row, language) => stateOf(row)[language],
  },
  {
    id: 'assignees',
    header: { tr: 'İlgilenen', en: 'In charge' },
    kind: 'text',
    width: 22,
    cell: (row) => row.names,
  },
  count('received', 'Gelen', 'In'),
  count('reading', 'Okunuyor', 'Reading'),
  count('failed', 'Okunamayan', 'Unreadable'),
  count('notThisClient', 'Başkasının', 'Not theirs'),
  count('review', 'İncelenecek', 'To review'),
  count('drafts', 'Taslak fiş', 'Drafts'),
  count('posted', 'İşlenen', 'Posted'),
];

/** Clients that are not in sight are passed over. Throws what `exportList` throws. */
export function exportOverview(
  context: ExportDeps,
  asked: Asked,
  body: RouteInput<typeof officeOverviewContract.exportOverview>['body'],
): Promise<FileResult> {
  const month = body.month ?? monthOf(context.clock.now());
  return exportList(context, asked, body, async (trx, tenantId) => {
    const { clients, people } = await loadOverview(trx, tenantId, asked.scope, month, context.clock);
    const names = new Map(people.map((person) => [person.userId, person.name]));
    const byId = new Map(clients.map((client) => [client.clientId, client]));
    const shown = body.clientIds.flatMap((clientId) => {
      const client = byId.get(clientId);
      if (client === undefined) return [];
      return { ...client, names: client.assignees.flatMap((id) => names.get(id) ?? []).join(', ') };
    });
    const monthText = `${month.slice(5)}.${month.slice(0, 4)}`;
    return {
      title: { tr: `Ayın durumu ${monthText}`, en: `State of ${monthText}` },
      clientId: null,
      facts: body.note === '' ? [] : [{ tr: body.note, en: body.note }],
      columns,
      rows: inOneGroup(shown),
    };
  });
}
