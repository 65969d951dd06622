/** Each filter that is on as a chip that goes with a press. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './desk.module.css';
import { FILTER_NAMES, FILTER_PARAMS, type FilterParam, type Filters } from './filter-address.ts';
import { useFilterWords } from './filter-words.ts';

interface FilterChipsProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

export function FilterChips({ filters, onChange }: FilterChipsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const word = useFilterWords();
  const on = FILTER_PARAMS.filter((param) => filters[param] !== undefined);
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
