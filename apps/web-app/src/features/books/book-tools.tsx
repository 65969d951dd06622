/** What else a book can show: the months of an account, and balances beside those of another period. */
import { useTranslation } from 'react-i18next';
import { Chips } from '../../ui/small.tsx';
import { CompareFields } from '../mizan/compare-fields.tsx';
import type { BookView } from './use-book-view.ts';

export function BookTools({ book, account, range, prior, byMonth, go }: BookView) {
  const { t } = useTranslation();
  return (
    <>
      {book === 'muavin' && account !== null && (
        <Chips
          label={t('bookTools.view')}
          value={byMonth ? 'aylar' : 'satirlar'}
          choices={[
            { value: 'satirlar', label: t('bookTools.lines') },
            { value: 'aylar', label: t('bookTools.months') },
          ]}
          onChange={(chosen) => go({ gorunum: chosen === 'aylar' ? chosen : '' })}
        />
      )}
      {(byMonth || (book === 'kebir' && account === null)) && (
        <CompareFields
          view={{ ...range, prior }}
          onChange={(days) => go({ kbas: days?.from ?? '', kson: days?.to ?? '' })}
        />
      )}
    </>
  );
}
