/** What the keys of the editor do with the current line; where the focus goes afterwards. */
import type { TFunction } from 'i18next';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.ts';
import { CARI_GROUPS, COST_GROUPS, isOfGroups } from './account-families.ts';
import type { EditTool } from './edit-tools.tsx';
import type { Edit } from './use-edit.ts';
import {
  addLine,
  amountOf,
  balanceLine,
  type DraftLine,
  duplicateLine,
  removeLine,
} from './voucher-draft.ts';

/** What is asked over the voucher, for one of its lines. */
export type Asking = {
  readonly what: 'split' | 'kkeg' | 'cost' | 'counterparty';
  readonly line: DraftLine;
} | null;

export interface LineActs {
  readonly current: number | null;
  readonly setCurrent: (key: number) => void;
  readonly asking: Asking;
  readonly ask: (asking: Asking) => void;
  readonly split: (key: number) => void;
  readonly remove: (key: number) => void;
  /** Puts the focus into a field of the line once that is drawn. */
  readonly focusLine: (key: number, column?: string) => void;
  readonly tools: readonly EditTool[];
}

/** Puts the focus into a field of a line once that is drawn. */
function useFocusLine(form: RefObject<HTMLFormElement | null>) {
  const [wanted, setWanted] = useState<{ key: number; column: string } | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    form.current
      ?.querySelector<HTMLInputElement>(`[data-line="${wanted.key}"] [data-column="${wanted.column}"]`)
      ?.focus();
    setWanted(null);
  }, [form, wanted]);
  return (key: number, column = 'account') => setWanted({ key, column });
}

interface Doing {
  readonly hasLine: boolean;
  readonly hasAmount: boolean;
  readonly add: () => void;
  readonly split: () => void;
  readonly copy: () => void;
  readonly remove: () => void;
  readonly balance: () => void;
  readonly kkeg: () => void;
  /** Null where there is nothing to do it with. */
  readonly cost: (() => void) | null;
  readonly counterparty: (() => void) | null;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

/** The tools with their keys, in the order in which they are shown. */
function toolsOf(t: TFunction, doing: Doing): EditTool[] {
  const tool = (key: string, label: string, run: (() => void) | null, enabled = run !== null): EditTool => ({
    key,
    label,
    run: () => enabled && run?.(),
    enabled,
  });
  return [
    tool('alt+n', t('review.editing.addLine'), doing.add),
    tool('alt+b', t('review.editing.splitLine'), doing.split, doing.hasAmount),
    tool('alt+k', t('edit.duplicate'), doing.copy, doing.hasLine),
    tool('alt+d', t('review.editing.deleteLine'), doing.remove, doing.hasLine),
    tool('alt+f', t('review.editing.balance'), doing.balance, doing.hasLine),
    tool('alt+g', t('edit.costType'), doing.cost),
    tool('alt+c', t('edit.counterparty'), doing.counterparty),
    tool('alt+e', t('edit.kkeg'), doing.kkeg, doing.hasAmount),
    tool('mod+z', t('edit.undo'), doing.undo),
    tool('mod+shift+z', t('edit.redo'), doing.redo),
    { ...tool('mod+y', t('edit.redo'), doing.redo), hidden: true },
  ];
}

export function useLineActs(edit: Edit, form: RefObject<HTMLFormElement | null>): LineActs {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [current, setCurrent] = useState<number | null>(null);
  const [asking, ask] = useState<Asking>(null);
  const focusLine = useFocusLine(form);
  const { draft, history, change } = edit;
  const line = draft.lines.find((each) => each.key === current);
  const hasAmount = line !== undefined && amountOf(line, language) !== null;
  // A cost type is asked of a cost line: where the current one is none, of the first that is.
  const lineOf = (belongs: (code: string) => boolean) =>
    line !== undefined && belongs(line.accountCode)
      ? line
      : draft.lines.find((each) => belongs(each.accountCode));
  const costLine = lineOf((code) => isOfGroups(code, COST_GROUPS));
  const counterpartyLine = lineOf((code) => isOfGroups(code, CARI_GROUPS));
  const split = (key: number) => {
    const found = draft.lines.find((each) => each.key === key);
    if (found !== undefined && amountOf(found, language) !== null) ask({ what: 'split', line: found });
  };
  const remove = (key: number) => {
    const at = draft.lines.findIndex((each) => each.key === key);
    const next = draft.lines[at + 1] ?? draft.lines[at - 1];
    change(removeLine(draft, key));
    if (next !== undefined) focusLine(next.key);
  };
  const onCurrent = (act: (key: number) => void) => () => {
    if (line !== undefined) act(line.key);
  };
  const add = () => {
    change(addLine(draft, language, current));
    focusLine(draft.nextKey);
  };
  const copy = (key: number) => {
    change(duplicateLine(draft, key));
    focusLine(draft.nextKey);
  };
  const tools = toolsOf(t, {
    hasLine: line !== undefined,
    hasAmount,
    add,
    split: onCurrent(split),
    copy: onCurrent(copy),
    remove: onCurrent(remove),
    balance: onCurrent((key) => change(balanceLine(draft, language, key))),
    cost: costLine === undefined ? null : () => ask({ what: 'cost', line: costLine }),
    counterparty:
      counterpartyLine === undefined ? null : () => ask({ what: 'counterparty', line: counterpartyLine }),
    kkeg: () => line !== undefined && ask({ what: 'kkeg', line }),
    undo: history.past.length > 0 ? edit.undo : null,
    redo: history.future.length > 0 ? edit.redo : null,
  });
  return { current, setCurrent, asking, ask, split, remove, focusLine, tools };
}
