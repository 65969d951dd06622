/** The keys of a grid: moving, opening, choosing with Shift, and the branches of a tree. */
import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { DataGridProps } from './data-grid-props.ts';
import type { Selection } from './use-selection.ts';

interface KeysOf<T> extends DataGridProps<T> {
  readonly index: number;
  readonly moveTo: (index: number) => void;
  readonly selection: Selection;
  readonly columnCount: number;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly scrollTo: (index: number) => void;
  /** Of a row, in pixels. */
  readonly height: number;
}

/** Where a key goes from a row; null where it does not move. */
function targetOf(key: string, index: number, page: number, last: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: last,
  };
  const target = targets[key];
  return target === undefined ? null : Math.max(0, Math.min(last, target));
}

/** Going to rows: alone, or with what lies between. */
function useSteps<T>(of: KeysOf<T>) {
  const { rows, index, moveTo, selection, scroller } = of;
  const last = rows.length - 1;
  const go = (to: number) => {
    const target = Math.max(0, Math.min(last, to));
    moveTo(target);
    of.scrollTo(target);
    scroller.current?.focus({ preventScroll: true });
    const row = rows[target];
    if (row !== undefined) of.onActive?.(row);
  };
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / of.height) - 2);
  return {
    step: (to: number) => {
      selection.clear();
      go(to);
    },
    extend: (to: number) => {
      selection.extendFrom(index);
      go(to);
    },
    targetOf: (key: string) => targetOf(key, index, page(), last),
  };
}

/** Opens and closes branches; from a closed one left leads to the row above it. */
function useBranches<T>({ rows, index, tree, rowId }: KeysOf<T>, step: (to: number) => void) {
  const { t } = useTranslation();
  const branch = (way: 'open' | 'close') => {
    const row = rows[index];
    if (row === undefined || tree === undefined) return;
    if (way === 'open') return tree.open(row);
    const parent = tree.close(row);
    const at = parent === null ? -1 : rows.findIndex((each) => each !== undefined && rowId(each) === parent);
    if (at >= 0) step(at);
  };
  if (tree === undefined) return [];
  return [
    { key: 'ArrowRight', label: t('shell.keys.unfold'), run: () => branch('open'), group: 'list' as const },
    { key: 'ArrowLeft', label: t('shell.keys.fold'), run: () => branch('close'), group: 'list' as const },
  ];
}

const MOVES = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

export function useGridKeys<T>(of: KeysOf<T>) {
  const { t } = useTranslation();
  const { rows, index, onOpen } = of;
  const { step, extend, targetOf: target } = useSteps(of);
  const branches = useBranches(of, step);
  const move = (key: string) => step(target(key) ?? index);
  const open = (at: number) => {
    const row = rows[at];
    if (row !== undefined) onOpen?.(row);
  };
  useKeys([
    { key: 'j', label: t('shell.keys.down'), run: () => move('ArrowDown'), group: 'list' as const },
    { key: 'k', label: t('shell.keys.up'), run: () => move('ArrowUp'), group: 'list' as const },
    ...MOVES.map((key) => ({ key, label: t('shell.keys.down'), run: () => move(key), hidden: true })),
    ...(onOpen === undefined
      ? []
      : [
          {
            key: 'Enter',
            label: of.openLabel ?? t('shell.keys.open'),
            run: () => open(index),
            group: 'list' as const,
          },
        ]),
    ...branches,
    // What the grid itself and the browser answer; here for the help of the page.
    ...(['shift+ArrowDown', 'mod+A', 'mod+C'] as const).map((key) => ({
      key,
      label: t(`shell.keys.${key === 'mod+C' ? 'copy' : key === 'mod+A' ? 'chooseAll' : 'choose'}`),
      run: () => undefined,
      shownOnly: true,
    })),
  ]);
  const press = (at: number, isExtending: boolean) => {
    if (isExtending) return extend(at);
    step(at);
    open(at);
  };
  const latest = useRef(press);
  useLayoutEffect(() => {
    latest.current = press;
  });
  const onPress = useCallback((at: number, isExtending: boolean) => latest.current(at, isExtending), []);
  return { onKeyDown: choosing(of, extend, target), onPress };
}

/** Keys that choose rows and columns together; they need Shift or Ctrl, which the keys of the page do not know. */
function choosing<T>(
  { rows, index, selection, columnCount, moveTo }: KeysOf<T>,
  extend: (to: number) => void,
  target: (key: string) => number | null,
) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.altKey || index < 0) return;
    const { key, shiftKey } = event;
    const withControl = event.ctrlKey || event.metaKey;
    const to = shiftKey ? target(key) : null;
    if (withControl && key.toLowerCase() === 'a') {
      selection.all();
      moveTo(rows.length - 1);
    } else if (withControl) return;
    else if (key === 'Escape' && selection.rows !== null) selection.clear();
    else if (shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight'))
      selection.extendColumns(index, key === 'ArrowLeft' ? -1 : 1, columnCount);
    else if (to !== null) extend(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
