/** `muhasebi log ara`: the runbook's four searches of the logs, of files or of what is piped in, line by line. */
import { createReadStream, existsSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { dataRoot } from '../start/repo-paths.ts';
import { ErrorRate } from './log/error-rate.ts';
import {
  isAuthFailure,
  isDatabaseTrouble,
  isError,
  isRequest,
  type LogLine,
  readLogLine,
  type Search,
} from './log/log-line.ts';

const SEARCHES = {
  hatalar: isError,
  veritabani: isDatabaseTrouble,
  kimlik: isAuthFailure,
  oran: isRequest,
} as const satisfies Record<string, Search>;
type SearchName = keyof typeof SEARCHES;

const UNIT_MS: Readonly<Record<string, number>> = {
  dk: 60_000,
  m: 60_000,
  s: 3_600_000,
  sa: 3_600_000,
  h: 3_600_000,
  g: 86_400_000,
  d: 86_400_000,
};

interface Flags {
  readonly dosya: readonly string[];
  /** Milliseconds. */
  readonly son?: number;
  readonly json?: boolean;
}

/** Adds `ara`. */
export function register(group: Command): void {
  group
    .command('ara')
    .alias('search')
    .description('Günlükte arar: hatalar, veritabanı bağlantısı, kimlik doğrulama, hata oranı')
    .addArgument(new Argument('<ne>', 'aranan').choices(Object.keys(SEARCHES)))
    .option('--dosya <dosya>', 'günlük dosyası, yinelenebilir; - girdi demektir', collect, [])
    .option('--son <süre>', 'yalnız son bu kadar: 30dk, 1s (saat), 2g (gün)', duration)
    .option('--json', 'bulunan satırları olduğu gibi, JSON olarak yazar')
    .addHelpText('after', '\n--dosya yoksa: borudan gelen, o da yoksa .data/api.log ve .data/worker.log')
    .action((what: SearchName, flags: Flags) => search(what, flags));
}

async function search(what: SearchName, { dosya, son, json }: Flags): Promise<void> {
  const sources = sourcesOf(dosya);
  if (sources.length === 0) return fail('Okunacak günlük yok: --dosya verin / no log to read: give --dosya');
  const since = son === undefined ? null : new Date(Date.now() - son).toISOString();
  const rate = new ErrorRate();
  let read = 0;
  let strange = 0;
  let found = 0;
  for (const source of sources) {
    const missing = await eachLine(source, (text) => {
      read += 1;
      const line = readLogLine(text);
      if (line === null) strange += text.trim() === '' ? 0 : 1;
      else if ((since === null || line.time >= since) && SEARCHES[what](line)) {
        found += 1;
        if (what === 'oran') rate.add(line);
        else process.stdout.write(`${json === true ? text : inWords(line)}\n`);
      }
    });
    if (missing !== null) return fail(missing);
  }
  if (what === 'oran') tellRates(rate, json === true);
  const other = strange > 0 ? `; ${strange} satır bizim JSON’umuz değil / lines are no JSON of ours` : '';
  process.stderr.write(`${found} bulundu / found, ${read} satır okundu / lines read${other}\n`);
}

function sourcesOf(files: readonly string[]): readonly string[] {
  if (files.length > 0) return files;
  const stdin = fstatSync(0, { throwIfNoEntry: false });
  if (stdin?.isFIFO() || stdin?.isFile()) return ['-'];
  // What was turned over comes first.
  return ['api', 'worker']
    .flatMap((name) => [join(dataRoot, `${name}.log.1`), join(dataRoot, `${name}.log`)])
    .filter((file) => existsSync(file));
}

/** Null, or in words why the source cannot be read. */
async function eachLine(source: string, take: (text: string) => void): Promise<string | null> {
  const input: Readable = source === '-' ? process.stdin : createReadStream(source);
  const broken = new Promise<string>((resolve) => {
    input.once('error', (error) => resolve(`${source}: ${error.message}`));
  });
  const readAll = async () => {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) take(text);
    return null;
  };
  return Promise.race([readAll(), broken]);
}

function inWords(line: LogLine): string {
  const { time, level, service, msg, code, cause, method, route, status, err } = line;
  const ids = ['requestId', 'traceId', 'tenantId', 'userId', 'job', 'jobId', 'durationMs']
    .filter((name) => line[name] !== undefined && line[name] !== null)
    .map((name) => `${name}=${String(line[name])}`);
  const asked = method === undefined ? '' : `${method} ${route ?? ''} ${status ?? ''}`;
  const why = [code, cause ?? err?.message].filter((text) => text !== undefined && text !== '').join(': ');
  return [time, level, service ?? '', msg ?? '', asked, why, ...ids].filter((text) => text !== '').join('  ');
}

function tellRates(rate: ErrorRate, json: boolean): void {
  for (const { route, requests, refused, failed } of rate.rates()) {
    const percent = requests === 0 ? 0 : (failed / requests) * 100;
    if (json) {
      console.log(JSON.stringify({ route, requests, refused, failed, failedPercent: percent }));
      continue;
    }
    const figures = [
      `${requests} istek/requests`,
      `${failed} 5xx (${percent.toFixed(2)} %)`,
      `${refused} 4xx`,
    ];
    console.log(`${figures.map((figure) => figure.padEnd(22)).join('')}${route}`);
  }
}

function fail(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}

function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function duration(text: string): number {
  const [, count, unit] = /^(\d{1,4})(dk|m|sa|s|h|g|d)$/.exec(text) ?? [];
  const size = UNIT_MS[unit ?? ''];
  if (count !== undefined && size !== undefined) return Number(count) * size;
  throw new InvalidArgumentError('30dk, 1s (saat) ya da 2g (gün) gibi olmalı.');
}
