/** The keys of the entry grid beside those of every voucher editor, in the order in which they are shown. */
import type { TFunction } from 'i18next';
import type { KeyBinding } from '../../../keyboard/key-map.ts';
import type { EditTool } from '../../review/edit/edit-tools.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { LineActs } from '../../review/edit/use-line-acts.ts';
import { describeFromAbove, insertBefore, moveLine } from './entry-draft.ts';

/** Tools of review that make sense of a document's proposal only. */
const OF_DOCUMENTS = new Set(['alt+g', 'alt+c']);

/** What the grid gives to its keys. */
interface GridDoing {
  readonly copyLines: () => void;
  readonly repeat: () => void;
  /** Templates and recurring vouchers. */
  readonly desk: () => void;
  /** Foreign money of the line. */
  readonly fx: (key: number) => void;
}

export function entryTools(t: TFunction, edit: Edit, acts: LineActs, doing: GridDoing): EditTool[] {
  const { current, focusLine } = acts;
  const tool = (key: string, label: string, run: (line: number) => void): EditTool => ({
    key,
    label,
    enabled: current !== null,
    run: () => current !== null && run(current),
  });
  const move = (by: -1 | 1) => (key: number) => edit.change((now) => moveLine(now, key, by));
  return [
    ...acts.tools.filter(({ key }) => !OF_DOCUMENTS.has(key)),
    tool('alt+i', t('entry.insert'), (key) => {
      focusLine(edit.draft.nextKey);
      edit.change((now) => insertBefore(now, key));
    }),
    tool('alt+ArrowUp', t('entry.moveUp'), move(-1)),
    tool('alt+ArrowDown', t('entry.moveDown'), move(1)),
    tool('mod+d', t('entry.fromAbove'), (key) => edit.change((now) => describeFromAbove(now, key))),
    { key: 'alt+t', label: t('entry.copyLines'), enabled: true, run: doing.copyLines },
    tool('alt+u', t('entry.fx.title'), doing.fx),
    { key: 'alt+s', label: t('entry.desk.title'), enabled: true, run: doing.desk },
    { key: 'alt+r', label: t('entry.repeat.last'), enabled: true, run: doing.repeat },
  ];
}

interface EntryDoing {
  readonly toDate: () => void;
  readonly meet: () => void;
  readonly save: () => void;
  readonly post: () => void;
  readonly leave: () => void;
}

/** Every key of the grid, with those that the fields answer themselves for the help. */
export function entryKeys(t: TFunction, tools: readonly EditTool[], doing: EntryDoing): KeyBinding[] {
  const nothing = () => undefined;
  return [
    ...tools,
    { key: 'alt+p', label: t('edit.toPeriod'), run: doing.toDate },
    { key: 'alt+m', label: t('edit.newer.act'), run: doing.meet },
    { key: 'mod+Enter', label: t('entry.saveDraft'), run: doing.save },
    { key: 'mod+shift+Enter', label: t('review.editing.saveAndApprove'), run: doing.post },
    { key: 'Escape', label: t('entry.leave'), run: doing.leave, inFields: true },
    { key: 'Enter', label: t('entry.goOn'), run: nothing, shownOnly: true },
    { key: '=', label: t('review.editing.balance'), run: nothing, shownOnly: true },
  ];
}
