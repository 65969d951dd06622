/** Has mutants examined in processes that are watched: one that hangs, dies or grows is ended, and the next goes on. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { WORKER_NODE_FLAGS } from '@muhasebi/worker-jobs/node-flags.ts';
import type { Order, Told } from './part.ts';

/** Of the processor; a machine with other work does not count against us. */
const MOST_CPU_MS = 2_000;
/** A process that says nothing for so long is ended. Milliseconds of the clock. */
const MOST_SILENT_MS = 30_000;
/** A process that was ever larger has failed: what a worker may hold (docs/deployment). */
const MOST_BYTES = 512 * 1024 * 1024;
const BLOCK = 100;
/** Blocks that one process examines: room that many large mutants left behind is not blamed on a small one. */
const BLOCKS_A_PROCESS = 10;

export interface Fault {
  readonly n: number;
  readonly what: string;
  readonly sample: string | null;
  readonly steps: readonly string[];
}

export interface MutantsReport {
  readonly examined: number;
  readonly faults: readonly Fault[];
  /** Outcomes with how often they came. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly mostCpuMs: number;
  readonly mostBytes: number;
}

export interface MutantsOptions {
  readonly seed: string;
  readonly from?: number;
  readonly count: number;
  readonly only?: readonly number[] | null;
  readonly processes?: number;
  readonly mostFaults?: number;
  readonly onTold?: (told: Told, examined: number) => void;
}

export async function runMutants(options: MutantsOptions): Promise<MutantsReport> {
  const { seed, from = 0, count, only = null, processes = 1, mostFaults = 20, onTold } = options;
  const outcomes = new Map<string, number>();
  const faults: Fault[] = [];
  let [examined, mostCpuMs, mostBytes] = [0, 0, 0];
  const waiting = blocksOf(from, count);
  const take = (told: Told) => {
    examined += 1;
    mostCpuMs = Math.max(mostCpuMs, told.cpuMs);
    mostBytes = Math.max(mostBytes, told.peakBytes);
    outcomes.set(told.outcome ?? 'fault', (outcomes.get(told.outcome ?? 'fault') ?? 0) + 1);
    const what = faultOf(told);
    if (what !== null) faults.push({ n: told.n, what, sample: told.sample, steps: told.steps });
    onTold?.(told, examined);
  };
  const work = async () => {
    const part = new Part();
    let blocks = 0;
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      const broken = await part.examine({ ...block, seed, only }, take);
      if (broken !== null) {
        if (broken.what !== null) {
          examined += 1;
          faults.push({ n: broken.n, what: broken.what, sample: null, steps: [] });
        }
        const done = broken.n + 1 - block.from;
        if (done < block.count) waiting.unshift({ from: broken.n + 1, count: block.count - done });
      }
      if (faults.length >= mostFaults) break;
      blocks += 1;
      if (blocks % BLOCKS_A_PROCESS === 0) part.end();
    }
    part.end();
  };
  await Promise.all(Array.from({ length: Math.min(processes, waiting.length) }, work));
  return { examined, faults, outcomes, mostCpuMs, mostBytes };
}

function blocksOf(from: number, count: number): { from: number; count: number }[] {
  return Array.from({ length: Math.ceil(count / BLOCK) }, (_, block) => ({
    from: from + block * BLOCK,
    count: Math.min(BLOCK, count - block * BLOCK),
  }));
}

function faultOf({ fault, cpuMs, peakBytes }: Told): string | null {
  if (fault !== null) return fault;
  if (cpuMs > MOST_CPU_MS) return `it took ${Math.round(cpuMs)} ms`;
  return peakBytes > MOST_BYTES ? `the process grew to ${Math.round(peakBytes / 2 ** 20)} MB` : null;
}

interface Broken {
  readonly n: number;
  readonly what: string | null;
}

/** One process, started when it is needed, and anew after one was ended. */
class Part {
  #child: ChildProcess | null = null;
  #said = () => '';

  /** Null, or the mutant that the process did not survive; `what` null: it was told of. */
  examine(order: Order, take: (told: Told) => void): Promise<Broken | null> {
    const child = this.#started();
    let next = order.from;
    return new Promise((resolve) => {
      const settle = (broken: Broken | null) => {
        clearTimeout(watch);
        child.removeAllListeners();
        if (broken !== null) this.end();
        resolve(broken);
      };
      const watch = setTimeout(
        () => settle({ n: next, what: `it hung: nothing was heard for ${MOST_SILENT_MS} ms` }),
        MOST_SILENT_MS,
      );
      child.on('message', (told: Told) => {
        watch.refresh();
        take(told);
        next = told.n + 1;
        // What grew does not shrink again: the next ones would be blamed for it.
        if (told.peakBytes > MOST_BYTES) return settle({ n: told.n, what: null });
        if (next === order.from + order.count) settle(null);
      });
      child.on('exit', (code, signal) =>
        settle({ n: next, what: `its process died (${code ?? signal}): ${this.#said()}` }),
      );
      child.send(order);
    });
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #started(): ChildProcess {
    if (this.#child !== null) return this.#child;
    const child = fork(path.join(import.meta.dirname, 'part.ts'), {
      execArgv: ['--max-old-space-size=256', ...WORKER_NODE_FLAGS],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-2_000);
    });
    this.#child = child;
    this.#said = () => said;
    return child;
  }
}
