/** How many rows a file takes, how many files are made at a time, and what the outside learns of it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, testClock } from './books.fixture.ts';
import { takePlace } from './export-places.ts';
import { exportList, MOST_ROWS } from './table-export.ts';

describe('a file of a list', () => {
  let books: BooksFixture;
  let scratchDir: string;
  beforeAll(async () => {
    books = await createBooks();
    scratchDir = await mkdtemp(path.join(tmpdir(), 'muhasebi-export-'));
  });
  afterAll(async () => {
    await books.close();
    await rm(scratchDir, { recursive: true });
  });

  const make = (count: number) =>
    exportList(
      { db: books.db, clock: testClock, scratchDir },
      { scope: books.scope, language: 'tr' },
      { format: 'pdf' },
      async () => ({
        title: { tr: 'Deneme', en: 'Trial' },
        clientId: null,
        facts: [],
        columns: [
          { id: 'n', header: { tr: 'No', en: 'No' }, kind: 'count', width: 8, cell: (n: number) => n },
        ],
        rows: (async function* () {
          yield Array.from({ length: count }, (_, n) => n);
        })(),
      }),
    );

  it('is refused with the limit in words where the format does not take so many rows, and nothing stays', async () => {
    await expect(make(MOST_ROWS.pdf + 1)).rejects.toMatchObject({
      code: 'EXPORT_TOO_MANY_ROWS',
      params: { limit: '10.000', format: 'PDF' },
    });
    expect(await readdir(scratchDir)).toEqual([]);
  });
  it('is named for what it shows, whose it is and the day', async () => {
    const file = await make(3);
    expect(file.fileName).toBe('Deneme - Deneme Ofisi - 2026-11-23.pdf');
    file.stream.destroy();
    await expect.poll(() => readdir(scratchDir)).toEqual([]);
  });
});

describe('places for making files', () => {
  it('are two; others wait in their order, and too many are refused', async () => {
    const places = [await takePlace(), await takePlace()];
    const order: number[] = [];
    const waiting = Array.from({ length: 6 }, (_, n) =>
      takePlace().then((place) => {
        order.push(n);
        place.leave();
      }),
    );
    await expect(takePlace()).rejects.toMatchObject({ code: 'EXPORT_BUSY' });
    expect(order).toEqual([]);
    places[0]?.leave();
    await Promise.all(waiting);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    places[1]?.leave();
  });
});
