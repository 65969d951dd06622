/** Rules of work in a process of its own: it answers, refuses, dies or is ended, and nothing of it reaches who asked. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Order } from './ask-apart.process.fixture.ts';
import { ApartFailed, askApart } from './ask-apart.ts';

const SCRIPT = path.join(import.meta.dirname, 'ask-apart.process.fixture.ts');

const ask = (order: Order, bounds = { timeMs: 30_000, memoryMb: 64 }) =>
  askApart<unknown>(SCRIPT, order, bounds);

describe('a process of its own', () => {
  it('answers with whatever is plain data: bytes, maps, big numbers, nothing', async () => {
    const what = { bytes: new Uint8Array([1, 2]), map: new Map([['a', 1n]]), none: undefined, text: 'ğ' };
    expect(await ask({ do: 'say', what })).toEqual(what);
    expect(await ask({ do: 'say', what: null })).toBeNull();
  });

  it('hands on what is thrown in it', async () => {
    await expect(ask({ do: 'throw', text: 'olmadı' })).rejects.toThrow(new TypeError('olmadı'));
  });

  it('that takes too long, too much memory, or ends without a word is told as failed', async () => {
    const slow = ask({ do: 'turn for ever' }, { timeMs: 1_500, memoryMb: 64 });
    await expect(slow).rejects.toThrow(new ApartFailed('no answer within 1500 ms'));
    await expect(ask({ do: 'fill the memory' })).rejects.toThrow(ApartFailed);
    await expect(ask({ do: 'end' })).rejects.toThrow(new ApartFailed('the process ended (3)'));
    expect(await ask({ do: 'say', what: 'still here' })).toBe('still here');
  });

  it('knows nothing of our environment and settings, and reads and writes no file but the code', async () => {
    expect(await ask({ do: 'environment' })).not.toContain('PATH');
    await expect(ask({ do: 'read', path: '/etc/hostname' })).rejects.toThrow(/restricted/);
    await expect(ask({ do: 'write', path: path.join(tmpdir(), 'yazmaz') })).rejects.toThrow(/restricted/);
  });

  it('is one at a time: each in its turn', async () => {
    const told: string[] = [];
    const first = ask({ do: 'turn for ever' }, { timeMs: 1_500, memoryMb: 64 }).catch(() =>
      told.push('first'),
    );
    const second = ask({ do: 'say', what: 'second' }).then(() => told.push('second'));
    await Promise.all([first, second]);
    expect(told).toEqual(['first', 'second']);
  });
});
