/** A ZIP that is made while it is sent. */

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textsOf } from './zip-in-memory.fixture.ts';
import { type ZipMember, zipStream } from './zip-stream.ts';

const AT = new Date('2026-11-27T10:00:00Z');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Members as a store gives them, counting those opened and those closed. */
function source(count: number, size: number) {
  const seen = { opened: 0, closed: 0, ended: false };
  async function* members(): AsyncGenerator<ZipMember> {
    try {
      for (let n = 0; n < count; n++) {
        const content = Readable.from(repeated(size, n));
        seen.opened += 1;
        content.once('close', () => {
          seen.closed += 1;
        });
        yield { name: `klasör/${n} ışık.xml`, modifiedAt: AT, content };
      }
    } finally {
      seen.ended = true;
    }
  }
  return { members: members(), seen };
}

function* repeated(size: number, n: number): Generator<Buffer> {
  for (let sent = 0; sent < size; sent += 65_536) {
    // Noise does not shrink, so that the reader's pace is felt at the source.
    yield Buffer.from(
      Array.from({ length: 65_536 }, (_, at) => (at * 7_919 + sent * 31 + n * 17 + ((at * at) >> 3)) & 255),
    );
  }
}

describe('a ZIP that is made while it is sent', () => {
  it('holds every member under its name, streams and bytes alike', async () => {
    async function* members(): AsyncGenerator<ZipMember> {
      yield { name: 'a/bir.xml', modifiedAt: AT, content: Readable.from([Buffer.from('<a/>')]) };
      yield { name: 'boş.xml', modifiedAt: AT, content: Readable.from([]) };
      yield { name: 'liste.csv', modifiedAt: AT, content: Buffer.from('bir;iki') };
    }
    expect(await textsOf(await buffer(zipStream(members())))).toEqual({
      'a/bir.xml': '<a/>',
      'boş.xml': '',
      'liste.csv': 'bir;iki',
    });
  });

  it('of nothing is a ZIP with nothing in it', async () => {
    async function* none(): AsyncGenerator<ZipMember> {}
    expect(await textsOf(await buffer(zipStream(none())))).toEqual({});
  });

  it('opens one member at a time', async () => {
    const { members, seen } = source(20, 65_536);
    let most = 0;
    const zip = zipStream(members);
    zip.on('data', () => {
      most = Math.max(most, seen.opened - seen.closed);
    });
    await pipeline(zip, createWriteStream(path.join(folder, 'bir.zip')));
    expect(seen).toEqual({ opened: 20, closed: 20, ended: true });
    expect(most).toBeLessThanOrEqual(2);
  });

  it('waits for a slow reader, and leaves nothing open when the reader leaves', async () => {
    const { members, seen } = source(500, 4 * 65_536);
    const zip = zipStream(members);
    zip.once('readable', () => zip.read(1));
    await expect.poll(() => seen.opened, { timeout: 20_000 }).toBeGreaterThan(0);
    const before = seen.opened;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen.opened).toBeLessThan(before + 100);
    zip.destroy();
    await expect.poll(() => seen, { timeout: 20_000 }).toMatchObject({ ended: true, closed: seen.opened });
    expect(seen.opened).toBeLessThan(500);
  });

  it('is broken off where a member fails, instead of ending as if it were whole', async () => {
    const failing = new Readable({
      read() {
        this.destroy(new Error('the disk is gone'));
      },
    });
    async function* members(): AsyncGenerator<ZipMember> {
      yield { name: 'iyi.xml', modifiedAt: AT, content: Readable.from([Buffer.from('x')]) };
      yield { name: 'bozuk.xml', modifiedAt: AT, content: failing };
      yield { name: 'sonra.xml', modifiedAt: AT, content: Readable.from([Buffer.from('y')]) };
    }
    await expect(buffer(zipStream(members()))).rejects.toThrow('the disk is gone');
  });

  it('is broken off where its source fails', async () => {
    async function* members(): AsyncGenerator<ZipMember> {
      yield { name: 'iyi.xml', modifiedAt: AT, content: Buffer.from('x') };
      throw new Error('the database is gone');
    }
    await expect(buffer(zipStream(members()))).rejects.toThrow('the database is gone');
  });
});
