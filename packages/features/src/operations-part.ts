/** A line of the operations page: one part of the installation, looked at while an operator watches. */
import type { Bilingual } from '@muhasebi/platform/config/setting.ts';

/** ok: nothing to do; warn: look at it today; bad: act now. */
export type PartState = 'ok' | 'warn' | 'bad';

export interface PartReport {
  readonly state: PartState;
  /** What was found or what is wrong, for a person; nothing that tells of one. */
  readonly detail: Bilingual;
}

/** How a feature joins the page: over all offices, counts only. One that throws or is late is shown as bad. */
export interface OperationsPart {
  readonly name: string;
  readonly title: Bilingual;
  /** A report younger than this is shown again: the page asks every few seconds. Seconds. */
  readonly keepSeconds: number;
  look(): Promise<PartReport>;
}
