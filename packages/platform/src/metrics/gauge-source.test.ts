/** Numbers read for a scrape: shown while they are true, gone when they cannot be read, never in the way of a scrape. */
import { expect, it } from 'vitest';
import { addGauges, type GaugeReading } from './gauge-source.ts';
import { createProcessMetrics } from './process-metrics.ts';

/** A source with one plain and one labelled gauge, which reads what `read` gives. */
function scraped(read: () => Promise<readonly GaugeReading[]>, keepSeconds = 0) {
  const metrics = createProcessMetrics();
  const gauges = { things: { help: 'Things.' }, things_by_kind: { help: 'Things.', labels: ['kind'] } };
  addGauges(metrics, [{ name: 'test', keepSeconds, gauges, read }]);
  return async () =>
    (await metrics.scrape()).split('\n').filter((line) => /^(things|muhasebi_reading)/.test(line));
}

it('what was read is shown, and a label that is gone is no longer shown', async () => {
  let kind = 'a';
  const lines = scraped(async () => [
    { gauge: 'things', value: 3 },
    { gauge: 'things_by_kind', labels: { kind }, value: 2 },
  ]);
  expect(await lines()).toEqual([
    'muhasebi_reading_ok{source="test"} 1',
    'things 3',
    'things_by_kind{kind="a"} 2',
  ]);
  kind = 'b';
  expect(await lines()).toContain('things_by_kind{kind="b"} 2');
  expect(await lines()).not.toContain('things_by_kind{kind="a"} 2');
});

it('numbers that cannot be read vanish, and the source is told as unread', async () => {
  let broken = false;
  const lines = scraped(async () => {
    if (broken) throw new Error('away');
    return [{ gauge: 'things', value: 3 }];
  });
  await lines();
  broken = true;
  expect(await lines()).toEqual(['muhasebi_reading_ok{source="test"} 0']);
  broken = false;
  expect(await lines()).toContain('things 3');
});

it('a source that hangs holds a scrape for two seconds at most, and is asked once only', async () => {
  let asked = 0;
  const lines = scraped(() => {
    asked += 1;
    return new Promise(() => {});
  });
  const started = performance.now();
  expect(await lines()).toEqual(['muhasebi_reading_ok{source="test"} 0']);
  expect(performance.now() - started).toBeLessThan(3_000);
  await lines();
  expect(asked).toBe(1);
});

it('what is dear to read is not read again while it is young', async () => {
  let asked = 0;
  const lines = scraped(async () => [{ gauge: 'things', value: ++asked }], 60);
  await lines();
  expect(await lines()).toContain('things 1');
});

it('a reading that its source does not declare is a fault of ours', async () => {
  const lines = scraped(async () => [{ gauge: 'others', value: 1 }]);
  await expect(lines()).rejects.toThrow('does not declare');
});
