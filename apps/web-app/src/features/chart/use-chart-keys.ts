/** The keys of the chart: a sub-account, the name, the state and the deletion of the account that the keyboard is on. */
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { ChartRow } from './chart-tree.ts';
import type { ChartActs } from './use-chart-acts.ts';

interface ChartKeys {
  /** The row that the keyboard is on, asked when a key is pressed. */
  readonly active: () => ChartRow | undefined;
  readonly mayWrite: boolean;
  readonly acts: ChartActs;
  readonly onRename: (code: string) => void;
  readonly onOpen: (above: string) => void;
}

export function useChartKeys({ active, mayWrite, acts, onRename, onOpen }: ChartKeys): void {
  const { t } = useTranslation();
  const on = (run: (row: ChartRow) => void) => () => {
    const row = active();
    if (row !== undefined) run(row);
  };
  useKeys(
    mayWrite
      ? [
          { key: 'n', label: t('chart.keys.new'), run: on(({ code }) => onOpen(code)) },
          {
            key: 'e',
            label: t('chart.keys.rename'),
            run: on((each) => !each.isOfLaw && onRename(each.code)),
          },
          {
            key: 'F2',
            label: t('chart.keys.rename'),
            run: on((each) => !each.isOfLaw && onRename(each.code)),
            hidden: true,
          },
          {
            key: 'p',
            label: t('chart.keys.status'),
            run: on((each) => void acts.setStatus(each, each.status === 'closed' ? 'open' : 'closed')),
          },
          {
            key: 'Delete',
            label: t('chart.keys.delete'),
            run: on((each) => void acts.remove(each)),
          },
        ]
      : [],
  );
}
