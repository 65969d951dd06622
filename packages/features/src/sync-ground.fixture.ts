/** What tests of connectors stand on: an office with all features, the frame around the connectors given, and its runs by hand. */
import type { Scope } from '@muhasebi/platform/db/scope.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import type { TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { createBankStatementsFeature } from './bank-statements/feature.ts';
import { createDocumentIntakeFeature } from './document-intake/feature.ts';
import type { Feature, FeatureDeps } from './feature.ts';
import type { SyncConnector } from './integrations/connector.ts';
import {
  integrationsContract as contract,
  type IntegrationView,
  type ItemView,
  type RunView,
} from './integrations/contract.ts';
import { createIntegrationsFeature } from './integrations/feature.ts';
import type { SettingValues } from './integrations/integrations.queries.ts';
import { RUN_JOB } from './integrations/run-sync.ts';
import type { SyncContext } from './integrations/sync-context.ts';
import { createOfficeSettingsFeature } from './office-settings/feature.ts';
import { officialJudge } from './official-rules.fixture.ts';
import { createRealLedger } from './real-ledger.fixture.ts';
import { createCaller } from './route-caller.fixture.ts';
import { testLog } from './test-ground.fixture.ts';
import { createWebhooksFeature } from './webhooks/feature.ts';
import { createWholeOffice } from './whole-office.fixture.ts';

export { BUYER_TAX_ID, invoiceXml, OTHER_TAX_ID } from './whole-office.fixture.ts';

export type SyncGround = Awaited<ReturnType<typeof createSyncGround>>;

export interface IntegrationToMake {
  readonly kind: string;
  readonly settings?: SettingValues;
  readonly clientId?: string | null;
  readonly everyMinutes?: number | null;
}

/**
 * Call in `beforeAll`; `close` in `afterAll`. `over` replaces parts of what the frame stands on; a measurement brings a
 * database of its own.
 */
export async function createSyncGround(
  connectors: readonly SyncConnector[],
  over: (deps: FeatureDeps) => Partial<SyncContext> = () => ({}),
  database?: TestDatabase,
) {
  const whole = await createWholeOffice(database);
  const { deps, superuser } = whole;
  const { service: ledger } = createRealLedger(deps);
  const { letterhead } = createOfficeSettingsFeature(deps);
  const context: SyncContext = {
    ...deps,
    documents: createDocumentIntakeFeature(deps, ledger, officialJudge(deps)).service,
    statements: createBankStatementsFeature({ ...deps, letterhead }).service,
    webhooks: createWebhooksFeature(deps).service,
    connectors,
    lookAtRates: async () => ({ state: 'ok', detail: { tr: '', en: '' } }),
    ...over(deps),
  };
  const feature = createIntegrationsFeature(context);
  const nobody: Scope = { tenantId: null, userId: null, clientIds: null, requestId: null, address: null };
  const call = createCaller(feature.routes, nobody);
  const { runJob, runSyncs } = jobsOf(feature, superuser);
  const runs = async (scope: Scope, integrationId: string): Promise<RunView[]> =>
    (await call(contract.listSyncRuns, { params: { integrationId }, query: {} }, scope)).items;
  return {
    ...whole,
    context,
    /** Calls the frame's routes. */
    frame: call,
    runJob,
    runSyncs,
    runs,
    make: (
      scope: Scope,
      { kind, settings = {}, clientId = null, everyMinutes = 15 }: IntegrationToMake,
    ): Promise<IntegrationView> =>
      call(
        contract.createIntegration,
        { body: { kind, name: 'Deneme', clientId, everyMinutes, settings } },
        scope,
      ),
    /** "Sync now", worked off; answers the run as it ended. */
    async sync(scope: Scope, integrationId: string): Promise<RunView> {
      await call(contract.syncNow, { params: { integrationId } }, scope);
      await runSyncs();
      const [last] = await runs(scope, integrationId);
      if (last === undefined) throw new Error('there was no run');
      return last;
    },
    integration: async (scope: Scope, integrationId: string): Promise<IntegrationView> => {
      const { items } = await call(contract.listIntegrations, {}, scope);
      const found = items.find(({ id }) => id === integrationId);
      if (found === undefined) throw new Error('no such integration');
      return found;
    },
    /** What came, oldest first. */
    items: async (scope: Scope, integrationId: string): Promise<ItemView[]> =>
      (await call(contract.listSyncItems, { query: { integrationId, limit: 500 } }, scope)).items.reverse(),
    /** The run's log in Turkish. */
    log: async (scope: Scope, runId: string): Promise<string[]> =>
      (await call(contract.listSyncLog, { params: { runId }, query: {} }, scope)).items.map(
        ({ message }) => message,
      ),
  };
}

function jobsOf(feature: Feature, superuser: SyncGroundClient) {
  const job: JobContext = { jobId: 'test', attempt: 1, maxAttempts: 25, log: testLog, signal: undefined };
  /** Runs one job of the frame with this payload. */
  const runJob = async (name: string, payload: unknown, more: Partial<JobContext> = {}): Promise<void> => {
    const found = feature.jobs.find((definition) => definition.name === name);
    if (found === undefined) throw new Error(`the frame has no job ${name}`);
    await found.run(payload, { ...job, ...more });
  };
  /** Runs every run that waits, as a worker would; what a run throws is thrown to the test. */
  const runSyncs = async (more: Partial<JobContext> = {}): Promise<number> => {
    for (let count = 0; ; count++) {
      const payload = await takeJob(superuser, RUN_JOB);
      if (payload === null) return count;
      await runJob(RUN_JOB, payload, more);
    }
  };
  return { runJob, runSyncs };
}

async function takeJob(superuser: SyncGroundClient, name: string): Promise<unknown> {
  const { rows } = await superuser.query(
    `delete from graphile_worker._private_jobs where id = (
       select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.locked_at is null and t.identifier = $1 order by j.id limit 1) returning payload`,
    [name],
  );
  return rows[0]?.payload ?? null;
}

type SyncGroundClient = Awaited<ReturnType<typeof createWholeOffice>>['superuser'];
