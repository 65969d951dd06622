/** Makes the demo office, its people and its client companies; what is there already stays as it is. */
import { clientsContract } from '@muhasebi/features/clients/contract.ts';
import type { Trx } from '@muhasebi/features/feature.ts';
import { identityContract } from '@muhasebi/features/identity/contract.ts';
import { createOfficeWithOwner } from '@muhasebi/features/identity/create-office.ts';
import { hashPassword } from '@muhasebi/features/identity/password-hash.ts';
import { findUserByEmail, insertUser, type UserRow } from '@muhasebi/features/identity/users.queries.ts';
import { systemClock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import type { Actor } from '@muhasebi/platform/http/handler.ts';
import { DEMO_CLIENTS, type DemoClient } from './demo-clients.ts';
import { partyOfClient } from './demo-invoices.ts';
import { findDemoOffice } from './demo-office.queries.ts';
import { DEMO_OFFICE_NAME, type DemoAccount, demoAccount, demoSignIns } from './demo-sign-ins.ts';
import type { DemoStage } from './demo-stage.ts';
import { nobody } from './in-process-api.ts';

export interface OpenedOffice {
  readonly tenantId: string;
  /** ISO day on which the office was made: its invoices are dated back from it, also where the making is taken up again. */
  readonly today: string;
  readonly owner: Actor;
  readonly accountant: Actor;
  readonly staff: Actor;
  readonly clients: readonly { readonly client: DemoClient; readonly clientId: string }[];
}

/** The scope of the door: no office, at most a person. */
function atTheDoor<Result>(
  stage: DemoStage,
  userId: string | null,
  work: (trx: Trx) => Promise<Result>,
): Promise<Result> {
  const scope = { tenantId: null, userId, clientIds: null, requestId: 'demo', address: null };
  return inScope(stage.db, scope, work);
}

function findAccount(stage: DemoStage, account: DemoAccount): Promise<UserRow | null> {
  return atTheDoor(stage, null, (trx) => findUserByEmail(trx, account.email));
}

/** The administrator is made last: once there, the demo is complete. */
export async function isDemoComplete(stage: DemoStage): Promise<boolean> {
  return (await findAccount(stage, demoAccount('platform'))) !== null;
}

/** Ends the seeding. Operators are made outside of every office. */
export async function addPlatformAdministrator(stage: DemoStage): Promise<void> {
  const { email, name, password } = demoAccount('platform');
  const passwordHash = await hashPassword(password);
  await atTheDoor(stage, null, (trx) => insertUser(trx, { email, name, passwordHash, platformAdmin: true }));
}

async function ensureOwner(stage: DemoStage): Promise<{ ownerId: string; tenantId: string; today: string }> {
  const account = demoAccount('owner');
  const known = await findAccount(stage, account);
  const ownerId =
    known?.userId ??
    (
      await createOfficeWithOwner(
        { db: stage.db, clock: systemClock, publicUrl: 'http://localhost' },
        { officeName: DEMO_OFFICE_NAME, kind: 'demo', owner: account },
      )
    ).ownerId;
  const office = await atTheDoor(stage, ownerId, findDemoOffice);
  if (office === null) throw new Error(`${account.email} exists but owns no demo office`);
  const { tenantId, createdAt } = office;
  return { ownerId, tenantId, today: turkishDay({ now: () => createdAt }) };
}

function member(tenantId: string, userId: string, role: string): Actor {
  return { tenantId, userId, role, sessionId: null, clientIds: null };
}

async function ensureClients(stage: DemoStage, owner: Actor): Promise<OpenedOffice['clients']> {
  const { items } = await stage.api.call(owner, clientsContract.listClients, { query: { limit: 100 } });
  const known = new Map(items.map((item) => [item.taxId, item.id]));
  const opened: { client: DemoClient; clientId: string }[] = [];
  for (const client of DEMO_CLIENTS) {
    const party = partyOfClient(client);
    const clientId = known.get(party.taxId.value) ?? (await createClient(stage, owner, client));
    opened.push({ client, clientId });
  }
  return opened;
}

async function createClient(stage: DemoStage, owner: Actor, client: DemoClient): Promise<string> {
  const { taxId, taxOffice } = partyOfClient(client);
  const { title, naceCode, purchaseDefault } = client;
  const body = { title, taxId: taxId.value, taxOffice, naceCode, purchaseDefault };
  return (await stage.api.call(owner, clientsContract.createClient, { body })).id;
}

/** Invites whoever is not a member yet, and sets the passwords by the links of the mails. */
async function ensureMembers(
  stage: DemoStage,
  owner: Actor,
  clients: OpenedOffice['clients'],
): Promise<void> {
  const { items } = await stage.api.call(owner, identityContract.listMembers);
  const known = new Set(items.map((item) => item.email));
  const [first] = clients;
  const missing = demoSignIns.filter(({ role, email }) => role !== 'platform' && !known.has(email));
  for (const { role, email, name } of missing) {
    if (role === 'platform' || first === undefined) continue;
    const clientIds = role === 'client' ? [first.clientId] : [];
    await stage.api.call(owner, identityContract.addMember, { body: { email, name, role, clientIds } });
  }
  await stage.drain();
  for (const account of demoSignIns) if (account.role !== 'platform') await ensurePassword(stage, account);
}

async function ensurePassword(stage: DemoStage, account: DemoAccount): Promise<void> {
  const user = await findAccount(stage, account);
  if (user === null || user.passwordHash !== null) return;
  const { email, password } = account;
  if (stage.mails.tokenFor(email) === null) {
    // The invitation was sent by a seeding that was cut off.
    await stage.api.call(nobody, identityContract.forgotPassword, { body: { email } });
    await stage.drain();
  }
  const token = stage.mails.tokenFor(email);
  if (token === null) throw new Error(`no mail with a password link came for ${email}`);
  await stage.api.call(nobody, identityContract.resetPassword, { body: { token, newPassword: password } });
}

async function actorOf(stage: DemoStage, tenantId: string, role: 'accountant' | 'staff'): Promise<Actor> {
  const user = await findAccount(stage, demoAccount(role));
  if (user === null) throw new Error(`the demo office has no ${role}`);
  return member(tenantId, user.userId, role);
}

/** Owner and office in one transaction, then clients and members one by one; may be cut off and run again. */
export async function openDemoOffice(stage: DemoStage): Promise<OpenedOffice> {
  const { ownerId, tenantId, today } = await ensureOwner(stage);
  const owner = member(tenantId, ownerId, 'owner');
  const clients = await ensureClients(stage, owner);
  await ensureMembers(stage, owner, clients);
  return {
    tenantId,
    today,
    owner,
    accountant: await actorOf(stage, tenantId, 'accountant'),
    staff: await actorOf(stage, tenantId, 'staff'),
    clients,
  };
}
