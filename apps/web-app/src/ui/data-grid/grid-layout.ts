/** How the columns of each grid lie: widths, order and visibility that the reader chose, remembered by grid. */
import { useSyncExternalStore } from 'react';

/** What the reader chose: widths in pixels, hidden columns as false, the order of ids. */
export interface GridLayout {
  readonly columnSizing: Readonly<Record<string, number>>;
  readonly columnVisibility: Readonly<Record<string, boolean>>;
  readonly columnOrder: readonly string[];
}

export const NO_LAYOUT: GridLayout = { columnSizing: {}, columnVisibility: {}, columnOrder: [] };

const layouts = new Map<string, GridLayout>();
const listeners = new Set<() => void>();

function recall(key: string): GridLayout {
  try {
    const stored = JSON.parse(localStorage.getItem(`muhasebi.grid.${key}`) ?? '{}') as Partial<GridLayout>;
    return { ...NO_LAYOUT, ...stored };
  } catch {
    return NO_LAYOUT;
  }
}

export function layoutOf(key: string): GridLayout {
  let layout = layouts.get(key);
  if (layout === undefined) {
    layout = recall(key);
    layouts.set(key, layout);
  }
  return layout;
}

/** Shows and remembers a layout; without storage it lasts as long as the page. */
export function setLayout(key: string, layout: GridLayout): void {
  showLayout(key, layout);
  try {
    localStorage.setItem(`muhasebi.grid.${key}`, JSON.stringify(layout));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Shows a layout that came with a link, without forgetting the reader's own. */
export function showLayout(key: string, layout: GridLayout): void {
  layouts.set(key, layout);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLayout(key: string): GridLayout {
  return useSyncExternalStore(subscribe, () => layoutOf(key));
}

/** A layout for an address: "date,no.64,-type": in this order, `no` 64 pixels wide, `type` hidden; empty where nothing was chosen. */
export function layoutText({ columnSizing, columnVisibility, columnOrder }: GridLayout): string {
  const chosen = [...Object.keys(columnSizing), ...Object.keys(columnVisibility)];
  const ids = [...new Set([...columnOrder, ...chosen])];
  return ids
    .map((id) => {
      const mark = columnVisibility[id] === false ? '-' : '';
      const width = columnSizing[id];
      return `${mark}${id}${width === undefined ? '' : `.${width}`}`;
    })
    .join(',');
}

const PART = /^(-?)(\w{1,40})(?:\.(\d{2,4}))?$/;

/** Reads such a text without trust: parts that are none are passed over. */
export function layoutFromText(text: string): GridLayout {
  const columnSizing: Record<string, number> = {};
  const columnVisibility: Record<string, boolean> = {};
  const columnOrder: string[] = [];
  for (const part of text.split(',').slice(0, 60)) {
    const [, mark, id, width] = PART.exec(part) ?? [];
    if (id === undefined || columnOrder.includes(id)) continue;
    columnOrder.push(id);
    if (mark === '-') columnVisibility[id] = false;
    if (width !== undefined) columnSizing[id] = Math.max(24, Math.min(2000, Number(width)));
  }
  return { columnSizing, columnVisibility, columnOrder };
}
