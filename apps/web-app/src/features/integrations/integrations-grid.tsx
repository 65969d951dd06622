/** The connections of the office: how each stands, what its last run brought, when the next is due. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { type Integration, kindsQuery } from './integrations-queries.ts';
import { IntegrationState, RunState, useRunResult } from './run-words.tsx';

const idOf = ({ id }: Integration) => id;

function useKindTitle(): (kind: string) => string {
  const format = useFormat();
  const { data } = useQuery(kindsQuery);
  return (kind) => {
    const found = data?.items.find((known) => known.kind === kind);
    return found === undefined ? kind : format.pick(found.title.tr, found.title.en);
  };
}

function useColumns(): GridColumn<Integration>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const resultOf = useRunResult();
  const kindTitle = useKindTitle();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('integrations.column.name'),
        width: 220,
        grow: true,
        fixed: true,
        cell: ({ name, kind }) => (
          <>
            <strong>{name}</strong> <span className="faint">{kindTitle(kind)}</span>
          </>
        ),
      },
      {
        id: 'client',
        header: t('integrations.column.client'),
        width: 200,
        cell: ({ client }) => client?.title ?? <span className="faint">{t('integrations.wholeOffice')}</span>,
      },
      {
        id: 'state',
        header: t('integrations.column.state'),
        width: 160,
        cell: (row) => <IntegrationState integration={row} />,
      },
      {
        id: 'last',
        header: t('integrations.column.last'),
        width: 150,
        cell: ({ lastRun }) => (lastRun === null ? '' : format.moment(lastRun.createdAt)),
      },
      {
        id: 'result',
        header: t('integrations.column.result'),
        width: 240,
        grow: true,
        cell: ({ lastRun }) =>
          lastRun === null ? (
            <span className="faint">{t('integrations.run.never')}</span>
          ) : lastRun.endedAt === null ? (
            <RunState run={lastRun} />
          ) : (
            <span title={resultOf(lastRun)}>{resultOf(lastRun)}</span>
          ),
      },
      {
        id: 'next',
        header: t('integrations.column.next'),
        width: 150,
        cell: ({ nextDueAt }) => (nextDueAt === null ? '' : format.moment(nextDueAt)),
      },
    ],
    [t, format, resultOf, kindTitle],
  );
}

interface IntegrationsGridProps {
  readonly items: readonly Integration[] | undefined;
  /** Null for who may add none. */
  readonly onAdd: (() => void) | null;
}

export function IntegrationsGrid({ items, onAdd }: IntegrationsGridProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns();
  return (
    <DataGrid
      label={t('integrations.title')}
      columns={columns}
      rows={items ?? []}
      rowId={idOf}
      storageKey="integrations"
      openLabel={t('integrations.title')}
      onOpen={({ id }) =>
        void navigate({ to: '/entegrasyonlar/$integrationId', params: { integrationId: id } })
      }
      loading={items === undefined}
      card={(row) => (
        <>
          <strong className="cut">{row.name}</strong>
          <span className="cut">
            <IntegrationState integration={row} />{' '}
            <span className="faint">{row.client?.title ?? t('integrations.wholeOffice')}</span>
          </span>
        </>
      )}
      empty={
        <Empty icon="tray" title={t('integrations.empty')} next={t('integrations.emptyNext')}>
          {onAdd !== null && <Button onClick={onAdd}>{t('integrations.add')}</Button>}
        </Empty>
      }
    />
  );
}
