/** Numbers that lie elsewhere (in the database, on the disk) and are read when a scrape asks for them. */
import { Gauge } from 'prom-client';
import type { ProcessMetrics } from './process-metrics.ts';

/** A scrape waits no longer for one source. Milliseconds. */
const READ_LIMIT_MS = 2_000;
/** While a new reading is late, the one before is shown up to so many times its age. */
const MOST_KEPT = 3;

export interface GaugeReading {
  /** One of the source's gauges, by its full name. */
  readonly gauge: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface GaugeSource {
  /** Names the source where its reading fails: "queue". */
  readonly name: string;
  /** Full names, each with what it tells and its labels. */
  readonly gauges: Readonly<Record<string, { readonly help: string; readonly labels?: readonly string[] }>>;
  /** A reading younger than this is given again: what is dear to read is not read at every scrape. Seconds. */
  readonly keepSeconds: number;
  /** All values at once; a gauge without a reading has no sample. */
  read(): Promise<readonly GaugeReading[]>;
}

/**
 * Adds sources to what a scrape gives. Where a reading fails or takes too long, its gauges vanish rather than show old
 * numbers, and `muhasebi_reading_ok` of that source is 0.
 */
export function addGauges(metrics: ProcessMetrics, sources: readonly GaugeSource[]): void {
  const health = new Gauge({
    name: 'muhasebi_reading_ok',
    help: '1 where the numbers of a source could be read for this scrape, else 0.',
    labelNames: ['source'],
    registers: [metrics.registry],
  });
  for (const source of sources) {
    const show = showReadings(metrics, source);
    const latest = keptReadings(source);
    metrics.beforeScrape(async () => {
      const readings = await latest();
      show(readings ?? []);
      health.set({ source: source.name }, readings === null ? 0 : 1);
    });
  }
}

function showReadings({ registry }: ProcessMetrics, source: GaugeSource) {
  const gauges = new Map(
    Object.entries(source.gauges).map(([name, { help, labels }]) => [
      name,
      new Gauge({ name, help, labelNames: [...(labels ?? [])], registers: [registry] }),
    ]),
  );
  return (readings: readonly GaugeReading[]): void => {
    for (const gauge of gauges.values()) {
      gauge.reset();
      // A gauge without labels is reset to 0, which would be a claim.
      gauge.remove({});
    }
    for (const { gauge, labels, value } of readings) {
      const known = gauges.get(gauge);
      if (known === undefined) throw new Error(`${source.name} reads ${gauge}, which it does not declare`);
      known.set({ ...labels }, value);
    }
  };
}

/**
 * One reading at a time. A late one goes on for the next scrape; until then the one before it is given again, but not
 * for long. Null where there is none to give, or where the reading failed.
 */
function keptReadings({ read, keepSeconds }: GaugeSource): () => Promise<readonly GaugeReading[] | null> {
  let reading: Promise<readonly GaugeReading[] | null> | null = null;
  let last: { readonly readings: readonly GaugeReading[]; readonly at: number } | null = null;
  const youngerThan = (seconds: number) =>
    last !== null && performance.now() - last.at < seconds * 1000 ? last.readings : null;
  const readAnew = async () => {
    try {
      const readings = await read();
      last = { readings, at: performance.now() };
      return readings;
    } catch {
      // Why it failed stands in the log of those whose work it is; here it shows as a source that could not be read.
      last = null;
      return null;
    } finally {
      reading = null;
    }
  };
  return async () => {
    const kept = youngerThan(keepSeconds);
    if (kept !== null) return kept;
    reading ??= readAnew();
    return withinLimit(reading, () => youngerThan(keepSeconds * MOST_KEPT));
  };
}

async function withinLimit<Value>(work: Promise<Value>, otherwise: () => Value): Promise<Value> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(() => late.resolve(), READ_LIMIT_MS);
  try {
    return await Promise.race([work, late.promise.then(otherwise)]);
  } finally {
    clearTimeout(timer);
  }
}
