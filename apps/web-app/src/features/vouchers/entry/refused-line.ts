/** Which line a refusal of the API or of the ledger speaks of, and in which words it is said there. */
import type { FieldFault } from '../../../api/problem.ts';
import { placeOfFault } from '../../review/edit/fault-of-line.ts';
import { type DraftLine, isBlank, type VoucherDraft } from '../../review/edit/voucher-draft.ts';

/** A refusal as sentences of the reader's language; `faults` name places of the body that was sent. */
export interface RefusedWords {
  readonly sentence: string;
  readonly next: string;
  readonly faults: readonly FieldFault[];
}

export interface RefusedLine {
  readonly line: DraftLine;
  /** What is wrong with it and what to do now. */
  readonly text: string;
}

/**
 * The line of the first fault that names one, else the first whose account the sentence names, else the one that it counts
 * ("3. satırda", "Line 3"); blank lines are not sent and not counted. Null where none is spoken of.
 */
export function refusedLine(
  draft: VoucherDraft,
  { sentence, next, faults }: RefusedWords,
): RefusedLine | null {
  const written = draft.lines.filter((line) => !isBlank(line));
  const whole = `${sentence} ${next}`.trim();
  const words = new Set(sentence.split(/[^\d.]+/).map((word) => word.replace(/\.$/, '')));
  const named = written.find(({ accountCode }) => accountCode !== '' && words.has(accountCode));
  for (const fault of faults) {
    const line = written[placeOfFault(fault) ?? -1];
    // A refusal that names the account says more than its fault does.
    if (line !== undefined) return { line, text: words.has(line.accountCode) ? whole : fault.message };
  }
  if (named !== undefined) return { line: named, text: whole };
  const counted = /(\d+)\. satır|Line (\d+)/.exec(sentence);
  const line = written[Number(counted?.[1] ?? counted?.[2] ?? 0) - 1];
  return line === undefined ? null : { line, text: whole };
}
