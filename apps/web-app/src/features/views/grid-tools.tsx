/** What a list offers beside its filters: its saved views, and itself as a file. */
import { useQuery } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withTexts } from '../../i18n/page-texts.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { layoutFromText, showLayout } from '../../ui/data-grid/grid-layout.ts';
import { MenuButton } from '../../ui/data-grid/menu-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './grid-tools.module.css';
import type { GridToolsProps } from './grid-tools-props.ts';
import { defaultOf, layoutOfView, type SavedView, searchOfView, viewsQuery } from './views.ts';

const loadViews = () =>
  withTexts(['views'], import('./view-menu.tsx')).then((part) => ({ default: part.ViewMenu }));
const loadExports = () =>
  withTexts(['views'], import('./export-menu.tsx')).then((part) => ({ default: part.ExportMenu }));
const ViewMenu = lazy(loadViews);
const ExportMenu = lazy(loadExports);

/** Goes to a view: its filters into the address, its columns into the grid. */
function useShowView(storageKey: string) {
  const router = useRouter();
  return (view: SavedView, replace = false) => {
    const { pathname } = router.state.location;
    const href = view.search === '' ? pathname : `${pathname}?${view.search}`;
    showLayout(storageKey, layoutOfView(view));
    router.history[replace ? 'replace' : 'push'](href);
  };
}

/** Columns that came with a link, and the default view where the page was opened without any filter. */
function useOpening({ page, storageKey }: GridToolsProps) {
  const { searchStr } = useLocation();
  const columns = new URLSearchParams(searchStr).get('sutun');
  useEffect(() => {
    if (columns !== null) showLayout(storageKey, layoutFromText(columns));
  }, [columns, storageKey]);
  const views = useQuery(viewsQuery(page)).data?.items;
  const show = useShowView(storageKey);
  const decided = useRef(searchOfView(searchStr) !== '' || columns !== null);
  useEffect(() => {
    if (decided.current || views === undefined) return;
    decided.current = true;
    const view = defaultOf(views);
    if (view !== undefined && searchOfView(searchStr) === '') show(view, true);
  });
  return { views: views ?? [], search: searchOfView(searchStr), show };
}

export function GridTools(props: GridToolsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'views' | 'file' | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { views, search, show } = useOpening(props);
  const close = () => {
    setOpen(null);
    box.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
  };
  const { file } = props;
  const active = views.find((view) => view.search === search && search !== '');
  const viewName = active?.name ?? t('shell.grid.views');
  useKeys([
    { key: 'v', label: t('shell.grid.views'), run: () => setOpen('views') },
    ...(file === undefined ? [] : [{ key: 'd', label: t('shell.grid.file'), run: () => setOpen('file') }]),
  ]);
  return (
    <div ref={box} className={classes.tools} data-noprint>
      <span className={classes.tool}>
        <MenuButton
          label={viewName}
          className={classes.button}
          open={open === 'views'}
          onToggle={(next) => setOpen(next ? 'views' : null)}
          load={loadViews}
          menu={<ViewMenu {...props} views={views} search={search} onShow={show} onClose={close} />}
        >
          <Icon name="view" />
          <span>{viewName}</span>
        </MenuButton>
      </span>
      {file !== undefined && (
        <span className={classes.tool}>
          <MenuButton
            label={t('shell.grid.file')}
            className={classes.button}
            open={open === 'file'}
            onToggle={(next) => setOpen(next ? 'file' : null)}
            load={loadExports}
            menu={<ExportMenu {...props} file={file} onClose={close} />}
          >
            <Icon name="download" />
            <span>{t('shell.grid.file')}</span>
          </MenuButton>
        </span>
      )}
    </div>
  );
}
