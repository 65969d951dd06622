/** The yevmiye as PDF: time and the largest resident memory. Usage: node bench/yevmiye-pdf.ts [lines] */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TableRow } from '@muhasebi/connectors/table-file/table-file.ts';
import { writeTable } from '@muhasebi/connectors/table-file/write-table.ts';
import { tell } from './tell.ts';

const LINES = Number(process.argv[2] ?? 100_000);
const GROUP = 1_000;
const MEMORY_GOAL_MB = 400;

/** Texts that are never the same, as in books. */
async function* rows(): AsyncGenerator<readonly TableRow[]> {
  for (let from = 0; from < LINES; from += GROUP)
    yield Array.from({ length: Math.min(GROUP, LINES - from) }, (_, at): TableRow => {
      const n = from + at;
      const isDebit = n % 3 < 2;
      return [
        Math.floor(n / 3) + 1,
        '2026-01-05',
        'Mahsup',
        Math.floor(n / 3) + 1,
        `120.01.${String(n % 5000).padStart(5, '0')}`,
        `Işık Kırtasiye ${n % 5000} Ltd. Şti.`,
        `${n} numaralı fatura, Çağdaş Öğütme Sanayi`,
        `ABC2026${String(n).padStart(9, '0')}`,
        isDebit ? BigInt(n) * 7919n : null,
        isDebit ? null : BigInt(n) * 7919n,
      ];
    });
}

const text = (header: string, width: number) => ({ header, kind: 'text' as const, width });
const amount = (header: string) => ({ header, kind: 'amount' as const, width: 15, carried: 'sum' as const });
const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-bench-'));
const file = path.join(folder, 'yevmiye.pdf');
const idleMb = Math.round(process.memoryUsage.rss() / 1024 / 1024);
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
try {
  const started = performance.now();
  const table = {
    letterhead: null,
    title: 'Yevmiye defteri',
    facts: ['Ölçüm A.Ş. · 1234567890', '01.01.2026 – 31.12.2026'],
    columns: [
      { header: 'Yevmiye no', kind: 'count' as const, width: 8 },
      { header: 'Tarih', kind: 'date' as const, width: 10 },
      text('Fiş türü', 8),
      { header: 'Fiş no', kind: 'count' as const, width: 7 },
      text('Hesap kodu', 14),
      text('Hesap adı', 30),
      text('Açıklama', 34),
      text('Belge no', 18),
      amount('Borç'),
      amount('Alacak'),
    ],
    rows: rows(),
    totals: () => null,
    book: { begins: () => false },
    language: 'tr' as const,
  };
  await pipeline(await writeTable(table, 'pdf'), createWriteStream(file));
  const seconds = (performance.now() - started) / 1000;
  const peakMb = Math.round(peak / 1024 / 1024);
  tell({
    bench: `yevmiye as PDF, ${LINES} lines`,
    unit: 'MB, largest resident memory',
    figure: peakMb,
    baseline: idleMb,
    baselineIs: 'the process before the first line',
    goal: `≤ ${MEMORY_GOAL_MB} MB`,
    met: peakMb <= MEMORY_GOAL_MB,
    details: {
      seconds: Number(seconds.toFixed(1)),
      msEach: Number(((seconds * 1000) / LINES).toFixed(3)),
      fileMb: Number(((await stat(file)).size / 1024 / 1024).toFixed(1)),
    },
  });
} finally {
  clearInterval(watch);
  await rm(folder, { recursive: true });
}
