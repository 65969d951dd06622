/** Rules of work that is gathered: nobody waits for nothing, nobody bears another's fault, everybody gets their own answer. */
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gatherWork } from './gather-work.ts';

/** Doubles numbers in groups of at most three whose work ends when it is told to; an odd one among others fails them all. */
function createDoubling() {
  const groups: number[][] = [];
  const doors: PromiseWithResolvers<void>[] = [];
  const double = gatherWork<number, number>({
    fits: (group) => group.length < 3,
    async work(items) {
      groups.push([...items]);
      const door = Promise.withResolvers<void>();
      doors.push(door);
      await door.promise;
      if (items.includes(13)) throw new Error('unlucky');
      if (items.includes(99)) throw Object.assign(new Error('away'), { code: '57P01' });
      return items.map((item) => item * 2);
    },
  });
  const endNext = async () => {
    const door = doors.shift();
    if (door === undefined) throw new Error('nothing is under way');
    door.resolve();
    await setImmediate();
  };
  return { double, groups, endNext };
}

it('what comes first is worked on at once and alone, what comes meanwhile together in the order of coming', async () => {
  const { double, groups, endNext } = createDoubling();
  const results = Promise.all([1, 2, 3, 4, 5].map((item) => double('a', item)));
  expect(groups).toEqual([[1]]);
  await endNext();
  expect(groups).toEqual([[1], [2, 3, 4]]);
  await endNext();
  await endNext();
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  expect(await results).toEqual([2, 4, 6, 8, 10]);
});

it('an answer comes when the work on its group has ended, not before', async () => {
  const { double, endNext } = createDoubling();
  let answered = false;
  void double('a', 1).then(() => {
    answered = true;
  });
  await Promise.resolve();
  expect(answered).toBe(false);
  await endNext();
  expect(answered).toBe(true);
});

it('the next group is on its way before those of the last one are told', async () => {
  const told: string[] = [];
  const work = gatherWork<number, number>({
    fits: () => true,
    work: async (items) => {
      // Until a transaction has left for the database it takes a few turns.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
      told.push(`work on ${items.join(' and ')}`);
      return items;
    },
  });
  await Promise.all([1, 2, 3].map((item) => work('a', item).then((result) => told.push(`answer ${result}`))));
  expect(told.indexOf('work on 2 and 3')).toBeLessThan(told.indexOf('answer 1'));
  expect(told).toHaveLength(5);
});

it('one key does not wait for another, and a key that has rested serves at once again', async () => {
  const { double, groups, endNext } = createDoubling();
  const both = Promise.all([double('a', 1), double('b', 2)]);
  expect(groups).toEqual([[1], [2]]);
  await endNext();
  await endNext();
  await both;
  void double('a', 3);
  expect(groups.at(-1)).toEqual([3]);
});

it('where a group fails each is tried alone, and only the one at fault hears of it', async () => {
  const { double, groups, endNext } = createDoubling();
  const results = Promise.allSettled([1, 2, 13, 4].map((item) => double('a', item)));
  for (let n = 0; n < 5; n++) await endNext();
  expect(groups).toEqual([[1], [2, 13, 4], [2], [13], [4]]);
  expect(await results).toMatchObject([
    { value: 2 },
    { value: 4 },
    { reason: { message: 'unlucky' } },
    { value: 8 },
  ]);
});

it('a fault that passes by itself is told to the whole group at once, and those after it are served', async () => {
  const { double, groups, endNext } = createDoubling();
  const results = Promise.allSettled([1, 2, 99, 4, 5].map((item) => double('a', item)));
  for (let n = 0; n < 3; n++) await endNext();
  expect(groups).toEqual([[1], [2, 99, 4], [5]]);
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
});
