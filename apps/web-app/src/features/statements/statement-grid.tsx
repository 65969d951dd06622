/** The rows of a statement: sections, accounts, and below an account that was opened its leaf accounts, each a way to its lines. */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import branch from '../../ui/branch.module.css';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/page.tsx';
import { Amount } from '../../ui/small.tsx';
import { changeOf, hasAccounts, type ShownRow } from './statement-rows.ts';
import classes from './statements.module.css';

const INDENT: Readonly<Record<ShownRow['kind'], number>> = {
  side: 0,
  class: 0,
  result: 0,
  group: 12,
  account: 28,
  added: 28,
  leaf: 46,
};
const LOUD: ReadonlySet<ShownRow['kind']> = new Set(['side', 'class', 'result']);
const idOf = (row: ShownRow) => row.id;

function useNameOf(): (row: ShownRow) => string {
  const { language } = useFormat();
  return (row) => {
    if (row.kind === 'leaf') return `${row.code} ${row.name}`;
    const name = language === 'tr' ? row.name : row.nameEn;
    return row.mark === '' ? name : `${row.mark}. ${name}`;
  };
}

interface OpenRows {
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

function Name({ row, name, open, toggle }: OpenRows & { row: ShownRow; name: string }) {
  const { t } = useTranslation();
  const isOpen = open.has(row.id);
  return (
    <span className={classes.name} style={{ paddingLeft: INDENT[row.kind] }}>
      {hasAccounts(row) ? (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'statements.fold' : 'statements.unfold', { name })}
          className={branch.branch}
          onClick={() => toggle(row.id)}
        >
          <Icon name={isOpen ? 'down' : 'right'} size={12} />
        </button>
      ) : (
        <span className={branch.branch} />
      )}
      <span className={`cut ${LOUD.has(row.kind) ? classes.loud : ''}`} title={name}>
        {name}
      </span>
    </span>
  );
}

function useColumns(headers: readonly string[], { open, toggle }: OpenRows): GridColumn<ShownRow>[] {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('statements.column.name'),
        width: 320,
        grow: true,
        fixed: true,
        cell: (row) => <Name row={row} name={nameOf(row)} open={open} toggle={toggle} />,
        copy: nameOf,
      },
      {
        id: 'code',
        header: t('statements.column.code'),
        width: 90,
        cell: (row) => <span className="faint">{codeOf(row)}</span>,
        copy: codeOf,
      },
      ...headers.map(
        (header, at): GridColumn<ShownRow> => ({
          id: at === 0 ? 'amount' : 'prior',
          header,
          width: 176,
          align: 'end',
          cell: (row) => <Amount value={row.amounts[at] ?? null} />,
          copy: (row) => ({ number: row.amounts[at] ?? '0' }),
        }),
      ),
      {
        id: 'change',
        header: t('statements.column.change'),
        width: 164,
        align: 'end',
        cell: (row) => <Amount value={changeOf(row)} />,
        copy: (row) => ({ number: changeOf(row) }),
      },
    ],
    [t, headers, nameOf, open, toggle],
  );
}

function codeOf(row: ShownRow): string {
  if (row.kind === 'leaf') return row.code;
  const [first = '', ...more] = row.codes;
  if (row.kind === 'added' || row.kind === 'side') return '';
  return more.length === 0 ? first : `${first}–${more.at(-1)}`;
}

interface StatementGridProps extends OpenRows {
  readonly label: string;
  readonly storageKey: string;
  readonly placeKey: string;
  readonly rows: readonly ShownRow[];
  readonly headers: readonly string[];
  readonly loading: boolean;
  readonly empty: readonly [title: string, next: string];
  /** Goes to the lines of a leaf account. */
  readonly onAccount: (code: string) => void;
}

export function StatementGrid(props: StatementGridProps) {
  const { t } = useTranslation();
  const { rows, open, toggle, headers, onAccount } = props;
  const columns = useColumns(headers, { open, toggle });
  const nameOf = useNameOf();
  const act = (row: ShownRow) => {
    if (row.kind === 'leaf') onAccount(row.code);
    else if (hasAccounts(row)) toggle(row.id);
  };
  return (
    <DataGrid
      label={props.label}
      columns={columns}
      rows={rows}
      rowId={idOf}
      storageKey={props.storageKey}
      placeKey={props.placeKey}
      loading={props.loading}
      openLabel={t('statements.openRow')}
      onOpen={act}
      tree={{
        open: (row) => {
          if (hasAccounts(row) && !open.has(row.id)) toggle(row.id);
        },
        close: (row) => {
          const above = row.kind === 'leaf' ? row.below : row.id;
          if (open.has(above)) toggle(above);
          return above;
        },
      }}
      rowTone={(row) => (INDENT[row.kind] <= 12 ? 'strong' : undefined)}
      card={(row) => (
        <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
          <Name row={row} name={nameOf(row)} open={open} toggle={toggle} />
          <Amount value={row.amounts[0] ?? null} />
        </div>
      )}
      cardHeight={36}
      empty={<Empty icon="scale" title={props.empty[0]} next={props.empty[1]} />}
    />
  );
}
