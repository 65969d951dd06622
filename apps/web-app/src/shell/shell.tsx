/** The frame around every page of a signed-in person: header, navigation, search, help. */
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUploads } from '../api/upload-queue.ts';
import { withTexts } from '../i18n/page-texts.ts';
import { useKeys } from '../keyboard/use-keys.ts';
import { PrintedClient } from './client-switcher.tsx';
import { Header } from './header.tsx';
import { Nav } from './nav.tsx';
import classes from './shell.module.css';
import { type Ahead, NOTHING_TYPED, TypedAhead } from './typed-ahead.tsx';

// What lies over the page is loaded when it is first opened: the first load stays small.
const HelpOverlay = lazy(() => import('./help-overlay.tsx').then((part) => ({ default: part.HelpOverlay })));
const Palette = lazy(() =>
  withTexts(['ledger', 'month', 'palette'], import('./palette/palette.tsx')).then((part) => ({
    default: part.Palette,
  })),
);
const NotificationsPanel = lazy(() =>
  withTexts(['notifications'], import('./notifications/notifications-panel.tsx')).then((part) => ({
    default: part.NotificationsPanel,
  })),
);
const MenuDrawer = lazy(() => import('./menu-drawer.tsx').then((part) => ({ default: part.MenuDrawer })));
const UploadPanel = lazy(() =>
  withTexts(['documents'], import('./upload-panel.tsx')).then((part) => ({ default: part.UploadPanel })),
);

type Overlay = 'none' | 'help' | 'search' | 'clients' | 'notifications' | 'menu';

export function Shell() {
  const { t } = useTranslation();
  const [overlay, setOverlay] = useState<Overlay>('none');
  const uploading = useUploads().length > 0;
  const { pathname } = useLocation();
  const [ahead, setAhead] = useState<Ahead>(NOTHING_TYPED);
  const close = () => setOverlay('none');
  const open = (next: Overlay) => {
    setAhead({ ...NOTHING_TYPED });
    setOverlay(next);
  };
  useKeys([
    {
      key: 'mod+k',
      label: t('shell.keys.search'),
      run: () => open('search'),
      inFields: true,
      group: 'everywhere',
    },
    {
      key: 'b',
      label: t('shell.nav.bell.title'),
      run: () => open('notifications'),
      group: 'everywhere',
    },
    { key: '?', label: t('shell.keys.help'), run: () => open('help'), group: 'everywhere' },
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes what lay over the old one
  useEffect(() => setOverlay('none'), [pathname]);
  return (
    <div className={classes.shell}>
      <a href="#icerik" className={classes.skip}>
        {t('shell.skip')}
      </a>
      <Header
        onMenu={() => open('menu')}
        onSearch={() => open('search')}
        onClients={() => open('clients')}
        onNotifications={() => open('notifications')}
        onHelp={() => open('help')}
      />
      <aside className={classes.aside} data-noprint>
        <Nav />
      </aside>
      <main id="icerik" className={classes.main} tabIndex={-1}>
        <PrintedClient />
        <Outlet />
      </main>
      <Suspense fallback={null}>{uploading && <UploadPanel />}</Suspense>
      <Suspense fallback={overlay === 'none' ? null : <TypedAhead into={ahead} onClose={close} />}>
        {overlay === 'menu' && <MenuDrawer onClose={close} />}
        {(overlay === 'search' || overlay === 'clients') && (
          <Palette
            key={overlay}
            only={overlay === 'clients' ? 'clients' : null}
            ahead={ahead}
            onClose={close}
            onOverlay={open}
          />
        )}
        {overlay === 'notifications' && <NotificationsPanel onClose={close} />}
        {overlay === 'help' && <HelpOverlay onClose={close} />}
      </Suspense>
    </div>
  );
}
