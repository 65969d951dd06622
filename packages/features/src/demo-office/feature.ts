/** The demo office as a feature: what it holds, and its removal by its owner. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { demoOfficeContract as contract, demoErrors } from './contract.ts';
import { countContents, lockOffice } from './demo-office.queries.ts';
import { askForRemoval, type DemoContext, removeDemoJob } from './remove-demo-office.ts';

export function createDemoOfficeFeature(
  deps: Pick<FeatureDeps, 'db' | 'clock' | 'storage'>,
  forget: DemoContext['forget'],
): Feature {
  const { db, clock } = deps;
  return {
    name: 'demo-office',
    routes: [
      implement(contract.showDemoOffice, ({ scope }) => {
        const tenantId = tenantOf(scope);
        return inScope(db, scope, async (trx) => {
          const office = await lockOffice(trx, tenantId);
          if (office?.kind !== 'demo') throw demoErrors.NOT_A_DEMO_OFFICE();
          return { name: office.name, ...(await countContents(trx, tenantId)) };
        });
      }),
      implement(contract.removeDemoOffice, async ({ scope }) => {
        await askForRemoval({ db, clock, forget }, tenantOf(scope), scope);
        return undefined;
      }),
    ],
    jobs: [removeDemoJob(deps)],
    schedules: [],
  };
}
