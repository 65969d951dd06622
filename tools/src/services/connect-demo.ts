/** Gives the demo office live integrations with the services of this machine, through the routes that people use. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { listOfficesOfKind } from '@muhasebi/features/every-office.queries.ts';
import {
  integrationsContract as contract,
  type IntegrationView,
} from '@muhasebi/features/integrations/contract.ts';
import { type DemoStage, openStage } from '../demo/demo-stage.ts';
import { type OpenedOffice, openDemoOffice } from '../demo/open-demo-office.ts';
import type { RunningServices } from './running-services.ts';
import { BANK_CLIENT, INTEGRATOR_CLIENT } from './sample-drops.ts';
import { scheduleDemoReports } from './schedule-demo-reports.ts';

type Values = IntegrationView['settings'];

interface Wanted {
  readonly kind: string;
  readonly name: string;
  readonly clientId: string | null;
  readonly everyMinutes: number;
  readonly settings: Values;
}

function wantedOf(office: OpenedOffice, { sftp, mailbox, eInvoice }: RunningServices): Wanted[] {
  const idOf = (key: string) => office.clients.find(({ client }) => client.key === key)?.clientId ?? null;
  const wanted: Wanted[] = [
    {
      kind: 'watched-folder',
      name: 'Ofisin gelen klasörü',
      clientId: null,
      everyMinutes: 5,
      settings: { subfolders: true, afterTaking: 'move' },
    },
    {
      kind: 'e-invoice',
      name: 'e-Belge entegratörü (bu makinede)',
      clientId: idOf(INTEGRATOR_CLIENT),
      everyMinutes: 5,
      settings: { ...eInvoice, provider: 'sozlesme', box: 'gelen' },
    },
  ];
  if (sftp !== null)
    wanted.push({
      kind: 'sftp',
      name: 'Bankanın SFTP sunucusu (bu makinede)',
      clientId: idOf(BANK_CLIENT),
      everyMinutes: 5,
      settings: { ...sftp, signIn: 'key', afterTaking: 'move' },
    });
  if (mailbox !== null)
    wanted.push({
      kind: 'mailbox',
      name: 'Belge kutusu (bu makinede)',
      clientId: null,
      everyMinutes: 5,
      settings: { ...mailbox, security: 'tls' },
    });
  return wanted;
}

/** Those that are there get today's addresses and keys; nothing comes twice. Answers their names. */
export async function connectDemoOffice(
  stage: DemoStage,
  running: RunningServices,
  watchRoot: string | undefined,
): Promise<string[]> {
  // One that was removed is not made again.
  if ((await listOfficesOfKind(stage.db, 'demo')).length === 0) return [];
  const office = await openDemoOffice(stage);
  if (watchRoot !== undefined) await mkdir(path.join(watchRoot, office.tenantId), { recursive: true });
  const { items } = await stage.api.call(office.owner, contract.listIntegrations);
  const connected: string[] = [];
  for (const wanted of wantedOf(office, running)) {
    if (wanted.kind === 'watched-folder' && watchRoot === undefined) continue;
    const known = items.find(({ kind, name }) => kind === wanted.kind && name === wanted.name);
    await connect(stage, office, wanted, known);
    connected.push(wanted.name);
  }
  await scheduleDemoReports(stage, office);
  return connected;
}

async function connect(
  stage: DemoStage,
  { owner }: OpenedOffice,
  { kind, ...body }: Wanted,
  known: IntegrationView | undefined,
): Promise<void> {
  const { api } = stage;
  const kept =
    known === undefined
      ? await api.call(owner, contract.createIntegration, { body: { kind, ...body } })
      : await api.call(owner, contract.changeIntegration, {
          params: { integrationId: known.id },
          body: { ...body, everyMinutes: known.everyMinutes, version: known.version },
        });
  const params = { integrationId: kept.id };
  // Paused by itself while the services were away: they are back. What a person paused stays so.
  if (kept.state === 'paused' && kept.fault === null) return;
  if (kept.state === 'paused') await api.call(owner, contract.resumeIntegration, { params });
  await api.call(owner, contract.syncNow, { params });
}

/** For the services that come up beside a running start; says what it did, and why it could not. */
export async function connectRunningDemo(
  env: NodeJS.ProcessEnv,
  running: RunningServices,
  report: (line: string) => void,
): Promise<void> {
  const { DATABASE_URL, STORAGE_DIR, ENCRYPTION_KEY, WATCH_ROOT, NODE_ENV } = env;
  if (NODE_ENV === 'production' || !DATABASE_URL || !STORAGE_DIR || !ENCRYPTION_KEY) return;
  const stage = await openStage({
    appUrl: DATABASE_URL,
    storageDir: STORAGE_DIR,
    env: { ENCRYPTION_KEY },
  });
  try {
    const names = await connectDemoOffice(stage, running, WATCH_ROOT);
    if (names.length > 0) report(`Demo ofisine bağlandı / connected to the demo office: ${names.join(', ')}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report(`Demo ofisine bağlanamadı / not connected to the demo office: ${why}`);
  } finally {
    await stage.close();
  }
}
