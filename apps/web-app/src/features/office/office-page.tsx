/** The office at a glance: every client a row, the stages of one month as columns, what is late, and who works on it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { overviewQuery } from '../../api/queries.ts';
import { useCan, useMe } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MonthSwitch } from '../../ui/month-switch.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Chips, KeyCap } from '../../ui/small.tsx';
import { FirstStepsList } from '../first-run/first-steps.tsx';
import { GridTools } from '../views/grid-tools.tsx';
import { OfficeCard, officeColumns, totalsOf } from './office-columns.tsx';
import { idOfRow, inGroups, isGroup, type OfficeRow } from './office-groups.ts';
import {
  type ClientMonth,
  isShown,
  nextSort,
  OFFICE_FILTERS,
  OFFICE_GROUPS,
  type OfficeView,
  type Overview,
  officeViewOf,
  rowsOfView,
  searchOf,
} from './office-view.ts';

const NewClient = lazy(() =>
  import('../clients/new-client.tsx').then((part) => ({ default: part.NewClient })),
);
const AssignDialog = lazy(() =>
  import('./assign-dialog.tsx').then((part) => ({ default: part.AssignDialog })),
);

const NONE: readonly ClientMonth[] = [];
const NOBODY: Overview['people'] = [];

function useView(): readonly [OfficeView, (change: Partial<OfficeView>) => void] {
  const navigate = useNavigate();
  const search = useSearch({ from: '/office/ofis' });
  const view = useMemo(() => officeViewOf(search, new Date()), [search]);
  const go = useCallback(
    (change: Partial<OfficeView>) =>
      void navigate({ to: '/ofis', search: searchOf({ ...view, ...change }, new Date()), replace: true }),
    [navigate, view],
  );
  return [view, go];
}

function useHeadline(clients: readonly ClientMonth[]): string {
  const { t } = useTranslation();
  const format = useFormat();
  const late = clients.filter((row) => row.late).length;
  const review = clients.reduce((sum, row) => sum + row.review, 0);
  if (late > 0) return t('office.late', { n: format.count(late) });
  return review > 0 ? t('office.waiting', { n: format.count(review) }) : t('office.nothingWaits');
}

/** With a line above each group, where the view asks for groups. */
function useGroups(
  shown: readonly ClientMonth[],
  { group, closed }: OfficeView,
  people: Overview['people'],
): readonly OfficeRow[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const names = new Map(people.map((person) => [person.userId, person.name]));
    return inGroups(shown, group, closed, {
      personName: (userId) => names.get(userId),
      nobody: t('office.assign.nobody'),
      stateName: (state) => t(`office.state.${state}`),
    });
  }, [shown, group, closed, people, t]);
}

function NoClients({ onAdd }: { onAdd: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <Empty icon="company" title={t('clients.empty')} next={t('clients.emptyNext')}>
      {onAdd !== null && (
        <Button leftSection={<Icon name="plus" />} onClick={onAdd}>
          {t('clients.new')}
          <KeyCap>N</KeyCap>
        </Button>
      )}
    </Empty>
  );
}

interface ToolbarProps {
  readonly view: OfficeView;
  readonly go: (change: Partial<OfficeView>) => void;
  /** Undefined until they are here. */
  readonly clients: readonly ClientMonth[] | undefined;
  readonly people: Overview['people'];
  readonly rows: readonly OfficeRow[];
  readonly columnIds: readonly string[];
}

function OfficeToolbar({ view, go, clients, people, rows, columnIds }: ToolbarProps) {
  const { t } = useTranslation();
  const me = useMe()?.user.id;
  const chips = OFFICE_FILTERS.filter((name) => people.length > 0 || !['mine', 'unassigned'].includes(name));
  return (
    <>
      <Chips
        label={t('office.filter')}
        value={view.filter}
        onChange={(filter) => go({ filter })}
        choices={chips.map((value) => ({
          value,
          label: t(`office.filters.${value}`),
          count: clients?.filter((row) => isShown(row, value, me)).length,
        }))}
      />
      <span style={{ flex: 1 }} />
      <PlainSelect
        label={t('office.group.label')}
        value={view.group}
        width={150}
        choices={OFFICE_GROUPS.filter((name) => people.length > 0 || name !== 'person').map((value) => ({
          value,
          label: t(`office.group.${value}`),
        }))}
        onChange={(value) =>
          go({ group: OFFICE_GROUPS.find((name) => name === value) ?? 'none', closed: [] })
        }
      />
      <SearchField label={t('clients.search')} value={view.q} onChange={(q) => go({ q })} />
      <GridTools
        page="office"
        storageKey="office"
        columnIds={columnIds}
        file={(format, columns) => ({
          path: '/office/overview/export',
          body: {
            format,
            columns,
            month: view.month,
            clientIds: rows.flatMap((row) => (isGroup(row) ? [] : row.clientId)),
            note: [view.filter === 'all' ? '' : t(`office.filters.${view.filter}`), view.q]
              .filter((part) => part !== '')
              .join(' · '),
          },
        })}
      />
    </>
  );
}

export function OfficePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const can = useCan();
  const me = useMe()?.user.id;
  const [view, go] = useView();
  const [active, setActive] = useState<ClientMonth | null>(null);
  const [assigning, setAssigning] = useState<ClientMonth | null>(null);
  const [adding, setAdding] = useState(false);
  const query = useQuery(overviewQuery(view.month));
  const clients = query.data?.clients ?? NONE;
  const people = query.data?.people ?? NOBODY;
  const shown = useMemo(() => rowsOfView(clients, view, me), [clients, view, me]);
  const rows = useGroups(shown, view, people);
  const toggle = useCallback(
    (group: string) =>
      go({
        closed: view.closed.includes(group)
          ? view.closed.filter((key) => key !== group)
          : [...view.closed, group],
      }),
    [go, view.closed],
  );
  const mayAssign = can('client:write');
  const columns = useMemo(
    () =>
      officeColumns({
        t,
        month: view.month,
        people,
        onAssign: mayAssign ? setAssigning : null,
        onToggle: toggle,
      }),
    [t, view.month, people, mayAssign, toggle],
  );
  const headline = useHeadline(clients);
  const open = (clientId: string, search: { donem?: string }) =>
    void navigate({ to: '/mukellefler/$clientId/belgeler', params: { clientId }, search });
  useKeys(
    mayAssign
      ? [
          { key: 'a', label: t('office.assign.act'), run: () => setAssigning(active ?? shown[0] ?? null) },
          { key: 'n', label: t('clients.new'), run: () => setAdding(true) },
        ]
      : [],
  );
  return (
    <Page
      title={t('office.title')}
      sub={query.data === undefined ? undefined : headline}
      acts={<MonthSwitch month={view.month} onChange={(month) => go({ month })} />}
      toolbar={
        <OfficeToolbar
          view={view}
          go={go}
          clients={query.data?.clients}
          people={people}
          rows={rows}
          columnIds={columns.map((column) => column.id)}
        />
      }
    >
      {can('member:write') && <FirstStepsList />}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      <DataGrid
        label={t('office.title')}
        columns={columns}
        rows={rows}
        rowId={idOfRow}
        storageKey="office"
        onOpen={(row) => (isGroup(row) ? toggle(row.group) : open(row.clientId, { donem: view.month }))}
        onActive={(row) => setActive(isGroup(row) ? null : row)}
        {...(view.group !== 'none' && {
          tree: {
            open: (row: OfficeRow) => isGroup(row) && !row.isOpen && toggle(row.group),
            close: (row: OfficeRow) => {
              if (isGroup(row) && row.isOpen) toggle(row.group);
              return null;
            },
          },
        })}
        rowTone={(row) => (isGroup(row) ? 'strong' : undefined)}
        openLabel={t('clients.open')}
        loading={query.isFetching && clients.length === 0}
        sorting={{ sort: view.sort, onSort: (id) => go({ sort: nextSort(view.sort, id) }) }}
        footer={totalsOf(shown, t, format)}
        card={(row) => <OfficeCard row={row} onToggle={toggle} />}
        empty={
          clients.length === 0 ? (
            <NoClients onAdd={mayAssign ? () => setAdding(true) : null} />
          ) : (
            <Empty icon="check" title={t('office.noMatch')} next={t('office.noMatchNext')} />
          )
        }
      />
      <Suspense fallback={null}>
        {assigning !== null && (
          <AssignDialog client={assigning} people={people} onClose={() => setAssigning(null)} />
        )}
        {adding && <NewClient onClose={() => setAdding(false)} onCreated={(client) => open(client.id, {})} />}
      </Suspense>
    </Page>
  );
}
