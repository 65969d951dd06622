/** Judges documents of any size: the large ones in a process of their own, as libxml2's memory grows with them and never shrinks. */
import path from 'node:path';
import { askApart } from '@muhasebi/platform/process/ask-apart.ts';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { APART_BOUNDS, MOST_BYTES_HERE } from '../ubl-tr/read-any-size.ts';
import { openRulePack, type RulePack } from './rule-pack.ts';
import type { JudgeOptions, PackFiles, Verdict } from './verdict.ts';

const PROCESS = path.join(import.meta.dirname, 'judge-any-size.process.ts');

/** What the process is asked. */
export interface JudgeQuestion {
  readonly files: PackFiles;
  /** As they came, whatever their encoding. */
  readonly bytes: Uint8Array;
  readonly how: JudgeOptions;
}

/**
 * As `RulePack.judge`, of the file as it came. `files` are asked for where the document is large: its process compiles the pack
 * anew. Throws ApartFailed where that process dies or takes too long.
 */
export async function judgeOfAnySize(
  pack: RulePack,
  files: () => Promise<PackFiles>,
  bytes: Uint8Array,
  how: JudgeOptions,
): Promise<Verdict> {
  if (bytes.byteLength <= MOST_BYTES_HERE) return pack.judge(decodeXml(bytes).utf8, how);
  return askApart(PROCESS, { files: await files(), bytes, how } satisfies JudgeQuestion, APART_BOUNDS);
}

/** Here, in this process. */
export function answerJudge({ files, bytes, how }: JudgeQuestion): Verdict {
  return openRulePack(files).judge(decodeXml(bytes).utf8, how);
}
