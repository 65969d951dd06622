/** The client company of one run: invented, filled, and put away at the end. */
import { randomUUID } from 'node:crypto';
import { clientsContract } from '@muhasebi/features/clients/contract.ts';
import { documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';
import { makeCompany, type Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { SmokeApi } from './smoke-api.ts';

const TITLE = 'Duman testi ';
/** A run ends within a minute; what is older was left by one that was killed. */
const LEFT_BEHIND_MS = 10 * 60_000;

/** A document that is being read is done within a moment. Milliseconds. */
const SETTLED_WITHIN_MS = 3_000;

export interface SmokeClient {
  readonly clientId: string;
  readonly party: Party;
}

/** Companies that exist nowhere; the tax number's check digit holds. */
export function inventCompany(): Party {
  return makeCompany(createPrng(randomUUID()), 'toptan');
}

export async function openClient(api: SmokeApi): Promise<SmokeClient> {
  const party = inventCompany();
  const body = { title: TITLE + new Date().toISOString(), taxId: party.taxId.value };
  const { id } = await api.ask('ledger', clientsContract.createClient, { body });
  return { clientId: id, party };
}

/** Rejects what is not posted and archives the company; posted vouchers stay for ever, reversed. */
export async function putAway(api: SmokeApi, clientId: string): Promise<void> {
  // What is being read just now (a reversed document is, again) cannot be rejected yet. Without a worker it stays.
  for (const end = performance.now() + SETTLED_WITHIN_MS; ; ) {
    if ((await rejectWaiting(api, clientId)) === 0 || performance.now() > end) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { version } = await api.ask('ledger', clientsContract.getClient, { params: { clientId } });
  await api.ask('ledger', clientsContract.updateClient, {
    params: { clientId },
    body: { version, archived: true },
  });
}

/** Returns how many documents wait all the same. */
async function rejectWaiting(api: SmokeApi, clientId: string): Promise<number> {
  const { items } = await api.ask('reading', documentIntakeContract.listDocuments, {
    params: { clientId },
    query: { state: 'PENDING,PROCESSING,READY,FAILED', limit: 500 },
  });
  let left = 0;
  for (const { id, state } of items) {
    const { status } = await api.send(documentIntakeContract.rejectDocument, {
      params: { documentId: id },
      body: { reason: 'Duman testi bitti' },
    });
    if (status !== 200 && state !== 'FAILED') left += 1;
  }
  return left;
}

/** Puts away what runs that were killed have left. Returns how many. */
export async function putAwayOld(api: SmokeApi): Promise<number> {
  const { items } = await api.ask('ledger', clientsContract.listClients, { query: { limit: 100 } });
  const old = items.filter(
    ({ title }) =>
      title.startsWith(TITLE) && Date.parse(title.slice(TITLE.length)) < Date.now() - LEFT_BEHIND_MS,
  );
  for (const { id } of old) await putAway(api, id);
  return old.length;
}
