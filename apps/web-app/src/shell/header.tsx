/** The header: menu on a phone, the client worked on, search, help and the person. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import { KeyCap } from '../ui/small.tsx';
import { ClientSwitcher } from './client-switcher.tsx';
import { DemoTag } from './demo-tag.tsx';
import { needsKeysHint } from './keys-hint.ts';
import { Bell } from './notifications/bell.tsx';
import classes from './shell.module.css';
import { UserButton } from './user-button.tsx';

interface HeaderProps {
  readonly onMenu: () => void;
  readonly onSearch: () => void;
  readonly onClients: () => void;
  readonly onNotifications: () => void;
  readonly onHelp: () => void;
}

export function Header({ onMenu, onSearch, onClients, onNotifications, onHelp }: HeaderProps) {
  const { t } = useTranslation();
  return (
    <header className={classes.header} data-noprint>
      <button
        type="button"
        className={`${classes.iconButton} ${classes.burger}`}
        aria-label={t('shell.nav.open')}
        onClick={onMenu}
      >
        <Icon name="menu" size={20} />
      </button>
      <Link to="/" className={classes.brand} aria-label={t('shell.appName')}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span>{t('shell.appName')}</span>
      </Link>
      <ClientSwitcher onOpen={onClients} />
      <span className={classes.grow} />
      <DemoTag />
      <button type="button" className={classes.searchButton} onClick={onSearch}>
        <Icon name="search" />
        <span>{t('shell.search.open')}</span>
        <KeyCap>Ctrl K</KeyCap>
      </button>
      <button
        type="button"
        className={`${classes.iconButton} ${classes.helpButton}`}
        aria-label={t('shell.keys.help')}
        title={`${t('shell.keys.help')} (?)`}
        onClick={onHelp}
      >
        <Icon name="keyboard" size={18} />
        {needsKeysHint() && <KeyCap>?</KeyCap>}
      </button>
      <Bell onOpen={onNotifications} />
      <UserButton />
    </header>
  );
}
