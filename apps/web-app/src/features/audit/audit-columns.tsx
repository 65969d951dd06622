/** Columns and phone card of the audit log. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { ActLink } from './act-link.tsx';
import type { Act } from './acts.ts';
import type { AuditWords } from './use-audit-words.ts';

function changeColumn(t: TFunction, words: AuditWords): GridColumn<Act> {
  return {
    id: 'change',
    header: t('audit.change'),
    width: 300,
    grow: true,
    copy: (act) => words.summary(act),
    cell: (act) => {
      const summary = words.summary(act);
      return (
        <span className="soft" title={summary}>
          {summary}
        </span>
      );
    },
  };
}

/** The person, and in brackets the key that a machine of theirs came with. */
export function whoOf(t: TFunction, { head }: Act): string {
  const name = head.userName ?? t('audit.system');
  return head.apiKeyName === null ? name : `${name} (${head.apiKeyName})`;
}

export function auditColumns(t: TFunction, format: Format, words: AuditWords): GridColumn<Act>[] {
  return [
    {
      id: 'at',
      sortable: true,
      header: t('audit.at'),
      width: 156,
      fixed: true,
      cell: (act) => format.moment(act.head.at),
      copy: (act) => format.moment(act.head.at),
    },
    {
      id: 'who',
      header: t('audit.who'),
      width: 124,
      cell: (act) => whoOf(t, act),
      copy: (act) => whoOf(t, act),
    },
    {
      id: 'entity',
      header: t('audit.entity'),
      width: 116,
      copy: (act) => words.entity(act.entity),
      cell: (act) => (
        <ActLink act={act} tabIndex={-1} otherwise={words.entity(act.entity)}>
          {words.entity(act.entity)}
        </ActLink>
      ),
    },
    {
      id: 'action',
      header: t('audit.action'),
      width: 126,
      cell: (act) => words.action(act),
      copy: (act) => words.action(act),
    },
    changeColumn(t, words),
    {
      id: 'client',
      header: t('audit.client'),
      width: 200,
      copy: (act) => act.head.clientTitle ?? '',
      cell: ({ head }) => (
        <span className="soft" title={head.clientTitle ?? ''}>
          {head.clientTitle}
        </span>
      ),
    },
    {
      id: 'address',
      header: t('audit.address'),
      width: 110,
      copy: (act) => act.head.address ?? '',
      cell: (act) => <span className="faint">{act.head.address ?? ''}</span>,
    },
  ];
}

export function ActCard({ act, words }: { act: Act; words: AuditWords }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className="cut">
        {words.entity(act.entity)} · {words.action(act)}
      </span>
      <span className="soft cut">{words.summary(act)}</span>
      <span className="faint cut">
        {format.moment(act.head.at)} · {whoOf(t, act)}
      </span>
    </>
  );
}
