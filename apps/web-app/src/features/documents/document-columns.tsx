/** Columns and phone card of a client's documents. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../api/queries.ts';
import type { Format } from '../../format/use-format.ts';
import { useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { DocumentState, DocumentTags } from './document-state.tsx';

const inRow = { display: 'inline-flex', gap: 6, alignItems: 'center' } as const;

/** What to show where the document has no number yet: the reason of the failure, else the file. */
function Name({ document }: { document: DocumentItem }) {
  const format = useFormat();
  if (document.state === 'FAILED' && document.failure !== null) {
    const { message, messageEn, next, nextEn } = document.failure;
    return (
      <span title={`${format.pick(message, messageEn)} ${format.pick(next, nextEn)}`}>
        <span className="wrong">{format.pick(message, messageEn)}</span>{' '}
        <span className="soft">{format.pick(next, nextEn)}</span>
      </span>
    );
  }
  return (
    <>
      {document.counterpartyName ?? <span className="soft">{document.entryPath ?? document.fileName}</span>}
    </>
  );
}

export function documentColumns(t: TFunction, format: Format): GridColumn<DocumentItem>[] {
  return [
    {
      id: 'state',
      header: t('documents.column.state'),
      width: 230,
      fixed: true,
      cell: (d) => (
        <span style={inRow}>
          <DocumentState document={d} />
          <DocumentTags document={d} />
        </span>
      ),
    },
    { id: 'number', header: t('documents.column.number'), width: 170, cell: (d) => d.documentNo ?? '' },
    {
      id: 'date',
      header: t('documents.column.date'),
      width: 100,
      cell: (d) => (d.issueDate === null ? '' : format.date(d.issueDate)),
    },
    {
      id: 'party',
      header: t('documents.column.party'),
      width: 240,
      grow: true,
      cell: (d) => <Name document={d} />,
    },
    {
      id: 'direction',
      header: t('documents.column.direction'),
      width: 80,
      cell: (d) => (d.direction === null ? '' : t(`documents.direction.${d.direction}`)),
    },
    {
      id: 'type',
      header: t('documents.column.type'),
      width: 110,
      cell: (d) => <span className="soft">{d.type ?? ''}</span>,
    },
    {
      id: 'payable',
      header: t('documents.column.payable'),
      width: 140,
      align: 'end',
      cell: (d) =>
        d.payable === null ? '' : <Amount value={d.payable} currency={d.currency} zero="number" />,
    },
    {
      id: 'file',
      header: t('documents.column.file'),
      width: 180,
      cell: (d) => <span className="faint">{d.entryPath ?? d.fileName}</span>,
    },
    {
      id: 'received',
      header: t('documents.column.received'),
      width: 140,
      cell: (d) => <span className="faint">{format.moment(d.createdAt)}</span>,
    },
  ];
}

export function DocumentCard({ document }: { document: DocumentItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <div style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
        <span className="cut">
          <Name document={document} />
        </span>
        {document.payable !== null && (
          <Amount value={document.payable} currency={document.currency} zero="number" />
        )}
      </div>
      <div className="cut" style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <DocumentState document={document} />
        <DocumentTags document={document} />
        {document.issueDate !== null && <span className="faint">{format.date(document.issueDate)}</span>}
        {document.direction !== null && (
          <span className="faint">{t(`documents.direction.${document.direction}`)}</span>
        )}
      </div>
    </>
  );
}
