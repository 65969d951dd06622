/**
 * An import of 50,000 rows from file to books, its progress watched from beside: XLSX and CSV, drafts and posted, all or nothing, and
 * taken back. The baseline inserts the same rows into plain tables of the same server. The first import is the first that the database
 * ever sees: PostgreSQL knows nothing of its tables yet. Usage: node bench/voucher-import.ts [rows]
 */
import type { TableFile, TableRow } from '@muhasebi/connectors/table-file/table-file.ts';
import { writeTable } from '@muhasebi/connectors/table-file/write-table.ts';
import { requestContext } from '@muhasebi/features/route-caller.fixture.ts';
import { filesOf } from '@muhasebi/features/test-ground.fixture.ts';
import {
  voucherImportContract as contract,
  type ImportDetail,
} from '@muhasebi/features/voucher-import/contract.ts';
import { createWholeOffice, OTHER_TAX_ID } from '@muhasebi/features/whole-office.fixture.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { tell } from './tell.ts';

const ROWS = Number(process.argv[2] ?? 50_000);
const LINES = 4;
const GOAL_MS = 20_000;
const LOOK_MS = 200;

const postgres = await startTemporaryPostgres();
const office = await createWholeOffice(await copyTemplate(postgres.address));
const scope = await office.openOffice();
const clientId = await office.openClient(scope, OTHER_TAX_ID);

/** Vouchers of four lines over the months of a year. */
function rowsOfFile(): TableRow[] {
  return Array.from({ length: ROWS }, (_, n): TableRow => {
    const voucher = Math.floor(n / LINES);
    const day = `2025-${String((voucher % 12) + 1).padStart(2, '0')}-${String((voucher % 28) + 1).padStart(2, '0')}`;
    const kurus = BigInt(10_000 + ((voucher * 7919) % 900_000));
    const accounts = ['770.03', '770.04', '770.05', '100.01'];
    const line = n % LINES;
    const debit = line < 3 ? kurus : null;
    const credit = line < 3 ? null : kurus * 3n;
    return [
      String(voucher + 1),
      day,
      accounts[line] ?? '',
      `Kırtasiye ve ofis gideri ${voucher}`,
      `ABC2025${voucher}`,
      debit,
      credit,
    ];
  });
}

async function fileOf(format: 'xlsx' | 'csv'): Promise<Buffer> {
  async function* groups() {
    const rows = rowsOfFile();
    for (let at = 0; at < rows.length; at += 1000) yield rows.slice(at, at + 1000);
  }
  const headers = ['Fiş no', 'Tarih', 'Hesap kodu', 'Açıklama', 'Belge no', 'Borç', 'Alacak'];
  const kinds = ['text', 'date', 'text', 'text', 'text', 'amount', 'amount'] as const;
  const table: TableFile = {
    letterhead: null,
    title: 'Fişler',
    facts: [],
    columns: headers.map((header, at) => ({ header, kind: kinds[at] ?? 'text', width: 14 })),
    rows: groups(),
    totals: () => null,
    language: 'tr',
  };
  const chunks: Buffer[] = [];
  for await (const chunk of await writeTable(table, format)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function upload(name: string, bytes: Buffer): Promise<ImportDetail> {
  const wanted: RouteContract = contract.uploadVoucherImport;
  const route = office.routes.find((each) => each.contract === wanted);
  const context = { ...requestContext(scope), files: () => filesOf({ [name]: bytes }) };
  return (await route?.handle(context, {
    params: { clientId },
    query: {},
    body: undefined,
  } as never)) as ImportDetail;
}

const show = (importId: string) => office.call(contract.getVoucherImport, { params: { importId } }, scope);

/** Milliseconds of the work, and how many different figures of progress were seen meanwhile. */
async function watched(
  importId: string,
  work: () => Promise<unknown>,
): Promise<{ ms: number; seen: number }> {
  const figures = new Set<number>();
  const looking = setInterval(() => {
    void show(importId).then(({ progress }) => figures.add(progress));
  }, LOOK_MS);
  const start = performance.now();
  try {
    await work();
  } finally {
    clearInterval(looking);
  }
  return { ms: Math.round(performance.now() - start), seen: figures.size };
}

interface Run {
  readonly name: string;
  readonly readMs: number;
  readonly writeMs: number;
  readonly totalMs: number;
  readonly undoMs: number;
  readonly progressSeen: number;
}

async function measure(
  name: string,
  format: 'xlsx' | 'csv',
  allOrNothing: boolean,
  post: boolean,
): Promise<Run> {
  const bytes = await fileOf(format);
  const start = performance.now();
  const { id, plan } = await upload(`fisler.${format}`, bytes);
  const reading = await watched(id, async () => {
    await office.call(contract.readVoucherImport, { params: { importId: id }, body: plan }, scope);
    await office.runJobs('voucher-import.read');
  });
  const ready = await show(id);
  if (ready.state !== 'ready' || ready.counts.good !== ROWS / LINES)
    throw new Error(JSON.stringify(ready.counts));
  const writing = await watched(id, async () => {
    await office.call(
      contract.writeVoucherImport,
      { params: { importId: id }, body: { allOrNothing, post } },
      scope,
    );
    await office.runJobs('voucher-import.write');
  });
  const totalMs = Math.round(performance.now() - start);
  const done = await show(id);
  if (done.state !== 'done' || done.counts.written + done.counts.posted !== ROWS / LINES)
    throw new Error(JSON.stringify(done));
  const undoing = await watched(id, async () => {
    await office.call(contract.undoVoucherImport, { params: { importId: id } }, scope);
    await office.runJobs('voucher-import.undo');
  });
  const undone = await show(id);
  if (undone.counts.undone !== ROWS / LINES) throw new Error(JSON.stringify(undone.counts));
  const run = {
    name,
    readMs: reading.ms,
    writeMs: writing.ms,
    totalMs,
    undoMs: undoing.ms,
    progressSeen: reading.seen + writing.seen,
  };
  console.log(JSON.stringify(run));
  return run;
}

/** The same lines and vouchers into tables without keys to others, triggers or policies, 2,000 lines a statement. */
async function baseline(): Promise<number> {
  const { superuser } = office;
  await superuser.query(`drop schema if exists plain cascade; create schema plain;
    create table plain.vouchers (voucher_id uuid primary key, voucher_date date, description text);
    create table plain.voucher_lines (voucher_id uuid, line_no int, account_code text, debit_kurus bigint, credit_kurus bigint,
      description text, primary key (voucher_id, line_no))`);
  const rows = rowsOfFile();
  const start = performance.now();
  for (let at = 0; at < rows.length; at += 2000) {
    const wire = rows.slice(at, at + 2000).map((row, n) => ({
      no: Number(row[0]),
      day: row[1],
      account: row[2],
      words: row[3],
      line: ((at + n) % LINES) + 1,
      debit: String(row[5] ?? 0n),
      credit: String(row[6] ?? 0n),
    }));
    await superuser.query(
      `with l as (select * from json_to_recordset($1::json) as l (no int, day date, account text, words text, line int, debit bigint, credit bigint)),
       v as (insert into plain.vouchers select md5(no::text)::uuid, min(day), min(words) from l group by no)
       insert into plain.voucher_lines select md5(no::text)::uuid, line, account, debit, credit, words from l`,
      [JSON.stringify(wire)],
    );
  }
  return Math.round(performance.now() - start);
}

try {
  const plain = [await baseline()] as const;
  const runs = [
    await measure('XLSX, good ones, posted', 'xlsx', false, true),
    await measure('XLSX, all or nothing, posted', 'xlsx', true, true),
    await measure('CSV, good ones, drafts', 'csv', false, false),
  ];
  const worst = Math.max(...runs.map(({ totalMs }) => totalMs));
  tell({
    bench: `import of ${ROWS} rows of vouchers, from upload to done`,
    unit: 'ms',
    figure: worst,
    baseline: Math.round((plain[0] + (await baseline())) / 2),
    baselineIs: 'plain inserts of the same rows, 2,000 a statement',
    goal: `≤ ${GOAL_MS} ms the slowest, with progress`,
    met: worst <= GOAL_MS && runs.every(({ progressSeen }) => progressSeen > 5),
    details: Object.fromEntries(
      runs.map(({ name, readMs, writeMs, totalMs, undoMs, progressSeen }) => [
        name,
        `${totalMs} ms (read ${readMs}, write ${writeMs}); taken back in ${undoMs} ms; ${progressSeen} figures of progress`,
      ]),
    ),
  });
} finally {
  await office.close();
  await postgres.stop();
}
