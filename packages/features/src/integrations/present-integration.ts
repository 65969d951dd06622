/** Rows of integrations, runs and items as the contract shows them; nothing secret leaves. */
import type { SyncConnector } from './connector.ts';
import type { IntegrationKind, IntegrationView, ItemView, RunView } from './contract.ts';
import type { IntegrationRow } from './integrations.queries.ts';
import type { ItemRow } from './items.queries.ts';
import type { RunRow } from './runs.queries.ts';
import { openSecrets } from './sealed-settings.ts';
import type { SyncContext } from './sync-context.ts';

const when = (date: Date | null) => date?.toISOString() ?? null;

export function presentKind({
  kind,
  title,
  summary,
  about,
  everyMinutes,
  fields,
}: SyncConnector): IntegrationKind {
  return {
    kind,
    title,
    summary,
    about,
    everyMinutes,
    fields: fields.map((field) => ({
      ...field,
      help: field.help ?? null,
      choices: [...(field.choices ?? [])],
      fallback: field.fallback ?? null,
    })),
  };
}

export function presentRun(row: RunRow): RunView {
  const { runId, integrationId, state, askedByName, done, total, items, documents, statements } = row;
  const { trayed, refused, known, fault } = row;
  return {
    id: runId,
    integrationId,
    state,
    askedByName,
    done,
    total,
    items,
    documents,
    statements,
    trayed,
    refused,
    known,
    fault,
    isStopping: row.stopAskedAt !== null && row.endedAt === null,
    createdAt: row.createdAt.toISOString(),
    startedAt: when(row.startedAt),
    endedAt: when(row.endedAt),
    undoneAt: when(row.undoneAt),
  };
}

export function presentIntegration(
  context: Pick<SyncContext, 'encryptionKey'>,
  tenantId: string,
  row: IntegrationRow,
  lastRun: RunRow | null,
): IntegrationView {
  const { integrationId, kind, name, clientId, clientTitle, settings, secrets } = row;
  const { everyMinutes, state, fault, failuresInARow, version } = row;
  return {
    id: integrationId,
    kind,
    name,
    client: clientId === null ? null : { id: clientId, title: clientTitle ?? '' },
    settings: { ...settings },
    secretsSet: namesOfSecrets(context.encryptionKey, tenantId, integrationId, secrets),
    everyMinutes,
    state: state === 'active' ? 'active' : 'paused',
    fault,
    failuresInARow,
    nextDueAt: when(row.nextDueAt),
    version,
    lastRun: lastRun === null ? null : presentRun(lastRun),
  };
}

function namesOfSecrets(
  key: Buffer,
  tenantId: string,
  integrationId: string,
  secrets: Buffer | null,
): string[] {
  try {
    return Object.keys(openSecrets(key, { tenantId, integrationId }, secrets));
  } catch {
    // Sealed by another key: none of them can be used, and the run says so.
    return [];
  }
}

export function presentItem(row: ItemRow): ItemView {
  const { itemId, integrationId, integrationName, runId, clientId, clientTitle, fileName, sender, subject } =
    row;
  const { sha256, sizeBytes, state, documentId, documentState, wasKnown, reason } = row;
  return {
    id: itemId,
    integrationId,
    integrationName,
    runId,
    client: clientId === null ? null : { id: clientId, title: clientTitle ?? '' },
    fileName,
    sender,
    subject,
    receivedAt: when(row.receivedAt),
    sizeBytes: sizeBytes === null ? null : Number(sizeBytes),
    hasFile: sha256 !== null,
    state,
    documentId,
    documentState,
    wasKnown,
    reason,
    createdAt: row.createdAt.toISOString(),
  };
}
