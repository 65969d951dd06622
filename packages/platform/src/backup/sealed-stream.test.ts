/** What is sealed comes back byte for byte under its key, and under nothing else. */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealBroken, seal, unseal } from './sealed-stream.ts';

const key = randomBytes(32);
/** Plain bytes of a chunk, and what sealing adds to it. */
const [CHUNK, TAG, HEAD] = [64 * 1024, 16, 24];
const through = (parts: readonly Buffer[], stream: ReturnType<typeof seal>) =>
  buffer(Readable.from(parts).pipe(stream));
const sealed = (plain: Buffer) => through([plain], seal(key));
const opened = (bytes: Buffer, under = key) => through([bytes], unseal(under));

describe('a sealed stream', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])(
    'of %i bytes comes back as it was',
    async (length) => {
      const plain = randomBytes(length);
      expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
    },
  );

  it('comes back as it was however it is cut on its way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 70_000 }),
        async (lengths, step) => {
          const parts = lengths.map((length) => randomBytes(length));
          const bytes = await through(parts, seal(key));
          const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, n) =>
            bytes.subarray(n * step, (n + 1) * step),
          );
          expect((await through(pieces, unseal(key))).equals(Buffer.concat(parts))).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is never the same twice', async () => {
    const plain = Buffer.alloc(100);
    expect((await sealed(plain)).equals(await sealed(plain))).toBe(false);
  });

  it('does not open under another key', async () => {
    await expect(opened(await sealed(randomBytes(10)), randomBytes(32))).rejects.toThrow(SealBroken);
  });

  it('does not open when a byte is changed, wherever it stands', async () => {
    const bytes = await sealed(randomBytes(2 * CHUNK));
    for (const place of [0, 10, HEAD, HEAD + CHUNK + TAG, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await expect(opened(changed), `byte ${place}`).rejects.toThrow(SealBroken);
    }
  });

  it('does not open when it was cut, at the border of a chunk neither', async () => {
    const bytes = await sealed(randomBytes(2 * CHUNK + 5));
    for (const length of [0, 5, HEAD, HEAD + CHUNK + TAG, HEAD + 2 * (CHUNK + TAG), bytes.length - 1])
      await expect(opened(bytes.subarray(0, length)), `${length} bytes`).rejects.toThrow(SealBroken);
  });

  it('does not open when two chunks change places', async () => {
    const bytes = await sealed(randomBytes(2 * CHUNK + 5));
    const [one, two] = [HEAD, HEAD + CHUNK + TAG];
    const turned = Buffer.concat([
      bytes.subarray(0, one),
      bytes.subarray(two, two + CHUNK + TAG),
      bytes.subarray(one, two),
      bytes.subarray(two + CHUNK + TAG),
    ]);
    await expect(opened(turned)).rejects.toThrow(SealBroken);
  });
});
