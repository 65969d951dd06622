/** What the server finds for the typed text, as lines of the palette; an answer that is late is given up for the newer one. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/contracts.ts';
import { api, useCan } from '../../api/session.ts';
import { type Format, useFormat } from '../../format/use-format.ts';
import { useClientId } from '../client-switcher.tsx';
import { type PaletteItem, sameKindOfPage } from './item.ts';

type Found = Answer<'GET /search'>;
type Texts = TFunction;

/** Fast enough to feel like typing, slow enough to spare the letters in between. */
const PAUSE_MS = 70;

const join = (...parts: (string | null | undefined)[]) =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');

interface Where {
  readonly t: Texts;
  readonly format: Format;
  readonly pathname: string;
  /** The open client's own results need not say whose they are. */
  readonly clientId: string | null;
}

function clientItem(client: Found['clients'][number], { pathname }: Where): PaletteItem {
  const href = sameKindOfPage(pathname, client.id);
  return { id: href, group: 'clients', icon: 'company', label: client.title, hint: client.taxId, href };
}

export function itemsOf(found: Found, where: Where): PaletteItem[] {
  const { t, format } = where;
  const whose = (row: { clientId: string; clientTitle: string }) =>
    row.clientId === where.clientId ? null : row.clientTitle;
  return [
    ...found.clients.map((client) => clientItem(client, where)),
    ...found.accounts.map((row): PaletteItem => {
      const href = `/mukellefler/${row.clientId}/mizan/${row.code}`;
      const label = `${row.code} ${row.name}`;
      return { id: href, group: 'accounts', icon: 'scale', label, hint: join(whose(row)), href };
    }),
    ...found.vouchers.map((row): PaletteItem => {
      const href = `/mukellefler/${row.clientId}/fisler/${row.id}`;
      const no = row.fisNo === null ? t('palette.draft') : format.count(row.fisNo);
      const label = join(
        `${t(`ledger.vouchers.type.${row.type}`)} ${no}`,
        format.date(row.date),
        row.description,
      );
      return {
        id: href,
        group: 'vouchers',
        icon: 'voucher',
        label,
        hint: join(format.amount(row.total), whose(row)),
        href,
      };
    }),
    ...found.documents.map((row): PaletteItem => {
      const href = `/mukellefler/${row.clientId}/belgeler?belge=${row.id}`;
      const label = join(row.documentNo ?? row.fileName, row.counterpartyName);
      const currency = row.currency === 'TRY' || row.currency === null ? '' : ` ${row.currency}`;
      const payable = row.payable === null ? null : format.amount(row.payable) + currency;
      const date = row.issueDate === null ? null : format.date(row.issueDate);
      return {
        id: href,
        group: 'documents',
        icon: 'document',
        label,
        hint: join(payable, date, whose(row)),
        href,
      };
    }),
  ];
}

export interface Search {
  readonly items: readonly PaletteItem[];
  /** What the items are for: the marks follow it. */
  readonly query: string;
  /** Whether the items are for what stands in the field now. */
  readonly settled: boolean;
  readonly error: unknown;
}

/** `only` clients: what the switcher of clients searches. */
export function useFound(typed: string, only: 'clients' | null): Search {
  const { t } = useTranslation();
  const format = useFormat();
  const { pathname } = useLocation();
  const clientId = useClientId();
  const may = useCan()('client:read');
  const wanted = typed.trim();
  const [query] = useDebouncedValue(wanted, PAUSE_MS);
  const enabled = may && query !== '';
  const search = useQuery({
    queryKey: ['search', clientId, query],
    queryFn: ({ signal }) =>
      api.call('GET /search', {
        query: { q: query.slice(0, 100), ...(clientId === null ? {} : { clientId }) },
        signal,
      }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const found = enabled ? search.data : undefined;
  const items = found === undefined ? [] : itemsOf(found, { t, format, pathname, clientId });
  return {
    items: only === null ? items : items.filter((item) => item.group === only),
    query,
    settled: wanted === query && (!enabled || (!search.isFetching && !search.isPlaceholderData)),
    error: search.error,
  };
}
