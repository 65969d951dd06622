/** The invoices that a client issues: drafts, what was issued, what was given up; and the way to a new one. */

import { Button } from '@mantine/core';
import { DRAFT_PROFILES, DRAFT_TYPES } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { ProblemNote, showProblem, showUndoable } from '../../ui/problem-note.tsx';
import { QuietButton } from '../../ui/quiet-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Amount, Chips, KeyCap } from '../../ui/small.tsx';
import { type ListedInvoice, listKey, listQuery } from './issued-queries.ts';
import { InvoiceState } from './state-word.tsx';

const FROM = '/office/mukellefler/$clientId/fatura-kes';
const FILTERS = ['all', 'draft', 'issued', 'cancelled'] as const;
const idOf = ({ id }: ListedInvoice) => id;

type Filter = (typeof FILTERS)[number];
type Counts = Answer<'GET /clients/:clientId/issued-invoices'>['counts'];

function text(
  id: string,
  header: string,
  width: number,
  of: (row: ListedInvoice) => string,
): GridColumn<ListedInvoice> {
  return { id, header, width, cell: (row) => <span title={of(row)}>{of(row)}</span>, copy: of };
}

/** "Temel fatura · Tevkifatlı iade". */
function kindWords(t: TFunction, row: ListedInvoice): string {
  const profile = DRAFT_PROFILES.find((each) => each === row.profile);
  const type = DRAFT_TYPES.find((each) => each === row.type);
  return [
    profile === undefined ? row.profile : t(`issuedInvoices.profiles.${profile}`),
    type === undefined ? row.type : t(`issuedInvoices.types.${type}`),
  ].join(' · ');
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
        176,
        ({ number }) => number ?? t('issuedInvoices.draft'),
      ),
      fixed: true,
    },
    text('date', t('issuedInvoices.issueDate'), 96, ({ issueDate }) => day(issueDate)),
    { ...text('buyer', t('issuedInvoices.buyer'), 220, ({ buyerName }) => buyerName), grow: true },
    text('taxId', t('issuedInvoices.party.taxId'), 110, ({ buyerTaxId }) => buyerTaxId),
    text('type', t('issuedInvoices.type'), 206, (row) => kindWords(t, row)),
    {
      id: 'payable',
      header: t('issuedInvoices.total.payable'),
      width: 116,
      align: 'end',
      cell: ({ payable, currency }) => <Amount value={payable} currency={currency} zero="number" />,
      copy: ({ payable }) => ({ number: payable }),
    },
    {
      id: 'state',
      header: t('issuedInvoices.column.state'),
      width: 214,
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
  const renew = () => cache.invalidateQueries({ queryKey: listKey(clientId) });
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

/** The view that the address names; another state or other words begin it anew. */
function useView(clientId: string) {
  const navigate = useNavigate();
  const search = useSearch({ from: FROM });
  const filter: Filter = FILTERS.find((each) => each === search.durum) ?? 'all';
  const words = search.ara ?? '';
  const go = (durum: Filter, ara: string) =>
    void navigate({
      to: '/mukellefler/$clientId/fatura-kes',
      params: { clientId },
      search: { ...(durum === 'all' ? {} : { durum }), ...(ara === '' ? {} : { ara }) },
      replace: true,
    });
  const open = (fatura?: string) =>
    void navigate({
      to: '/mukellefler/$clientId/fatura-kes/fatura',
      params: { clientId },
      search: fatura === undefined ? {} : { fatura },
    });
  return { filter, words, go, open };
}

const countOf = (filter: Filter, counts: Counts): number =>
  filter === 'all' ? counts.draft + counts.issued : counts[filter];

export function IssuedPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { clientId } = useParams({ from: FROM });
  const { filter, words, go, open } = useView(clientId);
  const query = useInfiniteQuery(
    listQuery(clientId, { state: filter === 'all' ? 'current' : filter, q: words }),
  );
  const { data, error, refetch } = query;
  const { mutate: cancel } = useCancel(clientId);
  const mayWrite = can('document:write');
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const counts = data?.pages[0]?.counts;
  const columns = useMemo(
    () => columnsOf(t, format, mayWrite ? cancel : null),
    [t, format, mayWrite, cancel],
  );
  useKeys(mayWrite ? [{ key: 'n', label: t('issuedInvoices.new'), run: () => open() }] : []);
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
        <>
          <Chips
            label={t('issuedInvoices.column.state')}
            value={filter}
            choices={FILTERS.map((value) => ({
              value,
              label: t(`issuedInvoices.filter.${value}`),
              count: counts && countOf(value, counts),
            }))}
            onChange={(value) => go(value, words)}
          />
          <SearchField
            label={t('issuedInvoices.search')}
            value={words}
            onChange={(ara) => go(filter, ara ?? '')}
          />
        </>
      }
    >
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t('issuedInvoices.title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        storageKey="issued-invoices"
        loading={query.isFetching && rows.length === 0}
        openLabel={t('issuedInvoices.open')}
        onOpen={({ id }) => open(id)}
        onEndReached={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
        card={(invoice) => <Card invoice={invoice} />}
        cardHeight={84}
        empty={
          <Empty
            icon="document"
            title={t('issuedInvoices.empty')}
            next={t(words === '' ? 'issuedInvoices.emptyNext' : 'issuedInvoices.noneFits')}
          />
        }
      />
    </Page>
  );
}
