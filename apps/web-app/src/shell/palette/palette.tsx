/** Ctrl/⌘-K: finds any client, account, voucher, document, page or act by a few letters. */
import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { searchKey } from '@muhasebi/accounting/turkish/fold.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, startTransition, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientsQuery, rowsOf } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { KeyCap } from '../../ui/small.tsx';
import shell from '../shell.module.css';
import type { Ahead } from '../typed-ahead.tsx';
import { piecesOf } from './highlight.ts';
import { GROUPS, type PaletteGroup, type PaletteItem, sameKindOfPage } from './item.ts';
import classes from './palette.module.css';
import { recentOf, remember } from './recent.ts';
import { type Overlay, useActions } from './use-actions.ts';
import { useFound } from './use-found.ts';
import { usePages } from './use-pages.ts';

function Line({ item, query }: { item: PaletteItem; query: string }) {
  return (
    <span className={classes.line}>
      <Icon name={item.icon} size={14} />
      <span className={`${classes.label} cut`}>
        {piecesOf(item.label, query).map((piece, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing but their place
          piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
      </span>
      {item.hint !== undefined && item.hint !== '' && (
        <span className={`${classes.hint} cut`}>{item.hint}</span>
      )}
    </span>
  );
}

/** Acts and pages are known here; those that begin as typed come before what the server finds. */
function arrange(local: readonly PaletteItem[], found: readonly PaletteItem[], query: string) {
  const wanted = searchKey(query);
  const matches = local.filter((item) => searchKey(item.label).includes(wanted));
  const begin = wanted !== '' && matches.some((item) => searchKey(item.label).startsWith(wanted));
  const byGroup = Map.groupBy([...found, ...matches], (item) => item.group);
  const own: PaletteGroup[] = ['actions', 'pages'];
  const books = GROUPS.filter((group) => !own.includes(group));
  const order = begin ? [...own, ...books] : [...books, ...own];
  return order.flatMap((group) => {
    const items = byGroup.get(group) ?? [];
    return items.length === 0 ? [] : [{ group, items }];
  });
}

/** In the list of clients: all of them while nothing is typed. */
function useEveryClient(enabled: boolean): PaletteItem[] {
  const { pathname } = useLocation();
  const found = useInfiniteQuery({ ...clientsQuery(''), enabled }).data;
  return rowsOf(found).map(({ id, title, taxId }) => {
    const href = sameKindOfPage(pathname, id);
    return { id: href, group: 'clients', icon: 'company', label: title, hint: taxId, href };
  });
}

/** False until the field has been painted: the lines come after it. What is typed meanwhile is kept, and Enter waits for them. */
function useDrawn(): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const soon = requestAnimationFrame(() => startTransition(() => setDrawn(true)));
    return () => cancelAnimationFrame(soon);
  }, []);
  return drawn;
}

interface PaletteProps {
  readonly only: 'clients' | null;
  readonly ahead: Ahead;
  readonly onClose: () => void;
  readonly onOverlay: (overlay: Overlay) => void;
}

export function Palette({ only, ahead, onClose, onOverlay }: PaletteProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const officeId = useMe()?.office?.id ?? '';
  // The list is always there: Enter chooses from it at any time.
  const combobox = useCombobox({ opened: true });
  const [typed, setTyped] = useState(ahead.text);
  const search = useFound(typed, only);
  const empty = typed.trim() === '';
  const local = [...useActions(onOverlay), ...usePages()];
  const everybody = useEveryClient(only !== null && empty);
  const recent = recentOf(sessionStorage, officeId).map(
    (item): PaletteItem => ({ ...item, id: `recent ${item.href}`, group: 'recent' }),
  );
  const found = !empty ? search.items : only === null ? recent : everybody;
  const drawn = useDrawn();
  const settled = search.settled && drawn;
  const groups = drawn ? arrange(only === null ? local : [], found, empty ? '' : typed) : [];
  const items = new Map(groups.flatMap((group) => group.items.map((item) => [item.id, item] as const)));
  // Enter before the answer came is meant for the answer, not for what stands there still.
  const waitsForAnswer = useRef(ahead.entered);
  const matches = [...items.keys()].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first line is marked whenever the lines are new
  useEffect(() => {
    combobox.selectFirstOption();
    if (!settled || !waitsForAnswer.current) return;
    waitsForAnswer.current = false;
    combobox.clickSelectedOption();
  }, [matches, settled]);

  const choose = (id: string, inNewTab: boolean) => {
    const item = items.get(id);
    if (item === undefined) return;
    remember(sessionStorage, officeId, item);
    if (inNewTab && item.href !== undefined) {
      window.open(item.href, '_blank', 'noopener');
      return;
    }
    onClose();
    if (item.href !== undefined) void navigate({ href: item.href });
    else item.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The list takes Escape for itself; it is always open, so the palette is what closes.
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter') return;
    const id = [...items.keys()][combobox.getSelectedOptionIndex()];
    if ((event.ctrlKey || event.metaKey) && id !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      choose(id, true);
    } else if (!settled) {
      event.preventDefault();
      event.stopPropagation();
      waitsForAnswer.current = true;
    }
  };
  const title = t(only === null ? 'palette.title' : 'shell.search.chooseClient');
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={640}
      yOffset="10vh"
      centered={false}
      title={title}
      classNames={{ header: shell.unseen ?? '' }}
    >
      <Combobox store={combobox} onOptionSubmit={(id) => choose(id, false)}>
        <div onKeyDownCapture={onKeyDown}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              size="md"
              variant="unstyled"
              className={classes.field ?? ''}
              aria-label={title}
              placeholder={t(only === null ? 'palette.placeholder' : 'palette.placeholderClients')}
              leftSection={<Icon name="search" />}
              value={typed}
              onChange={(event) => {
                waitsForAnswer.current = false;
                setTyped(event.currentTarget.value);
              }}
            />
          </Combobox.EventsTarget>
        </div>
        {search.error !== null && !empty && <ProblemNote error={search.error} />}
        <Combobox.Options tabIndex={0} className={classes.list} aria-label={title}>
          {groups.map(({ group, items: lines }) => (
            <Combobox.Group key={group} label={t(`palette.groups.${group}`)}>
              {lines.map((item) => (
                <Combobox.Option key={item.id} value={item.id}>
                  <Line item={item} query={empty ? '' : typed} />
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {groups.length === 0 && settled && <Combobox.Empty>{t('shell.search.none')}</Combobox.Empty>}
        </Combobox.Options>
        <div className={classes.foot} aria-hidden>
          <span>
            <KeyCap>↑↓</KeyCap> {t('palette.keys.move')}
          </span>
          <span>
            <KeyCap>Enter</KeyCap> {t('palette.keys.open')}
          </span>
          <span>
            <KeyCap>Ctrl Enter</KeyCap> {t('palette.keys.newTab')}
          </span>
        </div>
      </Combobox>
      <p className={shell.unseen} role="status">
        {settled && !empty ? t('palette.count', { n: items.size }) : ''}
      </p>
    </Modal>
  );
}
