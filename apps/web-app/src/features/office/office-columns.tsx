/** Columns and phone card of the overview: a client a row, the stages of its month as counts that lead to what they count. */
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { monthRange } from '../../format/date.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Count, StateWord, Tag, type Tone } from '../../ui/small.tsx';
import classes from './office.module.css';
import { type GroupRow, isGroup, type MonthState, monthState, type OfficeRow } from './office-groups.ts';
import { type ClientMonth, type Overview, STAGES, type Stage } from './office-view.ts';

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

const WORDS: Readonly<Record<MonthState, { icon: IconName; tone: Tone } | null>> = {
  late: { icon: 'warn', tone: 'wrong' },
  closed: { icon: 'check', tone: 'done' },
  locked: { icon: 'shield', tone: 'plain' },
  waiting: { icon: 'clock', tone: 'wait' },
  nothing: null,
  done: { icon: 'check', tone: 'done' },
};

/** How the month of this client stands, in a word. */
export function MonthWord({ row }: { row: ClientMonth }): ReactNode {
  const { t } = useTranslation();
  const state = monthState(row);
  const word = WORDS[state];
  if (word === null) return <span className="faint">{t(`office.state.${state}`)}</span>;
  return <StateWord {...word}>{t(`office.state.${state}`)}</StateWord>;
}

function GroupName({ row, onToggle }: { row: GroupRow; onToggle: (key: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.group}
      aria-expanded={row.isOpen}
      onClick={() => onToggle(row.group)}
    >
      <Icon name={row.isOpen ? 'down' : 'right'} size={12} />
      <span className="cut">{row.label}</span>
      <span className="faint">{t('office.total', { n: format.count(row.clients) })}</span>
    </button>
  );
}

interface ColumnsOf {
  readonly t: TFunction;
  readonly month: string;
  readonly people: Overview['people'];
  readonly onAssign: ((row: ClientMonth) => void) | null;
  readonly onToggle: (group: string) => void;
}

export function officeColumns({ t, month, people, onAssign, onToggle }: ColumnsOf): GridColumn<OfficeRow>[] {
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
      cell: (row) =>
        isGroup(row) ? (
          <GroupName row={row} onToggle={onToggle} />
        ) : (
          <strong className="cut" title={row.title} style={{ fontWeight: 500 }}>
            {row.title}
          </strong>
        ),
      copy: (row) => (isGroup(row) ? row.label : row.title),
    },
    {
      id: 'state',
      header: t('office.column.state'),
      width: 130,
      cell: (row) => !isGroup(row) && <MonthWord row={row} />,
      copy: (row) => (isGroup(row) ? null : t(`office.state.${monthState(row)}`)),
    },
    ...(people.length === 0
      ? []
      : [
          {
            id: 'assignees',
            header: t('office.column.assignees'),
            width: 140,
            copy: (row: OfficeRow) => (isGroup(row) ? null : inCharge(row)),
            cell: (row: OfficeRow) => {
              if (isGroup(row)) return null;
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
      (stage): GridColumn<OfficeRow> => ({
        id: stage,
        header: t(`office.column.${stage}`),
        width: WIDTHS[stage],
        align: 'end',
        sortable: true,
        cell: (row) =>
          isGroup(row) ? <Count value={row[stage]} /> : <StageCount row={row} stage={stage} month={month} />,
        copy: (row) => ({ number: String(row[stage]) }),
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

export function OfficeCard({ row, onToggle }: { row: OfficeRow; onToggle: (group: string) => void }) {
  const { t } = useTranslation();
  if (isGroup(row)) return <GroupName row={row} onToggle={onToggle} />;
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
