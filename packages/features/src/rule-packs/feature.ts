/** Rule packs as a feature, and the official judge as a service for whoever reads documents. */
import type { Feature } from '../feature.ts';
import { createOfficialJudge } from './judge-documents.ts';
import type { OfficialJudge } from './official-judge.ts';
import { rulePackParts } from './operations-parts.ts';
import { rulePackRoutes } from './rule-packs.routes.ts';
import type { RulePacksDeps } from './rule-packs-deps.ts';
import { verdictGauges } from './verdict-gauges.ts';

export function createRulePacksFeature(deps: RulePacksDeps): {
  readonly feature: Feature;
  readonly judge: OfficialJudge;
} {
  return {
    judge: createOfficialJudge(deps),
    feature: {
      name: 'rule-packs',
      routes: rulePackRoutes(deps),
      jobs: [],
      schedules: [],
      gauges: [verdictGauges(deps.db)],
      parts: rulePackParts(deps),
    },
  };
}
