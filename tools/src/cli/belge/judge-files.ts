/** Judges many files on all cores; lines come out in the order of the files, and few files are in memory at a time. */

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { PackRefusal } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { refusalOf } from '@muhasebi/features/rule-packs/refusal-words.ts';
import { type JudgedLine, type JudgeSettings, judgeFile, openPacks } from './judge-file.ts';
import { openFiles, type RawItem } from './read-files.ts';

const MAX_THREADS = 16;
/** A thread costs the opening of the pack, about a second: fewer files than this are judged right here. */
const FILES_WORTH_THREADS = 50;
/** Files on their way to each thread, so that none waits for the next. */
const AHEAD = 4;

const EXIT = { fine: 0, unread: 1, pack: 2, faulty: 3 } as const;

/** Gives the exit code: see `belge dogrula --help`. Notes and refused packs are told on stderr. */
export async function judgeFiles(files: readonly string[], settings: JudgeSettings): Promise<number> {
  const judge = await openHere(settings);
  if (judge === null) return EXIT.pack;
  const desk = new Desk(judge, settings);
  try {
    let told: number = EXIT.fine;
    for await (const line of linesOf(files, desk)) {
      told = worse(told, line);
      if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
    }
    return told;
  } finally {
    await desk.close();
  }
}

type Judge = (file: string, bytes: Uint8Array) => JudgedLine;

/** Null where a pack is refused, which is then told. */
async function openHere(settings: JudgeSettings): Promise<Judge | null> {
  try {
    const pack = await openPacks(settings.packs);
    return (file, bytes) => judgeFile(pack, file, bytes, settings);
  } catch (error) {
    const refused = refusalOf(error, (file) => file);
    const isSystem = error instanceof Error && 'syscall' in error;
    if (refused === null && !isSystem) throw error;
    const why = error instanceof PackRefusal ? error.code : String(error);
    const words = refused === null ? '' : `: ${refused.reason} / ${refused.reasonEn}`;
    process.stderr.write(`Kural paketi kullanılamıyor / the rule pack cannot be used: ${why}${words}\n`);
    return null;
  }
}

/** Lines in order: up to a window of files is being judged while the first of them is waited for. */
async function* linesOf(files: readonly string[], desk: Desk): AsyncGenerator<JudgedLine, void, undefined> {
  const waiting: Promise<JudgedLine>[] = [];
  for await (const item of openFiles(files)) {
    if (item.kind === 'note') process.stderr.write(`${item.file}: ${item.message}\n`);
    else waiting.push(lineOf(item, desk));
    while (waiting.length >= desk.window) {
      const first = waiting.shift();
      if (first !== undefined) yield await first;
    }
  }
  for (const line of waiting) yield await line;
}

async function lineOf(item: Exclude<RawItem, { kind: 'note' }>, desk: Desk): Promise<JudgedLine> {
  if (item.kind === 'bytes') return desk.judge(item.file, item.bytes);
  const { code, message } = item.error;
  return {
    file: item.file,
    xsd: 'skipped',
    schematron: 'skipped',
    failed: [],
    findings: [],
    error: { code, message },
  };
}

/** The first files are judged here; where more come, threads take them in turn. */
class Desk {
  private readonly here: Judge;
  private readonly settings: JudgeSettings;
  private readonly threads: Thread[] = [];
  private seen = 0;

  constructor(here: Judge, settings: JudgeSettings) {
    this.here = here;
    this.settings = settings;
  }

  get window(): number {
    return Math.max(1, this.threads.length * AHEAD);
  }

  judge(file: string, bytes: Uint8Array): Promise<JudgedLine> | JudgedLine {
    this.seen++;
    const cores = Math.min(availableParallelism(), MAX_THREADS);
    if (this.seen <= FILES_WORTH_THREADS || cores === 1) return this.here(file, bytes);
    while (this.threads.length < cores) this.threads.push(new Thread(this.settings));
    const next = this.threads.toSorted((a, b) => a.load - b.load)[0];
    return next === undefined ? this.here(file, bytes) : next.judge(file, bytes);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}

/** A worker thread; it answers in the order in which it is asked. */
class Thread {
  private readonly worker: Worker;
  private readonly asked: {
    readonly answer: (line: JudgedLine) => void;
    readonly fail: (error: Error) => void;
  }[] = [];

  constructor(settings: JudgeSettings) {
    this.worker = new Worker(new URL('./judge.worker.ts', import.meta.url), { workerData: settings });
    this.worker.on('message', (line: JudgedLine) => this.asked.shift()?.answer(line));
    this.worker.on('error', (error: Error) => {
      for (const { fail } of this.asked.splice(0)) fail(error);
    });
  }

  get load(): number {
    return this.asked.length;
  }

  judge(file: string, bytes: Uint8Array): Promise<JudgedLine> {
    const { promise, resolve, reject } = Promise.withResolvers<JudgedLine>();
    this.asked.push({ answer: resolve, fail: reject });
    this.worker.postMessage({ file, bytes });
    return promise;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

function worse(before: number, { error, xsd, schematron, findings }: JudgedLine): number {
  if (error !== undefined || before === EXIT.unread) return EXIT.unread;
  const unsigned = findings.some(({ code }) => code === 'gib.signature-missing');
  const faulty = schematron === 'fail' || (xsd === 'invalid' && !unsigned);
  return faulty || findings.some(({ severity }) => severity === 'error') ? EXIT.faulty : before;
}
