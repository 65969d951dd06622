/** The first run as a feature: public routes behind a one-time code, and the first steps of a new office. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature } from '../feature.ts';
import { firstRunContract as contract } from './contract.ts';
import { readFirstSteps } from './first-run.queries.ts';
import {
  enterOwner,
  type FirstRunContext,
  isFirstRun,
  lookAtFirstRun,
  openFirstOffice,
} from './first-run.ts';

export function createFirstRunFeature(context: FirstRunContext): Feature {
  return {
    name: 'first-run',
    routes: [
      implement(contract.isFirstRun, async () => ({ open: await isFirstRun(context) })),
      implement(contract.lookAtFirstRun, (_ctx, { body }) => lookAtFirstRun(context, body.code)),
      implement(contract.enterOwner, (_ctx, { body: { code, ...person } }) =>
        enterOwner(context, code, person),
      ),
      implement(contract.openFirstOffice, (_ctx, { body }) =>
        openFirstOffice(context, body.code, { officeName: body.officeName, taxId: body.taxId ?? null }),
      ),
      implement(contract.showFirstSteps, async ({ scope }) => {
        const { userId } = scope;
        if (userId === null) throw platformErrors.FORBIDDEN();
        const tenantId = tenantOf(scope);
        const { posted, ...steps } = await inScope(context.db, scope, (trx) =>
          readFirstSteps(trx, tenantId, userId),
        );
        return { ...steps, over: posted || Object.values(steps).every(Boolean) };
      }),
    ],
    jobs: [],
    schedules: [],
  };
}
