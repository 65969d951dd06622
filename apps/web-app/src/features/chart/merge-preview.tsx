/** What a list would do to the chart, and of each row that stands in the way why and what to do about it. */
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.ts';
import { StateWord } from '../../ui/small.tsx';
import classes from './chart.module.css';
import type { ChartChange } from './chart-query.ts';

type Conflict = ChartChange['conflicts'][number];

/** A law's account that the list calls otherwise keeps its name, and nothing else is amiss. */
export function isFault({ reason }: Conflict): boolean {
  return reason !== 'law';
}

/** So many rows are drawn; how many more there are is said. */
const MOST_SHOWN = 200;

function Row({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { row, code, name, reason, other } = conflict;
  return (
    <tr>
      <td className="num">{row}</td>
      <td>{[code, name].filter(Boolean).join(' ')}</td>
      <td>
        {t(`chartLists.merge.reason.${reason}`, { other })}
        <div className="faint">{t(`chartLists.merge.remedy.${reason}`)}</div>
      </td>
    </tr>
  );
}

export function MergePreview({ change, isAllOrNothing }: { change: ChartChange; isAllOrNothing: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const faults = change.conflicts.filter(isFault).length;
  const shown = change.conflicts.slice(0, MOST_SHOWN);
  return (
    <div aria-live="polite">
      <p>
        {t('chartLists.merge.would', {
          opened: format.count(change.opened.length),
          renamed: format.count(change.renamed.length),
          same: format.count(change.same),
        })}
      </p>
      {faults > 0 && (
        <p>
          <StateWord icon={isAllOrNothing ? 'wrong' : 'warn'} tone={isAllOrNothing ? 'wrong' : 'wait'}>
            {t(isAllOrNothing ? 'chartLists.merge.refused' : 'chartLists.merge.passedOver', {
              n: format.count(faults),
            })}
          </StateWord>
        </p>
      )}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
        <section className={classes.scroll} tabIndex={0} aria-label={t('chartLists.merge.conflicts')}>
          <table className={classes.conflicts}>
            <thead>
              <tr>
                <th scope="col">{t('chartLists.merge.row')}</th>
                <th scope="col">{t('chartLists.merge.account')}</th>
                <th scope="col">{t('chartLists.merge.why')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((conflict) => (
                <Row key={`${conflict.row} ${conflict.reason}`} conflict={conflict} />
              ))}
            </tbody>
          </table>
          {change.conflicts.length > MOST_SHOWN && (
            <p className="faint">
              {t('chartLists.merge.more', { n: format.count(change.conflicts.length - MOST_SHOWN) })}
            </p>
          )}
        </section>
      )}
    </div>
  );
}
