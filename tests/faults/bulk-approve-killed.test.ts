/** A bulk approve goes on where it stood, whatever is killed meanwhile: each document is posted once. */
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';

const DOCUMENTS = 300;
const KILLS = 2;
/** A machine with other work is given its time. Milliseconds. */
const LIMIT_MS = 240_000;

interface Act {
  readonly id: string;
  readonly state: string;
  readonly counts: {
    readonly total: number;
    readonly waiting: number;
    readonly done: number;
    readonly refused: number;
    readonly undone: number;
  };
}

let database: TestDatabase;
let place: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

test(
  'a bulk approve is finished once, with numbers in a row, though the worker is killed again and again and the server restarts',
  async () => {
    const owner = await place.newOwner();
    const clientId = await owner.newClient(buyer);
    place.worker.start();
    await owner.uploaded(clientId, purchases('bulk-approve-killed', DOCUMENTS));
    await until(() => owner.isAllRead(clientId), LIMIT_MS);
    const waiting = (await owner.documents(clientId)).filter(({ voucherId }) => voucherId !== null).length;

    const asked = await owner.ask('POST', '/work-acts', {
      kind: 'approve',
      selection: { clientId, clean: true },
    });
    expect(asked.status).toBe(202);
    const { id, counts } = asked.body as Act;
    expect(counts.total).toBeGreaterThan(DOCUMENTS / 2);
    expect(counts.total).toBeLessThanOrEqual(waiting);
    const act = () => owner.get<Act>(`/work-acts/${id}`);

    let cutShort = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const before = (await act()).counts.done;
      await until(
        async () => (await act()).counts.done > before || (await act()).state === 'done',
        LIMIT_MS,
        5,
      );
      await place.worker.kill();
      if ((await act()).counts.waiting > 0) cutShort++;
      if (kill === 0) {
        await place.api.kill();
        await place.startApi();
      }
      place.worker.start();
    }
    expect(cutShort, 'kills that left the act half done').toBeGreaterThanOrEqual(1);

    await until(async () => (await act()).state === 'done', LIMIT_MS);
    const { counts: after } = await act();
    expect(after).toEqual({ ...counts, waiting: 0, done: counts.total });
    const numbers = (await owner.vouchers(clientId)).flatMap(({ fisNo }) => fisNo ?? []);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: counts.total }, (_, n) => n + 1));
    expect((await owner.counts(clientId)).POSTED).toBe(counts.total);
  },
  LIMIT_MS,
);
