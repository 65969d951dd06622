/** `muhasebi veritabani sorgular` and `kilitler`: what costs the database most, what runs now and who waits for whom. */
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { migrationSettings } from '@muhasebi/platform/config/process-settings.ts';
import { createPool } from '@muhasebi/platform/db/database.ts';
import { readActivity } from '@muhasebi/platform/db/database-activity.ts';
import {
  type NoStatements,
  readStatements,
  resetStatements,
  STATEMENT_ORDERS,
  type StatementOrder,
} from '@muhasebi/platform/db/statement-figures.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { sayWhy } from './operator-session.ts';

/** Time that a look may take. Milliseconds. */
const LOOK_LIMIT_MS = 10_000;
const RUNNING_SHOWN = 50;
const TEXT_SHOWN = 160;

const HOW_TO_ENABLE: Readonly<Record<NoStatements, readonly string[]>> = {
  absent: [
    'pg_stat_statements bu veritabanında yok / is not in this database.',
    'Süper kullanıcıyla / as the superuser: create extension pg_stat_statements;',
  ],
  'not-loaded': [
    'Sunucu pg_stat_statements’ı yüklememiş / the server did not load pg_stat_statements.',
    'postgresql.conf: shared_preload_libraries = ’pg_stat_statements’, sonra PostgreSQL’i yeniden başlatın / then restart it.',
  ],
};

type Pool = ReturnType<typeof createPool>;

interface TopFlags {
  readonly sirala: StatementOrder;
  readonly adet: number;
  readonly json?: boolean;
  readonly sifirla?: boolean;
}

/** Adds `sorgular` and `kilitler`; the English names are `queries` and `locks`. */
export function registerQueries(group: Command): void {
  group
    .command('sorgular')
    .alias('queries')
    .description('En çok yoran sorguları listeler (pg_stat_statements); değerler gösterilmez')
    .addOption(
      new Option(
        '--sirala <ölçü>',
        'total: toplam süre, mean: ortalama, calls: çağrı, rows: satır, hits: okunan blok',
      )
        .choices(STATEMENT_ORDERS)
        .default('total'),
    )
    .option('--adet <n>', 'kaç sorgu', count, 20)
    .option('--json', 'satır başına bir JSON nesnesi')
    .option('--sifirla', 'listelemez, saymaya yeniden başlar')
    .action((flags: TopFlags) => onDatabase((pool) => (flags.sifirla ? reset(pool) : top(pool, flags))));
  group
    .command('kilitler')
    .alias('locks')
    .description('Süren işlemleri, ne kadar sürdüklerini ve kimin kimi beklediğini listeler')
    .option('--json', 'satır başına bir JSON nesnesi')
    .action(({ json }: { json?: boolean }) => onDatabase((pool) => running(pool, json === true)));
}

/** As the owner: the application's role sees what its own role does alone. */
async function onDatabase(work: (pool: Pool) => Promise<readonly string[]>): Promise<void> {
  try {
    const { DATABASE_OWNER_URL } = migrationSettings;
    const pool = createPool({
      url: loadSettings({ DATABASE_OWNER_URL }, process.env).DATABASE_OWNER_URL,
      maxConnections: 1,
      applicationName: 'muhasebi-cli',
      statementTimeoutMs: LOOK_LIMIT_MS,
    });
    try {
      process.stdout.write((await work(pool)).map((line) => `${line}\n`).join(''));
    } finally {
      await pool.end();
    }
  } catch (error) {
    sayWhy(error);
  }
}

async function top(pool: Pool, { sirala, adet, json }: TopFlags): Promise<readonly string[]> {
  const statements = await readStatements(pool, sirala, adet);
  if (!statements.available) return unavailable(statements.why);
  if (json === true) return statements.items.map((item) => JSON.stringify(item));
  const head = [
    'çağrı/calls',
    'toplam/total ms',
    'ort./mean ms',
    'en çok/max ms',
    'satır/rows',
    'bellek/hit %',
  ];
  return [
    `${statements.since?.toISOString() ?? '?'} tarihinden beri / since then`,
    [...head.map((name) => name.padStart(15)), 'sorgu / query'].join('  '),
    ...statements.items.map((item) =>
      [
        ...[
          item.calls.toFixed(0),
          item.totalMs.toFixed(1),
          item.meanMs.toFixed(2),
          item.maxMs.toFixed(1),
          item.rows.toFixed(0),
          item.bufferHitPercent?.toFixed(1) ?? '–',
        ].map((figure) => figure.padStart(15)),
        short(item.text),
      ].join('  '),
    ),
  ];
}

async function reset(pool: Pool): Promise<readonly string[]> {
  try {
    const done = await resetStatements(pool);
    return done === 'reset' ? ['Sayaçlar sıfırlandı / counting starts anew'] : unavailable(done);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error;
    process.exitCode = 1;
    return [
      'Bu rol sayaçları sıfırlayamaz / this role may not reset. Süper kullanıcıyla bir kez / once, as the superuser:',
      'grant execute on function pg_stat_statements_reset to muhasebi_owner;',
    ];
  }
}

function unavailable(why: NoStatements): readonly string[] {
  process.exitCode = 1;
  return HOW_TO_ENABLE[why];
}

async function running(pool: Pool, json: boolean): Promise<readonly string[]> {
  const all = await readActivity(pool, RUNNING_SHOWN);
  if (json) return all.map((each) => JSON.stringify(each));
  if (all.length === 0) return ['Süren işlem, kilit bekleyen yok / no transaction runs or waits for a lock'];
  return all.flatMap((each) => {
    const seconds = (each.transactionSeconds ?? 0).toFixed(1).padStart(8);
    const waits =
      each.blockedBy.length > 0
        ? `BEKLİYOR / WAITS FOR ${each.blockedBy.join(', ')} (${each.waitsFor ?? '?'})`
        : (each.state ?? '?');
    return [
      `${String(each.pid).padStart(7)} ${seconds} s  ${each.program}  ${waits}`,
      `        ${short(each.text)}`,
    ];
  });
}

function short(text: string): string {
  return text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text;
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 500) return value;
  throw new InvalidArgumentError('1 ile 500 arasında olmalı.');
}
