/** What can be done to a chart as a whole: bring a file in, take from a template or a client, keep it as a template. */
import { useTranslation } from 'react-i18next';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import classes from './chart.module.css';

/** Which dialog is asked for. */
export type ChartDialog = 'file' | 'client' | 'template' | 'keep';

const ENTRIES: readonly (readonly [ChartDialog, IconName])[] = [
  ['file', 'upload'],
  ['template', 'view'],
  ['client', 'copy'],
  ['keep', 'plus'],
];

export function ChartMenu({
  onChoose,
  onClose,
}: {
  onChoose: (dialog: ChartDialog) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <DropMenu label={t('chart.menu')} width={280} onClose={onClose}>
      <div className={classes.menu}>
        {ENTRIES.map(([dialog, icon]) => (
          <button key={dialog} type="button" className={classes.choice} onClick={() => onChoose(dialog)}>
            <Icon name={icon} />
            <span>{t(`chartLists.menu.${dialog}`)}</span>
          </button>
        ))}
      </div>
    </DropMenu>
  );
}
