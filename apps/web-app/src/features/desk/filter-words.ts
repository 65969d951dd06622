/** Filters in words: what each is called, and what its value says. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, useCan } from '../../api/session.ts';
import type { Format } from '../../format/use-format.ts';
import type { FilterName, FilterParam } from './filter-address.ts';

/** People of the office by id; none for those who may not see them. */
export function useMembers() {
  const can = useCan();
  const query = useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => api.call('GET /members', { signal }),
    enabled: can('member:read'),
  });
  return query.data?.items ?? [];
}

const DATES: ReadonlySet<FilterParam> = new Set(['ilk', 'son', 'gelis', 'gelisson']);

export function useFilterWords() {
  const { t } = useTranslation();
  const members = useMembers();
  return {
    name: (name: FilterName) =>
      name === 'containerId' ? t('desk.filters.container') : t(`desk.filters.${name}`),
    value(param: FilterParam, value: string, format: Format): string {
      if (DATES.has(param)) return format.date(value);
      if (param === 'enaz' || param === 'encok') return format.amount(value);
      if (param === 'kim') return members.find((member) => member.userId === value)?.name ?? '…';
      if (param === 'arsiv') return '✓';
      if (param === 'tur') return t(`desk.filters.kinds.${value as 'invoice' | 'other' | 'archive'}`);
      if (param === 'yon') return t(`documents.direction.${value as 'alis' | 'satis'}`);
      if (param === 'mukerrer') return t(`desk.filters.duplicates.${value as 'true' | 'false'}`);
      if (param === 'faturasiz') return t('desk.filters.uninvoicedOnly');
      if (param !== 'bulgu') return value.replaceAll(',', ', ');
      return value
        .split(',')
        .map((each) => t(`desk.filters.findings.${each as 'error' | 'warning' | 'info' | 'none'}`))
        .join(', ');
    },
  };
}
