/** What the audit log is filtered by; all of it stands in the address. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../api/contracts.ts';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { audit as turkish } from '../../i18n/tr/audit.ts';
import { PlainSelect } from '../../ui/plain-select.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useAuditWords } from './use-audit-words.ts';

export interface Filter {
  readonly kayit?: string;
  readonly kim?: string;
  readonly islem?: string;
  readonly mukellef?: string;
  readonly bas?: string;
  readonly son?: string;
  readonly ara?: string;
  readonly sirala?: string;
}

const ENTITIES = Object.keys(turkish.entities);
const ACTIONS = ['insert', 'update', 'delete'] as const;

/** The newest first, unless the address turns it round. */
export function orderOf({ sirala }: Filter): 'at' | '-at' {
  return sirala === 'at' ? 'at' : '-at';
}

/** The filter as the API takes it. */
export function queryOf(filter: Filter): NonNullable<CallInput<'GET /audit'>['query']> {
  return {
    entity: filter.kayit,
    userId: filter.kim,
    action: ACTIONS.find((each) => each === filter.islem),
    clientId: filter.mukellef,
    from: filter.bas,
    to: filter.son,
    q: filter.ara,
    order: orderOf(filter),
  };
}

// Fields for days are loaded when days are asked for.
const AuditDays = lazy(() => import('./audit-days.tsx').then((part) => ({ default: part.AuditDays })));

interface FiltersProps {
  readonly filter: Filter;
  readonly go: (filter: Filter) => void;
}

/** Emptied fields leave the address. */
export function without(filter: Filter, change: Filter): Filter {
  const next = Object.entries({ ...filter, ...change }).filter(
    ([, value]) => value !== '' && value !== undefined,
  );
  return Object.fromEntries(next);
}

export function AuditFilters({ filter, go }: FiltersProps) {
  const { t } = useTranslation();
  const can = useCan();
  const words = useAuditWords();
  const [byDay, setByDay] = useState(filter.bas !== undefined || filter.son !== undefined);
  const members = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.call('GET /members', { signal }),
    enabled: can('member:read'),
  }).data;
  const clients = rowsOf(useInfiniteQuery(clientsQuery('')).data);
  const set = (change: Filter) => go(without(filter, change));
  const search = useCallback((ara: string) => go(without(filter, { ara })), [filter, go]);
  const choose = (
    key: 'kayit' | 'kim' | 'islem' | 'mukellef',
    label: string,
    unfiltered: string,
    choices: { value: string; label: string }[],
  ) => (
    <PlainSelect
      width={150}
      label={label}
      value={filter[key] ?? ''}
      choices={[{ value: '', label: unfiltered }, ...choices]}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <>
      <SearchField label={t('audit.search')} value={filter.ara ?? ''} onChange={search} />
      {choose(
        'kayit',
        t('audit.filterEntity'),
        t('audit.anyEntity'),
        ENTITIES.map((name) => ({ value: name, label: words.entity(name) })),
      )}
      {choose(
        'islem',
        t('audit.filterAction'),
        t('audit.anyAction'),
        ACTIONS.map((name) => ({ value: name, label: t(`audit.actions.${name}`) })),
      )}
      {choose(
        'kim',
        t('audit.filterPerson'),
        t('audit.anyPerson'),
        (members?.items ?? []).map((member) => ({ value: member.userId, label: member.name })),
      )}
      {choose(
        'mukellef',
        t('audit.filterClient'),
        t('audit.anyClient'),
        clients.map((client) => ({ value: client.id, label: client.title })),
      )}
      {byDay ? (
        <Suspense fallback={<span style={{ width: 216 }} />}>
          <AuditDays filter={filter} set={set} />
        </Suspense>
      ) : (
        <Button variant="default" onClick={() => setByDay(true)}>
          {t('audit.byDay')}
        </Button>
      )}
      {filter.ara !== undefined && filter.bas === undefined && (
        <span className="faint">{t('audit.textDays')}</span>
      )}
    </>
  );
}
