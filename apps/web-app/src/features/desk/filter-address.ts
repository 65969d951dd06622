/** The filters of documents as the address names them, and as the API asks for them. */
import type { DocumentFilter } from '../../api/queries.ts';

/** Name in the address → name in the API; the order is that of the form and of the chips. */
export const FILTER_NAMES = {
  tur: 'kind',
  tip: 'type',
  profil: 'profile',
  yon: 'direction',
  taraf: 'counterparty',
  enaz: 'amountFrom',
  encok: 'amountTo',
  doviz: 'currency',
  ilk: 'issuedFrom',
  son: 'issuedTo',
  gelis: 'receivedFrom',
  gelisson: 'receivedTo',
  kim: 'uploadedBy',
  bulgu: 'finding',
  mukerrer: 'duplicate',
  faturasiz: 'uninvoiced',
  arsiv: 'containerId',
} as const;
export type FilterParam = keyof typeof FILTER_NAMES;
export type FilterName = (typeof FILTER_NAMES)[FilterParam];
export const FILTER_PARAMS = Object.keys(FILTER_NAMES) as FilterParam[];
export type Filters = { readonly [P in FilterParam]?: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /^-?\d{1,18}(\.\d{1,2})?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a value of each filter must look like; a link that was cut or made up filters by what is left of it. */
const SHAPES: Record<FilterParam, RegExp> = {
  tur: /^(invoice|other|archive)$/,
  tip: /^[\w,]{1,200}$/,
  profil: /^[\w,]{1,200}$/,
  yon: /^(alis|satis)$/,
  taraf: /^.{1,100}$/,
  enaz: AMOUNT,
  encok: AMOUNT,
  doviz: /^[A-Z]{3}$/,
  ilk: DAY,
  son: DAY,
  gelis: DAY,
  gelisson: DAY,
  kim: UUID,
  bulgu: /^(error|warning|info|none)(,(error|warning|info|none))*$/,
  mukerrer: /^(true|false)$/,
  faturasiz: /^true$/,
  arsiv: UUID,
};

/** The filters in an address; what is none is left out. */
export function filtersOf(search: Readonly<Record<string, string | undefined>>): Filters {
  return Object.fromEntries(
    FILTER_PARAMS.flatMap((param) => {
      const value = search[param];
      return value !== undefined && SHAPES[param].test(value) ? [[param, value]] : [];
    }),
  );
}

/** The query of a list. */
export function queryOfFilters(filters: Filters): DocumentFilter {
  return Object.fromEntries(
    Object.entries(filters).map(([param, value]) => [FILTER_NAMES[param as FilterParam], value]),
  );
}
