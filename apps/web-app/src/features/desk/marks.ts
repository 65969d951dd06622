/** Which documents of a list are chosen together: some by name, or all that match its filter. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useKeys } from '../../keyboard/use-keys.ts';

export interface Marks {
  readonly ids: ReadonlySet<string>;
  /** All that match the filter, loaded or not. */
  readonly all: boolean;
  readonly isMarked: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly markAll: () => void;
  readonly clear: () => void;
}

/** What its keys do, in the words of the page. */
export interface MarkWords {
  readonly mark: string;
  readonly range: string;
  readonly all: string;
  readonly clear: string;
}

interface State {
  /** The list that the marks are of; those of another list are none. */
  readonly list: string;
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** The index of the row on which the keyboard is: the grid says it to assistive technology the same way. */
function activeIndex(): number {
  const active = document.querySelector('[role="grid"]')?.getAttribute('aria-activedescendant');
  const index = Number(active?.split('-').at(-1));
  return active != null && Number.isInteger(index) ? index : -1;
}

const inList = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"]') ===
    null;

/** X marks the active row (a grid's, unless `at` says which), Shift+J and Shift+K carry the mark on, Ctrl+A marks all that match, Esc lets go. */
export function useMarks(
  list: string,
  rows: readonly { readonly id: string }[],
  enabled: boolean,
  words: MarkWords,
  at: () => number = activeIndex,
): Marks {
  const [state, setState] = useState<State>({ list, ids: NONE, all: false });
  const own = state.list === list ? state : { list, ids: NONE, all: false };
  const marks = useMemo(() => {
    const change = (next: (now: State) => Partial<State>) =>
      setState((was) => {
        const now = was.list === list ? was : { list, ids: NONE, all: false };
        return { ...now, ...next(now) };
      });
    const loaded = () => rows.map((row) => row.id);
    return {
      add: (ids: readonly string[]) =>
        change((now) => (now.all ? {} : { ids: new Set([...now.ids, ...ids]) })),
      toggle: (id: string) =>
        change((now) => {
          // Leaving one out of all is choosing the others that are in sight.
          const ids = new Set(now.all ? loaded() : now.ids);
          if (!ids.delete(id)) ids.add(id);
          return { ids, all: false };
        }),
      markAll: () => change(() => ({ ids: NONE, all: true })),
      clear: () => change(() => ({ ids: NONE, all: false })),
    };
  }, [list, rows]);
  const some = own.all || own.ids.size > 0;
  useMarkKeys(marks, rows, enabled, at);
  useKeys(
    enabled
      ? [
          { key: 'x', label: words.mark, run: () => toggleRow(marks, rows[at()]) },
          // Read below, since these three come with Shift and Ctrl; here for the help of the page.
          { key: 'Shift+J / K', label: words.range, run: () => undefined },
          { key: 'Ctrl+A', label: words.all, run: () => undefined },
          ...(some ? [{ key: 'Escape', label: words.clear, run: marks.clear }] : []),
        ]
      : [],
  );
  const { ids, all } = own;
  return useMemo(
    () => ({
      ids,
      all,
      isMarked: (id) => all || ids.has(id),
      toggle: marks.toggle,
      markAll: marks.markAll,
      clear: marks.clear,
    }),
    [ids, all, marks],
  );
}

interface Changes {
  readonly add: (ids: readonly string[]) => void;
  readonly toggle: (id: string) => void;
  readonly markAll: () => void;
}

function toggleRow(marks: Changes, row: { readonly id: string } | undefined): void {
  if (row !== undefined) marks.toggle(row.id);
}

/** The keys with Shift and Ctrl; the grid still moves by them. */
function useMarkKeys(
  marks: Changes,
  rows: readonly { readonly id: string }[],
  enabled: boolean,
  activeRow: () => number,
): void {
  const active = useRef(activeRow);
  useEffect(() => {
    active.current = activeRow;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || !inList(event.target)) return;
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && key === 'a' && rows.length > 0) {
        event.preventDefault();
        marks.markAll();
      } else if (event.shiftKey && !event.ctrlKey && !event.metaKey && (key === 'j' || key === 'k')) {
        const at = active.current();
        const ids = [rows[at], rows[at + (key === 'j' ? 1 : -1)]].flatMap((row) => row?.id ?? []);
        marks.add(ids);
      }
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [marks, rows, enabled]);
}
