/** What the rule packs are given by the host and by the operations page. */
import type { FeatureDeps, Trx } from '../feature.ts';

export interface RulePacksDeps
  extends Pick<FeatureDeps, 'db' | 'clock' | 'log' | 'outboundReach' | 'scratchDir'> {
  /** Writes an act into the operators' log, in the act's own transaction. */
  readonly noteOperatorAct: (
    trx: Trx,
    act: {
      readonly userId: string;
      readonly address: string | null;
      readonly requestId: string | null;
      readonly act: 'install-rule-pack' | 'remove-rule-pack';
      readonly subject: string;
      readonly detail: string;
    },
  ) => Promise<void>;
}
