/** Identity as the hosts see it: who may enter and do what. */
import type { Feature, FeatureDeps } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';
import { clearTokensJob, clearTokensSchedule } from './clear-tokens.job.ts';
import type { RightsService } from './contract.ts';
import { auditExportRoute } from './export-audit.ts';
import type { MailingDeps } from './identity-deps.ts';
import { meRoutes } from './me.routes.ts';
import { memberRoutes } from './members.routes.ts';
import { identityParts } from './operations-parts.ts';
import { rightsService } from './rights.ts';
import { sendMailJob } from './send-mail.job.ts';
import { sessionGauges } from './session-gauges.ts';
import { signInRoutes } from './sign-in.routes.ts';

export function createIdentityFeature(
  deps: FeatureDeps & ExportDeps & MailingDeps,
): Feature & { readonly rights: RightsService } {
  return {
    rights: rightsService,
    name: 'identity',
    routes: [...signInRoutes(deps), ...meRoutes(deps), ...memberRoutes(deps), auditExportRoute(deps)],
    jobs: [sendMailJob(deps), clearTokensJob(deps)],
    schedules: [clearTokensSchedule],
    gauges: [sessionGauges(deps.db)],
    parts: identityParts(deps),
  };
}
