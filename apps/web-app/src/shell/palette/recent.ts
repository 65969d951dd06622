/** What was last opened from the palette, in this tab alone: nothing of an office stays on a machine that many use. */
import { GROUPS, type PaletteItem } from './item.ts';

const MOST = 6;

export type Remembered = Required<Pick<PaletteItem, 'label' | 'href' | 'icon'>> & { readonly hint: string };

const keyOf = (officeId: string) => `muhasebi.recent.${officeId}`;

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { label, href, hint, icon } = value as Record<string, unknown>;
  return (
    [label, hint, icon].every((text) => typeof text === 'string') &&
    typeof href === 'string' &&
    /^\/[^/\\]/.test(href)
  );
}

/** The last first; what is not ours in the storage is passed over. */
export function recentOf(storage: Pick<Storage, 'getItem'>, officeId: string): Remembered[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(keyOf(officeId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRemembered).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Things of the books are remembered; acts and pages are always at hand. */
export function remember(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  officeId: string,
  item: PaletteItem,
): void {
  const { label, href, hint = '', icon, group } = item;
  const isOfBooks = GROUPS.indexOf(group) < GROUPS.indexOf('actions');
  if (href === undefined || !isOfBooks) return;
  const rest = recentOf(storage, officeId).filter((each) => each.href !== href);
  try {
    storage.setItem(keyOf(officeId), JSON.stringify([{ label, href, hint, icon }, ...rest].slice(0, MOST)));
  } catch {
    // Without storage nothing is recent.
  }
}
