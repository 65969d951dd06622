/** What the audit log is filtered by; all of it stands in the address. */
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../api/contracts.ts';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { api, useCan } from '../../api/session.ts';
import { audit as turkish } from '../../i18n/tr/audit.ts';
import { DateField } from '../../ui/date-field.tsx';
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
}

const ENTITIES = Object.keys(turkish.entities);
const ACTIONS = ['insert', 'update', 'delete'] as const;

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
  };
}

interface FiltersProps {
  readonly filter: Filter;
  readonly go: (filter: Filter) => void;
}

/** Emptied fields leave the address. */
function without(filter: Filter, change: Filter): Filter {
  const next = Object.entries({ ...filter, ...change }).filter(
    ([, value]) => value !== '' && value !== undefined,
  );
  return Object.fromEntries(next);
}

export function AuditFilters({ filter, go }: FiltersProps) {
  const { t } = useTranslation();
  const can = useCan();
  const words = useAuditWords();
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
    any: string,
    choices: { value: string; label: string }[],
  ) => (
    <NativeSelect
      size="xs"
      w={160}
      aria-label={label}
      value={filter[key] ?? ''}
      data={[{ value: '', label: any }, ...choices]}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
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
      <DateField
        hideLabel
        label={t('audit.from')}
        value={filter.bas ?? ''}
        onChange={(bas) => set({ bas })}
      />
      <DateField hideLabel label={t('audit.to')} value={filter.son ?? ''} onChange={(son) => set({ son })} />
      {filter.ara !== undefined && filter.bas === undefined && (
        <span className="faint">{t('audit.textDays')}</span>
      )}
    </>
  );
}
