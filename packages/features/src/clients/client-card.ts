/** Shows and changes the card of a client company; a section is saved as a whole against what was seen of it. */
import { createHash } from 'node:crypto';
import { firstOverlap } from '@muhasebi/accounting/donem/valid-on.ts';
import { writtenIban } from '@muhasebi/accounting/vkn/iban.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import {
  insertStatuses,
  listBankAccounts,
  listContacts,
  listStatuses,
  missingAccounts,
  type OfClient,
  removeBankAccounts,
  removeContacts,
  removeStatuses,
  saveBankAccount,
  saveContact,
} from './card.queries.ts';
import { lockClient } from './clients.queries.ts';
import {
  clientErrors,
  type clientsContract,
  STATUS_KINDS,
  STATUS_VALUES,
  type StatusKind,
} from './contract.ts';
import type { ClientsContext } from './open-client.ts';
import { showClient } from './present-client.ts';

type Contract = typeof clientsContract;
type Db = Pick<ClientsContext, 'db'>;
type StatusInput = RouteInput<Contract['putStatuses']>['body']['rows'][number];

/** Throws CLIENT_NOT_FOUND. */
export function showCard(
  { db }: Db,
  scope: Scope,
  clientId: string,
): Promise<RouteResult<Contract['showCard']>> {
  const of = { tenantId: tenantOf(scope), clientId };
  return inScope(db, scope, async (trx) => ({
    client: await showClient(trx, of.tenantId, clientId),
    statuses: await statusSections(trx, of),
    contacts: sectionOf(await listContacts(trx, of)),
    bankAccounts: sectionOf(await listBankAccounts(trx, of)),
  }));
}

/** Throws CLIENT_NOT_FOUND, CARD_CHANGED, STATUS_VALUE_UNKNOWN, STATUS_BACKWARDS, STATUS_OVERLAP. */
export function putStatuses(
  { db }: Db,
  scope: Scope,
  { params, body }: RouteInput<Contract['putStatuses']>,
): Promise<RouteResult<Contract['putStatuses']>> {
  const { clientId, kind } = params;
  refuseImpossible(kind, body.rows);
  const of = { tenantId: tenantOf(scope), clientId };
  return inScope(db, scope, async (trx) => {
    const before = await seenSection(trx, of, body.etag, async () => {
      const all = await listStatuses(trx, of);
      return all.filter((row) => row.kind === kind).map(({ kind: _kind, ...row }) => row);
    });
    // Rows that change give way first: moved days would otherwise meet each other on the way.
    const kept = before.filter((row) => body.rows.some((wanted) => isSame({ ...wanted, id: row.id }, row)));
    const rest = body.rows.filter((wanted) => !kept.some((row) => isSame({ ...wanted, id: row.id }, row)));
    const known = new Set(before.map((row) => row.id));
    await removeStatuses(
      trx,
      of,
      before.filter((row) => !kept.includes(row)).map((row) => row.id),
    );
    const free = rest.map((row) => ({
      ...row,
      id: row.id !== undefined && known.has(row.id) ? row.id : undefined,
    }));
    await insertStatuses(trx, of, kind, free);
    const sections = await statusSections(trx, of);
    return sections.find((section) => section.kind === kind) ?? { kind, ...sectionOf([]) };
  });
}

/** Throws CLIENT_NOT_FOUND, CARD_CHANGED. */
export function putContacts(
  { db }: Db,
  scope: Scope,
  { params, body }: RouteInput<Contract['putContacts']>,
): Promise<RouteResult<Contract['putContacts']>> {
  const of = { tenantId: tenantOf(scope), clientId: params.clientId };
  return inScope(db, scope, async (trx) => {
    const before = await seenSection(trx, of, body.etag, () => listContacts(trx, of));
    const known = new Set(before.map(({ id }) => id));
    const wanted = new Set(body.rows.map(({ id }) => id));
    await removeContacts(
      trx,
      of,
      [...known].filter((id) => !wanted.has(id)),
    );
    for (const [index, row] of body.rows.entries()) {
      const id = row.id !== undefined && known.has(row.id) ? row.id : undefined;
      await saveContact(trx, of, { ...row, id }, index + 1);
    }
    return sectionOf(await listContacts(trx, of));
  });
}

/** Throws CLIENT_NOT_FOUND, CARD_CHANGED, IBAN_TWICE, BANK_ACCOUNT_NOT_IN_CHART. */
export function putBankAccounts(
  { db }: Db,
  scope: Scope,
  { params, body }: RouteInput<Contract['putBankAccounts']>,
): Promise<RouteResult<Contract['putBankAccounts']>> {
  const of = { tenantId: tenantOf(scope), clientId: params.clientId };
  const ibans = body.rows.map(({ iban }) => iban);
  const twice = ibans.find((iban, index) => ibans.indexOf(iban) !== index);
  if (twice !== undefined) throw clientErrors.IBAN_TWICE({ iban: writtenIban(twice) });
  return inScope(db, scope, async (trx) => {
    const before = await seenSection(trx, of, body.etag, () => listBankAccounts(trx, of));
    const codes = body.rows.map(({ accountCode }) => accountCode).filter((code) => code !== null);
    const [missing] = await missingAccounts(trx, of, codes);
    if (missing !== undefined) throw clientErrors.BANK_ACCOUNT_NOT_IN_CHART({ code: missing });
    const known = new Map(before.map((row) => [row.id, row.iban]));
    const wanted = new Map(body.rows.map((row) => [row.id, row.iban]));
    // A row with another IBAN gives way first: two that change places would otherwise meet.
    await removeBankAccounts(
      trx,
      of,
      [...known.keys()].filter((id) => wanted.get(id) !== known.get(id)),
    );
    for (const [index, row] of body.rows.entries()) {
      const id = row.id !== undefined && known.has(row.id) ? row.id : undefined;
      await saveBankAccount(trx, of, { ...row, id }, index + 1);
    }
    return sectionOf(await listBankAccounts(trx, of));
  });
}

/** Locks the client, so that two who save come one after the other, and refuses where the section is not what was seen. */
async function seenSection<Row extends object>(
  trx: Trx,
  { tenantId, clientId }: OfClient,
  etag: string,
  load: () => Promise<Row[]>,
): Promise<Row[]> {
  if ((await lockClient(trx, tenantId, clientId)) === null) throw clientErrors.CLIENT_NOT_FOUND();
  const rows = await load();
  if (sectionOf(rows).etag !== etag) throw clientErrors.CARD_CHANGED();
  return rows;
}

async function statusSections(trx: Trx, of: OfClient) {
  const all = await listStatuses(trx, of);
  return STATUS_KINDS.map((kind) => {
    const rows = all.filter((row) => row.kind === kind).map(({ kind: _kind, ...row }) => row);
    return { kind, ...sectionOf(rows) };
  });
}

function sectionOf<Row extends object>(rows: Row[]): { etag: string; rows: Row[] } {
  const etag = createHash('sha256').update(JSON.stringify(rows)).digest('base64url').slice(0, 22);
  return { etag, rows };
}

function refuseImpossible(kind: StatusKind, rows: readonly StatusInput[]): void {
  const values: readonly string[] = STATUS_VALUES[kind];
  const unknown = rows.find(({ value }) => !values.includes(value));
  if (unknown !== undefined) throw clientErrors.STATUS_VALUE_UNKNOWN({ value: unknown.value });
  const backwards = rows.find(({ validFrom, validTo }) => validTo !== null && validTo < validFrom);
  if (backwards !== undefined) throw clientErrors.STATUS_BACKWARDS({ from: backwards.validFrom });
  const overlap = firstOverlap(rows);
  if (overlap !== null)
    throw clientErrors.STATUS_OVERLAP({ from: overlap[0].validFrom, other: overlap[1].validFrom });
}

function isSame(a: StatusInput & { id: string }, b: StatusInput & { id: string }): boolean {
  return a.value === b.value && a.validFrom === b.validFrom && a.validTo === b.validTo;
}
