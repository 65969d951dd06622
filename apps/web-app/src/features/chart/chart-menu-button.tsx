/** The button of the menu of a chart, with the dialogs that it leads to; all loaded when first asked for. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/page-texts.ts';
import { MenuButton } from '../../ui/data-grid/menu-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './chart.module.css';
import type { ChartDialog } from './chart-menu.tsx';
import type { ChartActs } from './use-chart-acts.ts';

const loadMenu = () =>
  withTexts(['chartLists'], import('./chart-menu.tsx')).then((part) => ({ default: part.ChartMenu }));
const ChartMenu = lazy(loadMenu);
const MergeDialog = lazy(() =>
  withTexts(['chartLists'], import('./merge-dialog.tsx')).then((part) => ({ default: part.MergeDialog })),
);
const KeepTemplate = lazy(() =>
  withTexts(['chartLists'], import('./keep-template.tsx')).then((part) => ({ default: part.KeepTemplate })),
);

export function ChartMenuButton({ clientId, acts }: { clientId: string; acts: ChartActs }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [dialog, setDialog] = useState<ChartDialog | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <span className={classes.tool}>
        <MenuButton
          label={t('chart.menu')}
          className={classes.toolButton}
          open={isOpen}
          onToggle={setOpen}
          load={loadMenu}
          menu={
            <ChartMenu
              onClose={() => setOpen(false)}
              onChoose={(chosen) => {
                setOpen(false);
                setDialog(chosen);
              }}
            />
          }
        >
          <Icon name="more" />
          <span>{t('chart.menu')}</span>
        </MenuButton>
      </span>
      <Suspense fallback={null}>
        {dialog === 'keep' && <KeepTemplate clientId={clientId} onClose={close} />}
        {dialog !== null && dialog !== 'keep' && (
          <MergeDialog clientId={clientId} source={dialog} onDone={acts.tellMerge} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
