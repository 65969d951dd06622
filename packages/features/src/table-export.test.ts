/** How many rows a file takes, how many files are made at a time, and what the outside learns of it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TableFormat } from '@muhasebi/connectors/table-file/table-file.ts';
import { readInGroups } from '@muhasebi/platform/db/read-in-groups.ts';
import { sql } from 'kysely';
import { extractText } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BooksFixture, createBooks, exportDepsOf } from './books.fixture.ts';
import { takePlace } from './export-places.ts';
import { officeSettingsContract } from './office-settings/contract.ts';
import { createOfficeSettingsFeature } from './office-settings/feature.ts';
import { createCaller } from './route-caller.fixture.ts';
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

  const make = (count: number, scope = books.scope, format: TableFormat = 'pdf') =>
    exportList(exportDepsOf(books.db, scratchDir), { scope, language: 'tr' }, { format }, async () => ({
      title: { tr: 'Deneme', en: 'Trial' },
      clientId: null,
      facts: [],
      columns: [{ id: 'n', header: { tr: 'No', en: 'No' }, kind: 'count', width: 8, cell: (n: number) => n }],
      rows: (async function* () {
        yield Array.from({ length: count }, (_, n) => n);
      })(),
    }));

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
    expect(await readdir(scratchDir)).toEqual([]);
  });

  /** A book of groups that come one by one, each when it is let. */
  const open = async (steps: AsyncGenerator<readonly number[]>, format: TableFormat = 'csv') => {
    const file = await exportList<number>(
      exportDepsOf(books.db, scratchDir),
      { scope: books.scope, language: 'tr' },
      { format },
      async () => {
        return {
          title: { tr: 'Defter', en: 'Book' },
          clientId: null,
          facts: [],
          columns: [{ id: 'n', header: { tr: 'No', en: 'No' }, kind: 'count', width: 8, cell: (n) => n }],
          rows: steps,
          book: { mostRows: 100, rowCount: 4 },
        };
      },
    );
    return file;
  };
  const busy = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(books.db);
    return rows[0]?.n ?? 0;
  };

  it.each(['csv', 'xlsx', 'pdf'] as const)(
    'of a book breaks off where its rows fail in the middle, never ending as a whole %s does',
    async (format) => {
      const file = await open(
        (async function* () {
          yield [1, 2];
          await new Promise((resolve) => setTimeout(resolve, 20));
          throw new Error('the database went away');
        })(),
        format,
      );
      expect(file.sizeBytes).toBeNull();
      await expect(buffer(file.stream)).rejects.toThrow('the database went away');
      await expect.poll(busy).toBe(0);
    },
  );
  it('of a book comes while its later rows are still being read', async () => {
    const more = Promise.withResolvers<void>();
    const file = await open(
      (async function* () {
        yield [1, 2];
        await more.promise;
        yield [3, 4];
      })(),
    );
    const first = await new Promise<Buffer>((resolve) => file.stream.once('data', resolve));
    expect(first.toString()).toContain('No');
    more.resolve();
    expect((await buffer(file.stream)).toString()).toContain('4');
  });
  it('of a book is not begun where it has more rows than the format takes', async () => {
    const refused = exportList(
      exportDepsOf(books.db, scratchDir),
      { scope: books.scope, language: 'tr' },
      { format: 'pdf' },
      async () => ({
        title: { tr: 'Defter', en: 'Book' },
        clientId: null,
        facts: [],
        columns: [],
        // biome-ignore lint/correctness/useYield: nobody may ask for a row
        rows: (async function* () {
          throw new Error('read');
        })(),
        book: { mostRows: 20_000, rowCount: 20_001 },
      }),
    );
    await expect(refused).rejects.toMatchObject({
      code: 'EXPORT_TOO_MANY_ROWS',
      params: { limit: '20.000' },
    });
  });
  it.each(['whoever reads it', 'the connection it was asked on'] as const)(
    'is made no further once %s is gone: what the database is at ends, and the place is free',
    async (who) => {
      const asleep = sql<number>`select n from (values (1), (2)) v (n), lateral (
        select pg_sleep(case n when 1 then 0 else 600 end)) s`;
      const scope = books.scope;
      const closed = new AbortController();
      const made = exportList<number>(
        exportDepsOf(books.db, scratchDir),
        { scope, language: 'tr', closed: closed.signal },
        { format: 'csv' },
        async (trx) => ({
          title: { tr: 'Defter', en: 'Book' },
          clientId: null,
          facts: [],
          columns: [{ id: 'n', header: { tr: 'No', en: 'No' }, kind: 'count', width: 8, cell: (n) => n }],
          rows: (async function* () {
            if (who === 'whoever reads it') yield [1];
            yield* readInGroups(trx, asleep);
          })(),
          book: { mostRows: 100, rowCount: 2 },
        }),
      );
      if (who === 'whoever reads it') {
        const { stream } = await made;
        await expect.poll(busy).toBe(1);
        stream.destroy();
      } else {
        await expect.poll(busy).toBe(1);
        closed.abort();
        await expect(made).rejects.toMatchObject({ code: 'EXPORT_LEFT' });
      }
      await expect.poll(busy).toBe(0);
      expect(await readdir(scratchDir)).toEqual([]);
      const places = [await takePlace(), await takePlace()];
      for (const place of places) place.leave();
    },
  );

  it('carries the letterhead of its office and names it once on paper; a client user’s, too', async () => {
    const scope = await books.openOffice();
    const { routes } = createOfficeSettingsFeature({ db: books.db }).feature;
    const change = { version: 0, address: 'Bağdat Cad. 1', signerName: 'Ayşe Yılmaz' };
    await createCaller(routes, scope)(officeSettingsContract.changeSettings, { body: change });
    for (const reader of [scope, { ...scope, clientIds: [] }]) {
      const pdf = await buffer((await make(1, reader)).stream);
      const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
      expect(text).toMatch(/^Deneme Ofisi\s+Bağdat Cad\. 1\s+Ayşe Yılmaz\s+Deneme\s+23\.11\.2026/);
      expect(text.match(/Deneme Ofisi/g)).toHaveLength(1);
    }
    const csv = (await buffer((await make(1, scope, 'csv')).stream)).toString();
    expect(csv).not.toContain('Bağdat');
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
  it('are not kept for one who did not wait', async () => {
    const places = [await takePlace(), await takePlace()];
    const gone = new AbortController();
    const waiting = takePlace(gone.signal);
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'EXPORT_LEFT' });
    for (const place of places) place.leave();
    (await takePlace()).leave();
  });
});
