/** Columns and phone card of a client's documents. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DocumentItem } from '../../api/queries.ts';
import type { Format } from '../../format/use-format.ts';
import { useFormat } from '../../format/use-format.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Amount } from '../../ui/small.tsx';
import { DocumentState, DocumentTags } from './document-state.tsx';

const inRow = { display: 'flex', gap: 6, alignItems: 'center' } as const;

/** Why a document could not be read, and what to do. */
export function Failure({ document }: { document: DocumentItem }) {
  const format = useFormat();
  if (document.failure === null) return null;
  const { message, messageEn, next, nextEn } = document.failure;
  const [what, then] = [format.pick(message, messageEn), format.pick(next, nextEn)];
  return (
    <span title={`${what} ${then}`}>
      <span className="wrong">{what}</span> <span className="soft">{then}</span>
    </span>
  );
}

function Name({ document }: { document: DocumentItem }) {
  if (document.state === 'FAILED') return <Failure document={document} />;
  return (
    <>
      {document.counterpartyName === null ? (
        <span className="soft">{document.entryPath ?? document.fileName}</span>
      ) : (
        <span title={document.counterpartyName}>{document.counterpartyName}</span>
      )}
    </>
  );
}

function payableColumn(t: TFunction): GridColumn<DocumentItem> {
  return {
    id: 'payable',
    header: t('documents.column.payable'),
    width: 120,
    align: 'end',
    copy: (d) => (d.payable === null ? null : { number: d.payable }),
    cell: (d) => (d.payable === null ? '' : <Amount value={d.payable} currency={d.currency} zero="number" />),
  };
}

export function documentColumns(t: TFunction, format: Format): GridColumn<DocumentItem>[] {
  return [
    {
      id: 'state',
      header: t('documents.column.state'),
      width: 190,
      fixed: true,
      cell: (d) => (
        <span style={inRow}>
          <DocumentState document={d} />
          <DocumentTags document={d} />
        </span>
      ),
    },
    {
      id: 'number',
      header: t('documents.column.number'),
      width: 164,
      cell: (d) => d.documentNo ?? '',
      copy: (d) => d.documentNo,
    },
    {
      id: 'date',
      header: t('documents.column.date'),
      width: 100,
      cell: (d) => (d.issueDate === null ? '' : format.date(d.issueDate)),
      copy: (d) => (d.issueDate === null ? null : format.date(d.issueDate)),
    },
    {
      id: 'party',
      header: t('documents.column.party'),
      width: 200,
      grow: true,
      cell: (d) => <Name document={d} />,
      copy: (d) => d.counterpartyName ?? d.entryPath ?? d.fileName,
    },
    {
      id: 'direction',
      header: t('documents.column.direction'),
      width: 54,
      cell: (d) => (d.direction === null ? '' : t(`documents.direction.${d.direction}`)),
    },
    {
      id: 'type',
      header: t('documents.column.type'),
      width: 104,
      cell: (d) => <span className="soft">{d.type ?? ''}</span>,
      copy: (d) => d.type,
    },
    payableColumn(t),
    {
      id: 'file',
      header: t('documents.column.file'),
      width: 90,
      cell: (d) => (
        <span className="faint" title={d.entryPath ?? d.fileName}>
          {d.entryPath ?? d.fileName}
        </span>
      ),
    },
    {
      id: 'received',
      header: t('documents.column.received'),
      width: 152,
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
