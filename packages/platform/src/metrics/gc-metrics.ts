/** Time spent collecting garbage. */
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { Counter, type Registry } from 'prom-client';

const KINDS: ReadonlyMap<unknown, string> = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** The library's own histogram takes one of the collections that are told together, and loses the others. */
export function countGarbageCollection(registry: Registry): void {
  const seconds = new Counter({
    name: 'muhasebi_gc_seconds_total',
    help: 'Time spent collecting garbage, by kind: major, minor, incremental or weakcb.',
    labelNames: ['kind'],
    registers: [registry],
  });
  for (const kind of KINDS.values()) seconds.inc({ kind }, 0);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seconds.inc({ kind: KINDS.get(kindOf(entry)) ?? 'other' }, entry.duration / 1000);
  }).observe({ entryTypes: ['gc'] });
}

/** The types of Node leave `detail` out. */
function kindOf(entry: PerformanceEntry): unknown {
  const detail: unknown = 'detail' in entry ? entry.detail : null;
  return typeof detail === 'object' && detail !== null && 'kind' in detail ? detail.kind : null;
}
