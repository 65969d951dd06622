/** Settings of an office as a feature, and its letterhead as a service. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import type { Feature, FeatureDeps } from '../feature.ts';
import { changeSettings, dropLogo, takeLogo } from './change-settings.ts';
import { officeSettingsContract as contract, type LetterheadService } from './contract.ts';
import { officeLetterhead, showLetterhead, showSettings } from './show-settings.ts';

export function createOfficeSettingsFeature({ db }: Pick<FeatureDeps, 'db'>): {
  readonly feature: Feature;
  readonly letterhead: LetterheadService;
} {
  const routes = [
    implement(contract.showSettings, ({ scope }) =>
      inScope(db, scope, (trx) => showSettings(trx, tenantOf(scope))),
    ),
    implement(contract.changeSettings, ({ scope }, { body }) => changeSettings(db, scope, body)),
    implement(contract.putLogo, (context) => takeLogo(db, context.scope, context.files())),
    implement(contract.removeLogo, async ({ scope }) => {
      await dropLogo(db, scope);
      return undefined;
    }),
    implement(contract.showLetterhead, ({ scope }) =>
      inScope(db, scope, (trx) => showLetterhead(trx, tenantOf(scope))),
    ),
  ];
  return {
    feature: { name: 'office-settings', routes, jobs: [], schedules: [] },
    letterhead: { officeLetterhead },
  };
}
