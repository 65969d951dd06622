/** Many clients of the API post the same vouchers while their documents are read again: one number each, no gap. */
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Answer } from './owner.ts';

const DOCUMENTS = 200;
const POSTERS = 8;
/** As many at once as the API lets in. */
const REREADERS = 50;
/** Refusals that tell the truth about two people at the same document. */
const FAIR = new Set(['DOCUMENT_STATE_REFUSES', 'STALE_VERSION', 'VOUCHER_NOT_FOUND']);

let database: TestDatabase;
let place: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
  place.worker.start();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

interface Posted {
  readonly results: readonly {
    readonly id: string;
    readonly status: string;
    readonly error: { readonly code: string } | null;
  }[];
}

/** Codes of refusals in answers to posting, each once. */
function refusalsIn(answers: readonly Answer[]): string[] {
  const codes = answers.flatMap(({ body }) => (body as Posted).results.map(({ error }) => error?.code ?? ''));
  return [...new Set(codes)].filter((code) => code !== '').toSorted();
}

test('eight at once post the same vouchers while documents are read again: no deadlock is seen, numbers have no gap', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  await owner.uploaded(clientId, purchases('posting-at-once', DOCUMENTS));
  await until(() => owner.isAllRead(clientId), 30_000);
  const documents = await owner.documents(clientId);
  const vouchers = documents.map(({ voucherId }) => ({ id: voucherId ?? '' }));

  const posting = Array.from({ length: POSTERS }, (_, poster) => {
    // Everyone begins at another place and goes another way.
    const turned = [...vouchers.slice(poster * 25), ...vouchers.slice(0, poster * 25)];
    const order = poster % 2 === 0 ? turned : turned.toReversed();
    return owner.ask('POST', '/vouchers/post', { vouchers: order });
  });
  const reread: Answer[] = [];
  const rereading = Array.from({ length: REREADERS }, async (_, reader) => {
    for (const { id } of documents.filter((_document, index) => index % REREADERS === reader)) {
      reread.push(await owner.ask('POST', `/documents/${id}/retry`));
    }
  });
  const posted = await Promise.all(posting);
  await Promise.all(rereading);
  expect([...new Set(posted.map(({ status }) => status))]).toEqual([200]);
  expect(refusalsIn(posted).filter((code) => !FAIR.has(code))).toEqual([]);
  const refused = reread.filter(({ status }) => status !== 200);
  const codes = refused.map(({ status, body }) => `${status} ${(body as { code: string }).code}`);
  expect([...new Set(codes)].filter((code) => code !== '409 DOCUMENT_STATE_REFUSES')).toEqual([]);

  await until(() => owner.isAllRead(clientId), 30_000);
  const drafts = (await owner.documents(clientId)).filter(({ state }) => state === 'READY');
  if (drafts.length > 0) {
    const rest = drafts.map(({ voucherId }) => ({ id: voucherId ?? '' }));
    expect(refusalsIn([await owner.ask('POST', '/vouchers/post', { vouchers: rest })])).toEqual([]);
  }
  const books = await owner.vouchers(clientId);
  const numbers = books.map(({ fisNo }) => fisNo ?? 0).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: DOCUMENTS }, (_, index) => index + 1));
  expect(await owner.counts(clientId)).toEqual({ POSTED: DOCUMENTS });
});
