/** Ctrl/⌘-K: goes to any client or page by a few letters. */

import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../api/queries.ts';
import { useCan } from '../api/session.ts';
import { Icon } from '../ui/icon.tsx';
import { useClientId } from './client-switcher.tsx';
import classes from './shell.module.css';

interface PageChoice {
  readonly to: string;
  readonly label: string;
}

function usePages(): PageChoice[] {
  const { t } = useTranslation();
  const can = useCan();
  const clientId = useClientId();
  const base = `/mukellefler/${clientId}`;
  const ofClient = [
    { to: `${base}/belgeler`, label: t('shell.nav.documents'), needs: 'document:read' },
    { to: `${base}/inceleme`, label: t('shell.nav.review'), needs: 'voucher:write' },
    { to: `${base}/fisler`, label: t('shell.nav.vouchers'), needs: 'voucher:read' },
    { to: `${base}/mizan`, label: t('shell.nav.mizan'), needs: 'report:read' },
  ];
  const ofOffice = [
    { to: '/ofis', label: t('shell.nav.overview'), needs: 'voucher:write' },
    { to: '/inceleme', label: t('shell.nav.reviewAll'), needs: 'voucher:write' },
    { to: '/mukellefler', label: t('shell.nav.clients'), needs: 'client:read' },
    { to: '/kullanicilar', label: t('shell.nav.members'), needs: 'member:read' },
    { to: '/denetim-izi', label: t('shell.nav.audit'), needs: 'audit:read' },
    { to: '/isletim', label: t('shell.nav.operations'), needs: 'operations:read' },
    { to: '/guvenlik', label: t('shell.nav.security'), needs: null },
  ];
  const all = clientId === null ? ofOffice : [...ofClient, ...ofOffice];
  return all.filter((page) => page.needs === null || can(page.needs));
}

function Choices({ query, onMatches }: { query: string; onMatches: () => unknown }) {
  const { t } = useTranslation();
  const pages = usePages().filter((page) => searchKey(page.label).includes(searchKey(query)));
  const seesClients = useCan()('client:read');
  const found = useInfiniteQuery({ ...clientsQuery(query), enabled: seesClients }).data;
  const clients = rowsOf(found).slice(0, 12);
  const matches = [...clients.map((client) => client.id), ...pages.map((page) => page.to)].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first match is marked whenever the matches are new
  useEffect(() => {
    onMatches();
  }, [matches]);
  return (
    <Combobox.Options tabIndex={0} className={classes.paletteList} aria-label={t('shell.search.title')}>
      {clients.length > 0 && (
        <Combobox.Group label={t('shell.search.clients')}>
          {clients.map((client) => (
            <Combobox.Option key={client.id} value={`/mukellefler/${client.id}/belgeler`}>
              <span className={classes.paletteRow}>
                <span className="cut">{client.title}</span>
                <span className="faint">{client.taxId}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
      {pages.length > 0 && (
        <Combobox.Group label={t('shell.search.pages')}>
          {pages.map((page) => (
            <Combobox.Option key={page.to} value={page.to}>
              {page.label}
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
      {pages.length + clients.length === 0 && <Combobox.Empty>{t('shell.search.none')}</Combobox.Empty>}
    </Combobox.Options>
  );
}

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // The list is always there: Enter chooses from it at any time.
  const combobox = useCombobox({ opened: true });
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 120);
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      title={t('shell.search.title')}
      classNames={{ header: classes.unseen ?? '' }}
    >
      <Combobox
        store={combobox}
        onOptionSubmit={(to) => {
          onClose();
          void navigate({ to });
        }}
      >
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            size="md"
            variant="unstyled"
            className={classes.paletteField}
            aria-label={t('shell.search.title')}
            placeholder={t('shell.search.placeholder')}
            leftSection={<Icon name="search" />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </Combobox.EventsTarget>
        <Choices query={query} onMatches={combobox.selectFirstOption} />
      </Combobox>
    </Modal>
  );
}
