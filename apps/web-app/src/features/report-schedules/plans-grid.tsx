/** The schedules of the office: what comes when to whom, and how the last run went. */
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Empty } from '../../ui/page.tsx';
import { PlanState, RunState, useAboutWords, useRuleWords } from './schedule-words.tsx';
import type { Schedule } from './schedules-queries.ts';

const idOf = (schedule: Schedule) => schedule.id;

function useColumns(): GridColumn<Schedule>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const ruleWords = useRuleWords();
  const aboutWords = useAboutWords();
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('reportSchedules.column.state'),
        width: 130,
        fixed: true,
        cell: (schedule) => <PlanState schedule={schedule} />,
      },
      {
        id: 'name',
        header: t('reportSchedules.column.name'),
        width: 200,
        grow: true,
        cell: ({ name }) => <span title={name}>{name}</span>,
      },
      {
        id: 'report',
        header: t('reportSchedules.column.report'),
        width: 170,
        cell: ({ reportTitle, reportId }) =>
          reportTitle === null ? reportId : format.pick(reportTitle.tr, reportTitle.en),
      },
      { id: 'about', header: t('reportSchedules.column.about'), width: 150, cell: aboutWords },
      {
        id: 'when',
        header: t('reportSchedules.column.when'),
        width: 210,
        cell: ({ rule }) => ruleWords(rule),
      },
      {
        id: 'next',
        header: t('reportSchedules.column.next'),
        width: 140,
        cell: ({ nextDueAt }) => (nextDueAt === null ? '' : format.moment(nextDueAt)),
      },
      {
        id: 'last',
        header: t('reportSchedules.column.last'),
        width: 150,
        cell: ({ lastRun }) => (lastRun === null ? '' : <RunState run={lastRun} />),
      },
    ],
    [t, format, ruleWords, aboutWords],
  );
}

interface PlansGridProps {
  readonly schedules: readonly Schedule[];
  readonly loading: boolean;
  readonly onOpen: (schedule: Schedule) => void;
  /** Null for who may not. */
  readonly onNew: (() => void) | null;
}

export function PlansGrid({ schedules, loading, onOpen, onNew }: PlansGridProps) {
  const { t } = useTranslation();
  const ruleWords = useRuleWords();
  return (
    <DataGrid
      label={t('reportSchedules.title')}
      columns={useColumns()}
      rows={schedules}
      rowId={idOf}
      storageKey="report-schedules"
      openLabel={t('reportSchedules.open')}
      onOpen={onOpen}
      loading={loading}
      rowTone={({ state }) => (state === 'on' ? undefined : 'faint')}
      card={(schedule) => (
        <>
          <strong className="cut">{schedule.name}</strong>
          <span className="cut">
            <PlanState schedule={schedule} /> <span className="faint">{ruleWords(schedule.rule)}</span>
          </span>
        </>
      )}
      empty={
        <Empty icon="clock" title={t('reportSchedules.empty')} next={t('reportSchedules.emptyNext')}>
          {onNew !== null && <Button onClick={onNew}>{t('reportSchedules.new')}</Button>}
        </Empty>
      }
    />
  );
}
