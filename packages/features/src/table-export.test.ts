/** How many rows a file takes, how many files are made at a time, and what the outside learns of it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TableFormat } from '@muhasebi/connectors/table-file/table-file.ts';
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
    await expect.poll(() => readdir(scratchDir)).toEqual([]);
  });
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
});
