/** What people do to an integration: add, change, try, pause, resume, remove it, and start or stop a run. */
import { randomUUID } from 'node:crypto';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import type { Trx } from '../feature.ts';
import type { SyncConnector } from './connector.ts';
import { type integrationsContract as contract, integrationErrors } from './contract.ts';
import { faultOf } from './end-run.ts';
import {
  findIntegration,
  holdIntegration,
  type IntegrationRow,
  insertIntegration,
  keepSettings,
  type SettingValues,
  setIntegrationState,
  updateIntegration,
} from './integrations.queries.ts';
import { presentIntegration, presentRun } from './present-integration.ts';
import { enqueueRun } from './run-sync.ts';
import { askToStop, findRun, insertRun, listLastRuns } from './runs.queries.ts';
import {
  goesElsewhere,
  openSecretsInWords,
  openSettings,
  type Place,
  sealSettings,
  stillOpen,
} from './sealed-settings.ts';
import { connectorOf, type SyncContext } from './sync-context.ts';

/** A far side that does not answer is told after so long. */
const TEST_TIMEOUT_MS = 25_000;

function mustKnow(context: SyncContext, kind: string): SyncConnector {
  const connector = connectorOf(context, kind);
  if (connector === null) throw integrationErrors.INTEGRATION_KIND_UNKNOWN({ kind });
  return connector;
}

/** Throws INTEGRATION_CLIENT_WRONG, CLIENT_NOT_FOUND. */
async function mustFit(
  trx: Trx,
  tenantId: string,
  connector: SyncConnector,
  clientId: string | null,
): Promise<void> {
  const { kind, about } = connector;
  if (clientId === null && about === 'client')
    throw integrationErrors.INTEGRATION_CLIENT_WRONG({
      kind,
      about: 'bir mükellefe',
      aboutEn: 'one client company',
    });
  if (clientId !== null && about === 'office')
    throw integrationErrors.INTEGRATION_CLIENT_WRONG({ kind, about: 'ofise', aboutEn: 'the office' });
  if (clientId !== null && !(await clientIsActive(trx, tenantId, clientId)))
    throw clientErrors.CLIENT_NOT_FOUND();
}

async function mustFind(trx: Trx, tenantId: string, integrationId: string): Promise<IntegrationRow> {
  const found = await holdIntegration(trx, tenantId, integrationId);
  if (found === undefined) throw integrationErrors.INTEGRATION_NOT_FOUND();
  return found;
}

async function shown(context: SyncContext, trx: Trx, tenantId: string, integrationId: string) {
  const row = await findIntegration(trx, tenantId, integrationId);
  if (row === undefined) throw integrationErrors.INTEGRATION_NOT_FOUND();
  const last = (await listLastRuns(trx, tenantId)).find((run) => run.integrationId === integrationId);
  await announce(trx, { tenantId, topic: 'integrations', clientId: null });
  return presentIntegration(context, tenantId, row, last ?? null);
}

export function createIntegration(
  context: SyncContext,
  scope: Scope,
  { body }: RouteInput<typeof contract.createIntegration>,
): Promise<RouteResult<typeof contract.createIntegration>> {
  const tenantId = tenantOf(scope);
  const connector = mustKnow(context, body.kind);
  const integrationId = randomUUID();
  const { name, clientId, everyMinutes } = body;
  const sealed = sealSettings(
    context.encryptionKey,
    { tenantId, integrationId },
    connector,
    body.settings,
    null,
  );
  return inScope(context.db, scope, async (trx) => {
    await mustFit(trx, tenantId, connector, clientId);
    const given = { integrationId, clientId, kind: body.kind, name, everyMinutes, userId: scope.userId };
    await insertIntegration(trx, tenantId, { ...given, ...sealed });
    return shown(context, trx, tenantId, integrationId);
  });
}

export function changeIntegration(
  context: SyncContext,
  scope: Scope,
  { params, body }: RouteInput<typeof contract.changeIntegration>,
): Promise<RouteResult<typeof contract.changeIntegration>> {
  const tenantId = tenantOf(scope);
  const { integrationId } = params;
  return inScope(context.db, scope, async (trx) => {
    const stored = await mustFind(trx, tenantId, integrationId);
    const connector = mustKnow(context, stored.kind);
    const { name, clientId, everyMinutes, version } = body;
    await mustFit(trx, tenantId, connector, clientId);
    const place = { tenantId, integrationId };
    const isElsewhere = goesElsewhere(connector, stored.settings, body.settings);
    if (isElsewhere) mustBringSecrets(context, place, connector, stored.secrets, body.settings);
    const kept = isElsewhere ? null : stored.secrets;
    const sealed = sealSettings(context.encryptionKey, place, connector, body.settings, kept);
    const given = { integrationId, clientId, name, everyMinutes, version, ...sealed };
    if (!(await updateIntegration(trx, tenantId, given)))
      throw integrationErrors.INTEGRATION_CHANGED_MEANWHILE({ name: stored.name });
    return shown(context, trx, tenantId, integrationId);
  });
}

/** Throws INTEGRATION_SECRET_AGAIN, which names them. */
function mustBringSecrets(
  context: SyncContext,
  place: Place,
  connector: SyncConnector,
  stored: Buffer | null,
  values: SettingValues,
): void {
  const known = stillOpen(context.encryptionKey, place, stored);
  const missing = connector.fields.filter(
    ({ name, kind }) => kind === 'secret' && known[name] !== undefined && (values[name] ?? '') === '',
  );
  if (missing.length === 0) return;
  const list = (language: 'tr' | 'en') => missing.map(({ label }) => label[language]).join(', ');
  throw integrationErrors.INTEGRATION_SECRET_AGAIN({ secrets: list('tr'), secretsEn: list('en') });
}

type TestAnswer = RouteResult<typeof contract.testSettings>;

/** A real call with these settings; a failure is an answer, not an error. */
async function testWith(
  tenantId: string,
  connector: SyncConnector,
  read: () => SettingValues,
): Promise<TestAnswer> {
  try {
    const settings = openSettings(connector, read());
    const signal = AbortSignal.timeout(TEST_TIMEOUT_MS);
    const { found, keep } = await connector.test(settings, { tenantId, signal });
    return { found, keep: plainValues(keep ?? {}), fault: null };
  } catch (error) {
    return { found: null, keep: {}, fault: faultOf(error) };
  }
}

function plainValues(values: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> {
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number | boolean] => isPlain(entry[1])),
  );
}

export async function testSettings(
  context: SyncContext,
  scope: Scope,
  { body }: RouteInput<typeof contract.testSettings>,
): Promise<TestAnswer> {
  const tenantId = tenantOf(scope);
  const connector = mustKnow(context, body.kind);
  const { integrationId } = body;
  const given = Object.fromEntries(
    Object.entries(body.settings).filter(
      ([name, value]) =>
        value !== '' || connector.fields.find((field) => field.name === name)?.kind !== 'secret',
    ),
  );
  if (integrationId === null) return testWith(tenantId, connector, () => given);
  const stored = await inScope(context.db, scope, (trx) => mustFind(trx, tenantId, integrationId));
  if (stored.kind !== body.kind) throw integrationErrors.INTEGRATION_NOT_FOUND();
  const place = { tenantId, integrationId };
  if (goesElsewhere(connector, stored.settings, body.settings)) {
    mustBringSecrets(context, place, connector, stored.secrets, body.settings);
    return testWith(tenantId, connector, () => given);
  }
  return testWith(tenantId, connector, () => ({
    ...openSecretsInWords(context.encryptionKey, place, stored.secrets),
    ...given,
  }));
}

/** With what is stored; what it finds out is kept. */
export async function testIntegration(
  context: SyncContext,
  scope: Scope,
  integrationId: string,
): Promise<TestAnswer> {
  const tenantId = tenantOf(scope);
  const place = { tenantId, integrationId };
  const stored = await inScope(context.db, scope, (trx) => mustFind(trx, tenantId, integrationId));
  const connector = mustKnow(context, stored.kind);
  const answer = await testWith(tenantId, connector, () => ({
    ...stored.settings,
    ...openSecretsInWords(context.encryptionKey, place, stored.secrets),
  }));
  if (Object.keys(answer.keep).length === 0) return answer;
  await inScope(context.db, scope, async (trx) => {
    const now = await mustFind(trx, tenantId, integrationId);
    // Changed while the test went on: what was found out was of other settings.
    if (now.version !== stored.version) return;
    const values = { ...now.settings, ...answer.keep };
    const sealed = sealSettings(context.encryptionKey, place, connector, values, now.secrets);
    await keepSettings(trx, tenantId, integrationId, sealed.settings, sealed.secrets);
  });
  return answer;
}

/** A second call finds the live run. Throws INTEGRATION_PAUSED. */
export function syncNow(
  context: SyncContext,
  scope: Scope,
  integrationId: string,
): Promise<RouteResult<typeof contract.syncNow>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const { clientId, state, name } = await mustFind(trx, tenantId, integrationId);
    if (state === 'paused') throw integrationErrors.INTEGRATION_PAUSED({ name });
    const made = await insertRun(trx, tenantId, { integrationId, clientId, askedBy: scope.userId });
    if (made !== null) await enqueueRun(trx, { tenantId, runId: made }, true);
    const last = (await listLastRuns(trx, tenantId)).find((run) => run.integrationId === integrationId);
    if (last === undefined) throw new Error('a run just made is not there');
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    return presentRun(last);
  });
}

export function setState(
  context: SyncContext,
  scope: Scope,
  integrationId: string,
  state: 'active' | 'paused',
): Promise<RouteResult<typeof contract.pauseIntegration>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const found = await mustFind(trx, tenantId, integrationId);
    if (found.state !== state) await setIntegrationState(trx, tenantId, integrationId, state);
    if (state === 'paused') await stopLive(trx, scope, tenantId, integrationId);
    return shown(context, trx, tenantId, integrationId);
  });
}

export function removeIntegration(context: SyncContext, scope: Scope, integrationId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    await mustFind(trx, tenantId, integrationId);
    await stopLive(trx, scope, tenantId, integrationId);
    await setIntegrationState(trx, tenantId, integrationId, 'removed');
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
  });
}

async function stopLive(trx: Trx, scope: Scope, tenantId: string, integrationId: string): Promise<void> {
  const last = (await listLastRuns(trx, tenantId)).find((run) => run.integrationId === integrationId);
  if (last !== undefined && last.endedAt === null) await askToStop(trx, tenantId, last.runId, scope.userId);
}

export function stopRun(
  context: SyncContext,
  scope: Scope,
  runId: string,
): Promise<RouteResult<typeof contract.stopSyncRun>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    await askToStop(trx, tenantId, runId, scope.userId);
    const run = await findRun(trx, tenantId, runId);
    if (run === undefined) throw integrationErrors.SYNC_RUN_NOT_FOUND();
    await announce(trx, { tenantId, topic: 'integrations', clientId: null });
    return presentRun(run);
  });
}
