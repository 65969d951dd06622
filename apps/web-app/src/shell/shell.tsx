/** The frame around every page of a signed-in person: header, navigation, search, help. */
import { Drawer } from '@mantine/core';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keyboard/use-keys.ts';
import { UploadPanel } from './upload-panel.tsx';
import { Header } from './header.tsx';
import { HelpOverlay } from './help-overlay.tsx';
import { Nav } from './nav.tsx';
import { Palette } from './palette.tsx';
import classes from './shell.module.css';

type Overlay = 'none' | 'help' | 'search' | 'menu';

export function Shell() {
  const { t } = useTranslation();
  const [overlay, setOverlay] = useState<Overlay>('none');
  const { pathname } = useLocation();
  const close = () => setOverlay('none');
  useKeys([
    { key: 'mod+k', label: t('shell.keys.search'), run: () => setOverlay('search'), inFields: true },
    { key: '?', label: t('shell.keys.help'), run: () => setOverlay('help') },
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes what lay over the old one
  useEffect(() => setOverlay('none'), [pathname]);
  return (
    <div className={classes['shell']}>
      <a href="#icerik" className={classes['skip']}>
        {t('shell.skip')}
      </a>
      <Header
        onMenu={() => setOverlay('menu')}
        onSearch={() => setOverlay('search')}
        onHelp={() => setOverlay('help')}
      />
      <aside className={classes['aside']} data-noprint>
        <Nav />
      </aside>
      <main id="icerik" className={classes['main']} tabIndex={-1}>
        <Outlet />
      </main>
      <UploadPanel />
      <Drawer
        opened={overlay === 'menu'}
        onClose={close}
        size={280}
        title={t('shell.appName')}
        closeButtonProps={{ 'aria-label': t('shell.nav.close') }}
      >
        <Nav />
      </Drawer>
      <Palette opened={overlay === 'search'} onClose={close} />
      <HelpOverlay opened={overlay === 'help'} onClose={close} />
    </div>
  );
}
