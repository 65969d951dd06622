/** How most journeys open: a client company of an office, and documents that were dropped on its page and wait for review. */
import type { Party } from '@muhasebi/testkit/ubl-generator/party.ts';
import type { Page } from 'playwright-core';
import { expect, inject, vi } from 'vitest';
import { type DroppedFile, dropFiles, type Owner } from './browser.ts';

/** As long as a loaded machine may take to read what was dropped. */
const READ_LIMIT = { timeout: 120_000, interval: 200 };

export interface ListedDocument {
  readonly id: string;
  readonly state: string;
  readonly voucherId: string | null;
  readonly documentNo: string;
  readonly payable: string;
  readonly worstFinding: string | null;
}

export interface Listed {
  readonly counts: Partial<Record<string, number>>;
  readonly items: readonly ListedDocument[];
}

/** A client company as a journey sees it. */
export interface OpenedClient {
  readonly id: string;
  /** Where its pages begin. */
  readonly base: string;
  /** Its documents, as the API lists them to the owner; `query` is added to the question. */
  documents(query?: string): Promise<Listed>;
  /** Waits until so many of its documents are in the state. */
  settled(state: string, count: number): Promise<void>;
}

export async function openClient(owner: Owner, company: Party): Promise<OpenedClient> {
  const id = await owner.newClient(company);
  const documents: OpenedClient['documents'] = (query = '') =>
    owner.api('GET', `/clients/${id}/documents?limit=200${query}`) as Promise<Listed>;
  return {
    id,
    base: `${inject('installation').url}/mukellefler/${id}`,
    documents,
    settled: (state, count) =>
      vi.waitFor(async () => expect((await documents()).counts[state] ?? 0).toBe(count), READ_LIMIT),
  };
}

/** Drops files on the client's page of documents and waits until all of them can be reviewed; answers what waits there, the oldest first. */
export async function readyDocuments(
  page: Page,
  client: OpenedClient,
  files: readonly DroppedFile[],
): Promise<Listed['items']> {
  const { counts } = await client.documents();
  await page.goto(`${client.base}/belgeler`);
  const there =
    Object.keys(counts).length === 0
      ? page.getByText('Bu mükellefin henüz belgesi yok.')
      : page.getByRole('heading', { name: 'Belgeler' });
  await there.waitFor();
  await dropFiles(page, files);
  await client.settled('READY', (counts.READY ?? 0) + files.length);
  return (await client.documents('&order=oldest&state=READY')).items;
}
