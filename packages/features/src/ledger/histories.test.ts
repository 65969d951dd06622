/** Random histories of a client's books, held against a model of paper. `HISTORIES=100` runs so many in place of a few. */
import { afterAll, beforeAll, it } from 'vitest';
import { liveHistories } from '../books-history.fixture.ts';
import { createHistoryGround, type HistoryGround } from '../history-ground.fixture.ts';

const HISTORIES = Number(process.env.HISTORIES ?? 25);

let ground: HistoryGround;
beforeAll(async () => {
  ground = await createHistoryGround();
});
afterAll(() => ground?.close());

it(`${HISTORIES} random histories leave the books as the model says, whatever is posted, reversed, imported, taken back, locked, numbered and closed`, {
  timeout: 60_000 + HISTORIES * 4_000,
}, async () => {
  await liveHistories(ground, HISTORIES, undefined);
});
