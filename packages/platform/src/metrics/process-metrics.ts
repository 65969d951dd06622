/** The metrics of one process: a registry with CPU, memory, event-loop lag and GC in it, read as Prometheus text. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { RELEASE } from '../config/release.ts';
import { countGarbageCollection } from './gc-metrics.ts';
import { countInputAndOutput } from './io-metrics.ts';

export interface ProcessMetrics {
  readonly registry: Registry;
  /** `refresh` is awaited before each scrape; it bounds its own time and never rejects. */
  beforeScrape(refresh: () => Promise<void>): void;
  /** Everything measured, in the text format of Prometheus 0.0.4. */
  scrape(): Promise<string>;
}

/** A registry of its own for each call: nothing is global, so a test may have several. */
export function createProcessMetrics(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.removeSingleMetric('nodejs_gc_duration_seconds');
  countGarbageCollection(registry);
  countInputAndOutput(registry);
  new Gauge({
    name: 'muhasebi_release_info',
    help: 'Always 1; its label says which release this process is.',
    labelNames: ['release'],
    registers: [registry],
  }).set({ release: RELEASE }, 1);
  const refreshers: (() => Promise<void>)[] = [];
  return {
    registry,
    beforeScrape: (refresh) => void refreshers.push(refresh),
    async scrape() {
      await Promise.all(refreshers.map((refresh) => refresh()));
      return registry.metrics();
    },
  };
}
