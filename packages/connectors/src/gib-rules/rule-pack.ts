/** GİB's rule packs: the one door of this folder. */

export type {
  JudgeOptions,
  PackDescription,
  PackFiles,
  RuleFault,
  RulePack,
  Verdict,
  XsdFault,
} from './verdict.ts';
