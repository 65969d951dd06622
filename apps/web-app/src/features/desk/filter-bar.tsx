/** The filters of the list of documents: each that is on as a chip that goes with a press, and the form that adds more. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';
import classes from './desk.module.css';
import { FILTER_NAMES, FILTER_PARAMS, type FilterParam, type Filters } from './filter-address.ts';
import { useFilterWords } from './filter-words.ts';

const FilterForm = lazy(() => import('./filter-form.tsx').then((part) => ({ default: part.FilterForm })));

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** The button, with its key F. */
export function FilterButton({ filters, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useKeys([{ key: 'f', label: t('desk.filters.title'), run: () => setOpen(true) }]);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="filter" />} onClick={() => setOpen(true)}>
        {t('desk.filters.add')}
        <KeyCap>F</KeyCap>
      </Button>
      <Suspense fallback={null}>
        {open && <FilterForm filters={filters} onChange={onChange} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}

/** The chips; nothing where no filter is on. */
export function FilterChips({ filters, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useFilterWords();
  const on = FILTER_PARAMS.filter((param) => filters[param] !== undefined);
  if (on.length === 0) return null;
  const without = (param: FilterParam) => {
    const { [param]: _gone, ...rest } = filters;
    onChange(rest);
  };
  return (
    <ul className={classes.chips} aria-label={t('desk.filters.title')}>
      {on.map((param) => {
        const name = word.name(FILTER_NAMES[param]);
        const value = word.value(param, filters[param] ?? '', format);
        return (
          <li key={param}>
            <button
              type="button"
              className={classes.chip}
              aria-label={`${t('desk.filters.remove', { name })}: ${value}`}
              onClick={() => without(param)}
            >
              <span className="soft">{name}</span> {value}
              <Icon name="cross" size={12} />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" className={classes.clear} onClick={() => onChange({})}>
          {t('desk.filters.clear')}
        </button>
      </li>
    </ul>
  );
}
