/** Columns and phone card of the overview: a client a row, the stages of its month as counts that lead to what they count. */
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { monthRange } from '../../format/date.ts';
import type { Format } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Count, StateWord, Tag, type Tone } from '../../ui/small.tsx';
import classes from './office.module.css';
import { type ClientMonth, type Overview, STAGES, type Stage, waitingOf } from './office-view.ts';

const TONES: Readonly<Record<Stage, Tone | undefined>> = {
  received: undefined,
  reading: undefined,
  failed: 'wrong',
  notThisClient: 'wait',
  review: 'wait',
  drafts: 'wait',
  posted: 'done',
};
/** How the page of documents names what a column counts; drafts lead to the vouchers. */
const STATES: Readonly<Partial<Record<Stage, string>>> = {
  reading: 'reading',
  failed: 'FAILED',
  notThisClient: 'notThisClient',
  review: 'READY',
  posted: 'POSTED',
};
const WIDTHS: Readonly<Record<Stage, number>> = {
  received: 80,
  reading: 90,
  failed: 110,
  notThisClient: 100,
  review: 110,
  drafts: 100,
  posted: 90,
};

function StageCount({ row, stage, month }: { row: ClientMonth; stage: Stage; month: string }) {
  const count = <Count value={row[stage]} {...(TONES[stage] === undefined ? {} : { tone: TONES[stage] })} />;
  if (row[stage] === 0) return count;
  const params = { clientId: row.clientId };
  if (stage === 'drafts') {
    const { from, to } = monthRange(Number(month.slice(0, 4)), Number(month.slice(5)));
    const search = { durum: 'draft', bas: from, son: to };
    return (
      <Link to="/mukellefler/$clientId/fisler" params={params} search={search} className={classes.count}>
        {count}
      </Link>
    );
  }
  const state = STATES[stage];
  const search = { donem: month, ...(state === undefined ? {} : { durum: state }) };
  return (
    <Link to="/mukellefler/$clientId/belgeler" params={params} search={search} className={classes.count}>
      {count}
    </Link>
  );
}

/** How the month of this client stands, in a word. */
export function MonthWord({ row }: { row: ClientMonth }): ReactNode {
  const { t } = useTranslation();
  if (row.late)
    return (
      <StateWord icon="warn" tone="wrong">
        {t('office.state.late')}
      </StateWord>
    );
  if (row.period === 'closed')
    return (
      <StateWord icon="check" tone="done">
        {t('office.state.closed')}
      </StateWord>
    );
  if (row.period === 'locked')
    return (
      <StateWord icon="shield" tone="plain">
        {t('office.state.locked')}
      </StateWord>
    );
  if (waitingOf(row) > 0)
    return (
      <StateWord icon="clock" tone="wait">
        {t('office.state.waiting')}
      </StateWord>
    );
  if (row.received === 0) return <span className="faint">{t('office.state.nothing')}</span>;
  return (
    <StateWord icon="check" tone="done">
      {t('office.state.done')}
    </StateWord>
  );
}

interface ColumnsOf {
  readonly t: TFunction;
  readonly month: string;
  readonly people: Overview['people'];
  readonly onAssign: ((row: ClientMonth) => void) | null;
}

export function officeColumns({ t, month, people, onAssign }: ColumnsOf): GridColumn<ClientMonth>[] {
  const names = new Map(people.map((person) => [person.userId, person.name]));
  const inCharge = (row: ClientMonth) => row.assignees.flatMap((id) => names.get(id) ?? []).join(', ');
  return [
    {
      id: 'title',
      header: t('office.column.title'),
      width: 240,
      grow: true,
      fixed: true,
      sortable: true,
      cell: (row) => (
        <strong className="cut" title={row.title} style={{ fontWeight: 500 }}>
          {row.title}
        </strong>
      ),
    },
    { id: 'state', header: t('office.column.state'), width: 130, cell: (row) => <MonthWord row={row} /> },
    ...(people.length === 0
      ? []
      : [
          {
            id: 'assignees',
            header: t('office.column.assignees'),
            width: 170,
            cell: (row: ClientMonth) => {
              const word = inCharge(row) || <span className="faint">{t('office.assign.nobody')}</span>;
              if (onAssign === null) return <span className="cut">{word}</span>;
              return (
                <button
                  type="button"
                  className={classes.assign}
                  title={t('office.assign.act')}
                  onClick={() => onAssign(row)}
                >
                  {word}
                </button>
              );
            },
          },
        ]),
    ...STAGES.map(
      (stage): GridColumn<ClientMonth> => ({
        id: stage,
        header: t(`office.column.${stage}`),
        width: WIDTHS[stage],
        align: 'end',
        sortable: true,
        cell: (row) => <StageCount row={row} stage={stage} month={month} />,
      }),
    ),
  ];
}

/** Sums of what is shown, for the pinned last row. */
export function totalsOf(rows: readonly ClientMonth[], t: TFunction, format: Format) {
  const sum = (stage: Stage) => rows.reduce((total, row) => total + row[stage], 0);
  return {
    title: t('office.total', { n: format.count(rows.length) }),
    ...Object.fromEntries(STAGES.map((stage) => [stage, format.count(sum(stage))])),
  };
}

export function OfficeCard({ row }: { row: ClientMonth }) {
  const { t } = useTranslation();
  return (
    <>
      <strong className="cut">{row.title}</strong>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <MonthWord row={row} />
        {row.review > 0 && (
          <Tag tone="wait">
            {t('office.column.review')} {row.review}
          </Tag>
        )}
        {row.failed > 0 && (
          <Tag tone="wrong">
            {t('office.column.failed')} {row.failed}
          </Tag>
        )}
      </div>
    </>
  );
}
