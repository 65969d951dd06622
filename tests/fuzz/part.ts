/** The process that mutants are made and examined in: one after the other, each told before the next is begun. */
import { readFileSync, writeFileSync } from 'node:fs';
import { collectOften } from '@muhasebi/platform/process/collect-often.ts';
import { examine } from './examine.ts';
import { makeMutant } from './make-mutant.ts';
import { loadRulePack, loadSamples } from './samples.ts';

/** Mutants of a seed, from one number on; or one with some of its mutations alone. */
export interface Order {
  readonly seed: string;
  readonly from: number;
  readonly count: number;
  readonly only: readonly number[] | null;
}

export interface Told {
  readonly n: number;
  readonly sample: string;
  readonly steps: readonly string[];
  readonly bytes: number;
  /** "read", the code of a refusal; null where there was a fault. */
  readonly outcome: string | null;
  readonly fault: string | null;
  /** Of this process at work on it. Milliseconds. */
  readonly cpuMs: number;
  /** The most that this process held meanwhile. Bytes. */
  readonly peakBytes: number;
}

// As the worker does, whose memory this stands for.
collectOften();
const samples = loadSamples();
const pack = await loadRulePack();

function examined({ seed, only }: Order, n: number): Told {
  const { sample, steps, bytes } = makeMutant(samples, seed, n, only);
  forgetPeak();
  const before = process.cpuUsage();
  let outcome: string | null = null;
  let fault: string | null = null;
  try {
    outcome = examine(bytes, pack);
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  return { n, sample, steps, bytes: bytes.length, outcome, fault, cpuMs, peakBytes: peakBytes() };
}

/** What making the mutant took is not the reader's. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not on this system, or not for us: the peak is that of the whole life.
  }
}

/** What the kernel counts of this process alone; elsewhere what it holds now. */
function peakBytes(): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
  } catch {
    // No such file on this system.
    return process.memoryUsage.rss();
  }
}

// Whoever watches is gone: nobody could end what hangs.
process.on('disconnect', () => process.exit());
process.on('message', (order: Order) => {
  void (async () => {
    for (let n = order.from; n < order.from + order.count; n++) {
      const told = examined(order, n);
      // On its way before the next is begun, which may never end.
      await new Promise<void>((resolve) => process.send?.(told, () => resolve()));
    }
  })();
});
