/** What a key of the editor asks for, over the voucher: how to split, which cost, which counterparty. */
import { useFormat } from '../../../format/use-format.ts';
import { ChooseAccount } from './choose-account.tsx';
import { SplitPanel } from './split-panel.tsx';
import type { Edit } from './use-edit.ts';
import type { Asking } from './use-line-acts.ts';
import { amountOf, changeLine, splitLine } from './voucher-draft.ts';

interface AskedProps {
  readonly clientId: string;
  readonly asking: NonNullable<Asking>;
  readonly edit: Edit;
  readonly onClose: () => void;
}

export function Asked({ clientId, asking, edit, onClose }: AskedProps) {
  const { language } = useFormat();
  const { what, line } = asking;
  if (what === 'split' || what === 'kkeg')
    return (
      <SplitPanel
        accountCode={line.accountCode}
        kurus={amountOf(line, language)?.kurus ?? 0n}
        kkeg={what === 'kkeg'}
        onClose={onClose}
        onSplit={(parts) => {
          edit.change((now) => splitLine(now, language, line.key, parts));
          onClose();
        }}
      />
    );
  return (
    <ChooseAccount
      clientId={clientId}
      what={what}
      accountCode={line.accountCode}
      onClose={onClose}
      onChosen={(accountCode) => {
        edit.change((now) => changeLine(now, line.key, { accountCode }));
        onClose();
      }}
    />
  );
}
