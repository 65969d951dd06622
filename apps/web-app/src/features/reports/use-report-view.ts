/** What the address asks of the page of reports, and how it is changed: another report, client, period or choice. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { isoToday } from '../../format/date.ts';
import { type Days, daysOf } from './report-period.ts';
import type { ReportAsked, ReportKind } from './reports-queries.ts';

type Search = { readonly [K in 'rapor' | 'mukellef' | 'bas' | 'son' | 'hesap' | 'vkn' | 'kademe']?: string };

/** The name of each choice in the address. */
export const OPTION_NAMES = { account: 'hesap', taxId: 'vkn', level: 'kademe' } as const;

export function useReportView(kinds: readonly ReportKind[]) {
  const search = useSearch({ from: '/office/raporlar' });
  const navigate = useNavigate();
  const today = isoToday(new Date());
  const kind = kinds.find(({ reportId }) => reportId === search.rapor) ?? kinds[0];
  const isDays = (search.bas ?? '') !== '' && (search.son ?? '') !== '';
  const days: Days = isDays ? { from: search.bas ?? '', to: search.son ?? '' } : daysOf('lastMonth', today);
  const go = (change: Search) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => (value ?? '') !== '');
    void navigate({ to: '/raporlar', search: Object.fromEntries(next), replace: true });
  };
  const clientId = search.mukellef ?? null;
  return { kind, days, today, clientId, search, go, asked: askedOf(kind, clientId, days, search) };
}

/** Null where client or a choice is missing. */
function askedOf(
  kind: ReportKind | undefined,
  clientId: string | null,
  days: Days,
  search: Search,
): ReportAsked | null {
  if (kind === undefined || (kind.about === 'client' && clientId === null) || isMissing(kind, search))
    return null;
  const options = Object.fromEntries(
    kind.options.flatMap(({ name }) => {
      const value = search[OPTION_NAMES[name]];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    reportKind: kind.reportId,
    clientId: kind.about === 'client' ? clientId : null,
    query: { from: days.from, to: days.to, ...options },
  };
}

/** Where a report takes an account or a counterparty, one of them. */
export function isMissing({ options }: ReportKind, search: Search): boolean {
  const taken = options.filter(({ name }) => name === 'account' || name === 'taxId');
  return taken.length > 0 && taken.every(({ name }) => search[OPTION_NAMES[name]] === undefined);
}
