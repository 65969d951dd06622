/** One process of the run of histories: lives the blocks that it is given, each on a database of its own. */
import { liveHistories } from '@muhasebi/features/books-history.fixture.ts';
import { createHistoryGround } from '@muhasebi/features/history-ground.fixture.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import type { PartOfRun, Told } from './part-of-run.ts';

async function live({ address, seed, count }: PartOfRun): Promise<Told> {
  const ground = await createHistoryGround(await copyTemplate(address));
  try {
    await liveHistories(ground, count, seed);
    return { lived: count, acts: Object.fromEntries(ground.lived), fault: null };
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { lived: 0, acts: {}, fault };
  } finally {
    await ground.close();
  }
}

process.on('message', (part: PartOfRun) => {
  void live(part).then((told) => process.send?.(told));
});
