/** What lies over the entry grid when it is asked for: splitting, a new account, templates, foreign money. */
import { lazy, Suspense } from 'react';
import { isoToday, parseDate } from '../../../format/date.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../review/edit/asked.tsx';
import { NewAccount } from '../../review/edit/new-account.tsx';
import type { Edit } from '../../review/edit/use-edit.ts';
import type { LineActs } from '../../review/edit/use-line-acts.ts';
import { bodyOf, changeLine, isBlank, kurusOf } from '../../review/edit/voucher-draft.ts';
import type { Template, Written } from './desk-dialog.tsx';
import { useTakeOver } from './use-take-over.ts';

const DeskDialog = lazy(() => import('./desk-dialog.tsx').then((part) => ({ default: part.DeskDialog })));
const FxDialog = lazy(() => import('./fx-dialog.tsx').then((part) => ({ default: part.FxDialog })));

/** What was asked for over the grid. */
export type Overlay =
  | { readonly what: 'account'; readonly key: number; readonly code: string }
  | { readonly what: 'fx'; readonly key: number }
  | { readonly what: 'desk' }
  | null;

interface OverlaysProps {
  readonly clientId: string;
  readonly edit: Edit;
  readonly acts: LineActs;
  readonly overlay: Overlay;
  readonly onClose: () => void;
}

/** The voucher as a template keeps it; null while it has no line with an account, or something in it cannot be read. */
function useWritten(edit: Edit): Written | null {
  const { language } = useFormat();
  const lines = edit.draft.lines.filter((line) => !isBlank(line));
  const isWhole = lines.every(
    ({ accountCode, debit, credit }) =>
      accountCode !== '' && kurusOf(debit, language) !== null && kurusOf(credit, language) !== null,
  );
  if (lines.length === 0 || !isWhole) return null;
  const thisYear = Number(isoToday(new Date()).slice(0, 4));
  const { date = edit.base.date, description, type, lines: sent } = bodyOf(edit.draft, language, thisYear);
  return {
    date,
    description,
    type,
    lines: sent.map(({ accountCode, description: text, debit, credit, fx }) => ({
      accountCode,
      description: text,
      debit,
      credit,
      fx,
    })),
  };
}

export function EntryOverlays({ clientId, edit, acts, overlay, onClose }: OverlaysProps) {
  const written = useWritten(edit);
  const takeOver = useTakeOver(edit, acts);
  const take = ({ type, description, lines }: Template) => {
    const whole = lines.map((line, index) => ({
      ...line,
      lineNo: index + 1,
      accountName: '',
      accountIsNew: false,
      reason: null,
    }));
    onClose();
    void takeOver({ ...edit.base, type, description, lines: whole });
  };
  const fxLine = overlay?.what === 'fx' ? edit.draft.lines.find((line) => line.key === overlay.key) : null;
  return (
    <>
      {acts.asking !== null && (
        <Asked clientId={clientId} asking={acts.asking} edit={edit} onClose={() => acts.ask(null)} />
      )}
      <NewAccount
        clientId={clientId}
        code={overlay?.what === 'account' ? overlay.code : null}
        onClose={onClose}
        onOpened={(accountCode) => {
          if (overlay?.what === 'account')
            edit.change((now) => changeLine(now, overlay.key, { accountCode }));
          onClose();
        }}
      />
      <Suspense fallback={null}>
        {overlay?.what === 'desk' && (
          <DeskDialog clientId={clientId} written={written} onTake={take} onClose={onClose} />
        )}
        {fxLine != null && (
          <FxDialog
            line={fxLine}
            date={parseDate(edit.draft.date, Number(isoToday(new Date()).slice(0, 4)))}
            onChange={(change) => {
              edit.change((now) => changeLine(now, fxLine.key, change));
              onClose();
            }}
            onClose={onClose}
          />
        )}
      </Suspense>
    </>
  );
}
