/** A connector for tests of the frame: a far side of letters in an order, cut off where a test says so. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type SyncConnector, SyncFault } from './connector.ts';

interface Letter {
  readonly key: string;
  readonly from?: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** A far side of letters in an order; it is cut off where a test says so. */
export const farSide: { letters: Letter[]; fault: SyncFault | null; cut: (step: string) => void } = {
  letters: [],
  fault: null,
  cut: () => {},
};

export const letters: SyncConnector<{ word: string; secret: string }, { at: number }> = {
  kind: 'letters',
  title: { tr: 'Mektuplar', en: 'Letters' },
  summary: { tr: 'Mektuplar', en: 'Letters' },
  about: 'either',
  fields: [
    { name: 'word', label: { tr: 'Söz', en: 'Word' }, kind: 'text', required: true },
    { name: 'server', label: { tr: 'Sunucu', en: 'Server' }, kind: 'text', required: false, isAddress: true },
    { name: 'secret', label: { tr: 'Parola', en: 'Password' }, kind: 'secret', required: true },
  ],
  settings: z.object({ word: z.string().min(1), secret: z.string().min(1) }),
  cursor: z.object({ at: z.number() }),
  everyMinutes: 15,
  async test({ word, secret }) {
    if (secret !== 'açıl susam') throw refused();
    return { found: { tr: `${farSide.letters.length} mektup`, en: 'letters' }, keep: { word: `${word}!` } };
  },
  async pull(run) {
    farSide.cut('begun');
    if (farSide.fault !== null) throw farSide.fault;
    for (let at = run.cursor?.at ?? 0; at < farSide.letters.length; at++) {
      const letter = farSide.letters[at];
      if (letter === undefined) break;
      const isNew = (await run.unseen([letter.key])).has(letter.key);
      farSide.cut('asked');
      if (isNew) {
        const files = [];
        for (const [name, content] of Object.entries(letter.files))
          files.push(await run.receive(name, Readable.from([Buffer.from(content)]), 1_000_000));
        farSide.cut('received');
        const hints = letter.from === undefined ? {} : { emails: [letter.from] };
        const told = { name: letter.key, from: letter.from ?? null, subject: 'Fatura', receivedAt: null };
        // Killed inside the transaction, at its very end.
        await run.take({ key: letter.key, ...told, files, hints }, { at: at + 1 }, async () =>
          farSide.cut('within'),
        );
        farSide.cut('taken');
      } else await run.moveCursor({ at: at + 1 });
      await run.progress(at + 1, farSide.letters.length);
      farSide.cut('told');
    }
    await run.tell({ tr: 'Hepsi alındı.', en: 'All taken.' });
    farSide.cut('ended');
  },
};

export function refused(): SyncFault {
  return new SyncFault(
    'refused',
    { tr: 'Parola kabul edilmedi.', en: 'The password was not accepted.' },
    { tr: 'Parolayı düzeltin.', en: 'Correct the password.' },
  );
}
