/** The invoices that a client issues: drafts, what was issued, what was given up; and the way to a new one. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import { Amount, Chips, KeyCap } from '../../ui/small.tsx';
import { type ListedInvoice, listQuery } from './issued-queries.ts';
import { InvoiceState } from './state-word.tsx';

const FROM = '/office/mukellefler/$clientId/fatura-kes';
const FILTERS = ['all', 'draft', 'issued', 'cancelled'] as const;
const idOf = ({ id }: ListedInvoice) => id;

type Filter = (typeof FILTERS)[number];

function text(
  id: string,
  header: string,
  width: number,
  of: (row: ListedInvoice) => string,
): GridColumn<ListedInvoice> {
  return { id, header, width, cell: (row) => <span title={of(row)}>{of(row)}</span>, copy: of };
}

/** `onCancel` is null for who may not. */
function columnsOf(
  t: TFunction,
  format: Format,
  onCancel: ((invoice: ListedInvoice) => void) | null,
): GridColumn<ListedInvoice>[] {
  const day = (value: string | null) => (value === null ? '' : format.date(value));
  return [
    {
      ...text(
        'number',
        t('issuedInvoices.column.number'),
        160,
        ({ number }) => number ?? t('issuedInvoices.draft'),
      ),
      fixed: true,
    },
    text('date', t('issuedInvoices.issueDate'), 100, ({ issueDate }) => day(issueDate)),
    { ...text('buyer', t('issuedInvoices.buyer'), 240, ({ buyerName }) => buyerName), grow: true },
    text('taxId', t('issuedInvoices.party.taxId'), 110, ({ buyerTaxId }) => buyerTaxId),
    text('type', t('issuedInvoices.type'), 190, ({ profile, type }) => `${profile} · ${type}`),
    {
      id: 'payable',
      header: t('issuedInvoices.total.payable'),
      width: 130,
      align: 'end',
      cell: ({ payable, currency }) => <Amount value={payable} currency={currency} zero="number" />,
      copy: ({ payable }) => ({ number: payable }),
    },
    {
      id: 'state',
      header: t('issuedInvoices.column.state'),
      width: 230,
      cell: ({ state }) => <InvoiceState state={state} />,
      copy: ({ state }) => t(`issuedInvoices.state.${state}`),
    },
    {
      id: 'acts',
      header: '',
      width: 90,
      cell: (row) =>
        row.state === 'draft' &&
        onCancel !== null && (
          <QuietButton
            label={`${t('issuedInvoices.cancel')}: ${row.buyerName}`}
            text={t('issuedInvoices.cancel')}
            onClick={() => onCancel(row)}
          />
        ),
    },
  ];
}

/** Gives a draft up at once; a notice takes it back. */
function useCancel(clientId: string) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const renew = () => cache.invalidateQueries({ queryKey: listQuery(clientId).queryKey });
  return useMutation({
    mutationFn: ({ id, version }: ListedInvoice) =>
      api.call('POST /issued-invoices/:issuedInvoiceId/cancel', {
        params: { issuedInvoiceId: id },
        body: { version },
      }),
    onSuccess: ({ id, version, buyerName }) => {
      const undo = () =>
        api
          .call('POST /issued-invoices/:issuedInvoiceId/restore', {
            params: { issuedInvoiceId: id },
            body: { version },
          })
          .then(renew, showProblem);
      showUndoable(t('issuedInvoices.cancelled', { name: buyerName }), {
        label: t('issuedInvoices.undo'),
        run: () => void undo(),
      });
      void renew();
    },
    onError: showProblem,
  });
}

function Card({ invoice }: { invoice: ListedInvoice }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="cut">
        {invoice.number ?? t('issuedInvoices.draft')} ·{' '}
        <Amount value={invoice.payable} currency={invoice.currency} zero="number" />
      </span>
      <span className="faint cut">{invoice.buyerName}</span>
      <InvoiceState state={invoice.state} />
    </>
  );
}

export function IssuedPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const navigate = useNavigate();
  const { clientId } = useParams({ from: FROM });
  const { durum } = useSearch({ from: FROM });
  const { data, error, isPending, refetch } = useQuery(listQuery(clientId));
  const { mutate: cancel } = useCancel(clientId);
  const filter: Filter = FILTERS.find((each) => each === durum) ?? 'all';
  const mayWrite = can('document:write');
  const items = data?.items;
  const rows = useMemo(
    () => (items ?? []).filter(({ state }) => (filter === 'all' ? state !== 'cancelled' : state === filter)),
    [items, filter],
  );
  const columns = useMemo(
    () => columnsOf(t, format, mayWrite ? cancel : null),
    [t, format, mayWrite, cancel],
  );
  const open = (fatura?: string) =>
    void navigate({
      to: '/mukellefler/$clientId/fatura-kes/fatura',
      params: { clientId },
      search: fatura === undefined ? {} : { fatura },
    });
  useKeys(mayWrite ? [{ key: 'n', label: t('issuedInvoices.new'), run: () => open() }] : []);
  const count = (of: Filter) =>
    items?.filter(({ state }) => (of === 'all' ? state !== 'cancelled' : state === of)).length;
  return (
    <Page
      title={t('issuedInvoices.title')}
      acts={
        mayWrite && (
          <Button leftSection={<Icon name="plus" />} onClick={() => open()}>
            {t('issuedInvoices.new')}
            <KeyCap>N</KeyCap>
          </Button>
        )
      }
      toolbar={
        <Chips
          label={t('issuedInvoices.column.state')}
          value={filter}
          choices={FILTERS.map((value) => ({
            value,
            label: t(`issuedInvoices.filter.${value}`),
            count: count(value),
          }))}
          onChange={(value) =>
            void navigate({
              to: '/mukellefler/$clientId/fatura-kes',
              params: { clientId },
              search: value === 'all' ? {} : { durum: value },
              replace: true,
            })
          }
        />
      }
    >
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t('issuedInvoices.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="issued-invoices"
        loading={isPending}
        openLabel={t('issuedInvoices.open')}
        onOpen={({ id }) => open(id)}
        card={(invoice) => <Card invoice={invoice} />}
        cardHeight={84}
        empty={
          <Empty icon="document" title={t('issuedInvoices.empty')} next={t('issuedInvoices.emptyNext')} />
        }
      />
    </Page>
  );
}
