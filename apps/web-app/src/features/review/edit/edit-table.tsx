/** The lines of a voucher being edited, with the balance always in sight. */
import { useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { VoucherTable } from '../voucher-table.tsx';
import { EditLine } from './edit-line.tsx';
import classes from './editor.module.css';
import type { Edit } from './use-edit.ts';
import type { LineActs } from './use-line-acts.ts';
import { changeLine, type DraftFault, totalsOf } from './voucher-draft.ts';

interface EditTableProps {
  readonly clientId: string;
  readonly edit: Edit;
  readonly acts: LineActs;
  /** Shown once saving was tried. */
  readonly faults: readonly { readonly key: number | null; readonly fault: DraftFault }[];
  readonly onNewAccount: (key: number, code: string) => void;
}

export function EditTable({ clientId, edit, acts, faults, onNewAccount }: EditTableProps) {
  const { language } = useFormat();
  const { draft } = edit;
  const [firstKey] = useState(draft.lines[0]?.key);
  return (
    <VoucherTable className={classes.edit} totals={totalsOf(draft, language)} acts>
      {draft.lines.map((line, index) => (
        <EditLine
          key={line.key}
          clientId={clientId}
          line={line}
          number={index + 1}
          autoFocus={line.key === firstKey}
          isCurrent={line.key === acts.current}
          faults={faults.filter((fault) => fault.key === line.key).map((fault) => fault.fault)}
          onChange={(change, field) =>
            edit.change(
              (now) => changeLine(now, line.key, change),
              field === undefined ? undefined : `${line.key}.${field}`,
            )
          }
          onSplit={() => acts.split(line.key)}
          onRemove={() => acts.remove(line.key)}
          onNewAccount={(code) => onNewAccount(line.key, code)}
          onFocus={() => acts.setCurrent(line.key)}
        />
      ))}
    </VoucherTable>
  );
}
