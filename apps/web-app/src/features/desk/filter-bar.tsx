/** The filters of the list of documents: each that is on as a chip that goes with a press, and the form that adds more. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCap } from '../../ui/small.tsx';
import type { Filters } from './filter-address.ts';

const FilterForm = lazy(() =>
  withTexts(['desk'], import('./filter-form.tsx')).then((part) => ({ default: part.FilterForm })),
);
const Chips = lazy(() =>
  withTexts(['desk'], import('./filter-chips.tsx')).then((part) => ({ default: part.FilterChips })),
);

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** The button, with its key F. */
export function FilterButton({ filters, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useKeys([{ key: 'f', label: t('documents.room.filterTitle'), run: () => setOpen(true) }]);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="filter" />} onClick={() => setOpen(true)}>
        {t('documents.room.filter')}
        <KeyCap>F</KeyCap>
      </Button>
      <Suspense fallback={null}>
        {open && <FilterForm filters={filters} onChange={onChange} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}

/** The chips; nothing, and nothing loaded, where no filter is on. */
export function FilterChips(props: FilterBarProps) {
  if (Object.keys(props.filters).length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Chips {...props} />
    </Suspense>
  );
}
