/** Which line a refusal of the ledger speaks of. */
import { isBlank, type VoucherDraft } from '../../review/edit/voucher-draft.ts';

/** Key of the first line whose account the sentence names, or of the line that it counts ("3. satırda", "Line 3"); null where neither. */
export function refusedLine(draft: VoucherDraft, sentence: string): number | null {
  if (sentence === '') return null;
  const written = draft.lines.filter((line) => !isBlank(line));
  const words = new Set(sentence.split(/[^\d.]+/).map((word) => word.replace(/\.$/, '')));
  const named = written.find(({ accountCode }) => accountCode !== '' && words.has(accountCode));
  if (named !== undefined) return named.key;
  const counted = /(\d+)\. satır|Line (\d+)/.exec(sentence);
  return written[Number(counted?.[1] ?? counted?.[2] ?? 0) - 1]?.key ?? null;
}
