/** Columns and phone card of the list of clients. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/queries.ts';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Count, Tag } from '../../ui/small.tsx';

export function clientColumns(t: TFunction): GridColumn<Client>[] {
  return [
    {
      id: 'title',
      sortable: true,
      header: t('clients.column.title'),
      width: 240,
      grow: true,
      fixed: true,
      cell: (c) => (
        <strong title={c.title} style={{ fontWeight: 500 }}>
          {c.title}
        </strong>
      ),
      copy: (c) => c.title,
    },
    {
      id: 'taxId',
      sortable: true,
      header: t('clients.column.taxId'),
      width: 130,
      cell: (c) => c.taxId,
      copy: (c) => c.taxId,
    },
    {
      id: 'taxOffice',
      sortable: true,
      header: t('clients.column.taxOffice'),
      width: 150,
      cell: (c) => <span className="soft">{c.taxOffice ?? ''}</span>,
      copy: (c) => c.taxOffice,
    },
    {
      id: 'review',
      sortable: true,
      header: t('clients.column.review'),
      width: 120,
      align: 'end',
      cell: (c) => <Count value={c.waiting.review} tone="wait" />,
      copy: (c) => ({ number: String(c.waiting.review) }),
    },
    {
      id: 'failed',
      sortable: true,
      header: t('clients.column.failed'),
      width: 120,
      align: 'end',
      cell: (c) => <Count value={c.waiting.failed} tone="wrong" />,
      copy: (c) => ({ number: String(c.waiting.failed) }),
    },
    {
      id: 'notThisClient',
      sortable: true,
      header: t('clients.column.notThisClient'),
      width: 160,
      align: 'end',
      cell: (c) => <Count value={c.waiting.notThisClient} tone="wait" />,
      copy: (c) => ({ number: String(c.waiting.notThisClient) }),
    },
    {
      id: 'reading',
      sortable: true,
      header: t('clients.column.reading'),
      width: 100,
      align: 'end',
      cell: (c) => <Count value={c.waiting.reading} />,
      copy: (c) => ({ number: String(c.waiting.reading) }),
    },
  ];
}

export function ClientCard({ client }: { client: Client }) {
  const { t } = useTranslation();
  const { review, failed, notThisClient } = client.waiting;
  return (
    <>
      <strong className="cut">{client.title}</strong>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <span className="faint">{client.taxId}</span>
        {review > 0 && (
          <Tag tone="wait">
            {t('clients.column.review')} {review}
          </Tag>
        )}
        {failed > 0 && (
          <Tag tone="wrong">
            {t('clients.column.failed')} {failed}
          </Tag>
        )}
        {notThisClient > 0 && review + failed === 0 && (
          <Tag tone="wait">
            {t('clients.column.notThisClient')} {notThisClient}
          </Tag>
        )}
      </div>
    </>
  );
}
