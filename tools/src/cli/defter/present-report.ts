/** The report of a ledger check for a person, in Turkish and English, and for a machine, as one JSON object. */
import type { LedgerFinding, LedgerReport } from '@muhasebi/features/ledger-check/check-ledger.ts';

const MEGABYTE = 1_000_000;

/** One JSON object and a line break; `ok` is what the exit code says. */
export function reportAsJson(report: LedgerReport): string {
  const { isWhole, startedAt, endedAt, isRemembered, ...rest } = report;
  const times = {
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
  };
  return `${JSON.stringify({ ok: isWhole, ...times, remembered: isRemembered, ...rest })}\n`;
}

/** A line a rule, the first breaches of each with what to do, and what was counted. */
export function reportInWords(report: LedgerReport): string {
  const lines = report.rules.flatMap(({ rule, title, total }) => [
    `${total === 0 ? 'tamam / ok    ' : 'FARK / DIFFERS'}  ${title.tr} / ${title.en}${total === 0 ? '' : `: ${total}`}`,
    ...namedOf(
      report.findings.filter((finding) => finding.rule === rule),
      total,
    ),
  ]);
  const seconds = ((report.endedAt.getTime() - report.startedAt.getTime()) / 1000).toFixed(1);
  const rows = Object.entries(report.counts).map(([table, count]) => `${table} ${count}`);
  const all = [
    ...lines,
    `Satırlar / rows: ${rows.join(', ')}`,
    filesLine(report),
    indexesLine(report),
    verdict(report, seconds),
  ];
  return all.map((line) => `${line}\n`).join('');
}

function namedOf(findings: readonly LedgerFinding[], total: number): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  return [
    ...findings.flatMap(({ officeId, clientId, place, message }) => [
      `  ${place}${officeId === null ? '' : `  [ofis ${officeId}${clientId === null ? '' : `, mükellef ${clientId}`}]`}`,
      `    ${message.tr}`,
      `    ${message.en}`,
    ]),
    ...(total > findings.length
      ? [`  … ve ${total - findings.length} tane daha / and ${total - findings.length} more`]
      : []),
    `  → ${first.remedy.tr}`,
    `  → ${first.remedy.en}`,
  ];
}

function filesLine({ files }: LedgerReport): string {
  if (files === null) return 'Dosyalar: okunmadı (--dosyasiz) / files: not read';
  return `Dosyalar / files: ${files.count} (${(files.bytes / MEGABYTE).toFixed(1)} MB)`;
}

const WHY_NOT = {
  'no-extension':
    'bakılmadı, amcheck eklentisi kurulu değil / not checked, the extension amcheck is not installed',
  'no-right':
    'bakılmadı, bu rolün amcheck yetkisi yok (GRANT EXECUTE: docs/runbook.md) / not checked, this role may not use amcheck',
  part: 'bakılmadı, yalnız bütün kurulumla birlikte bakılır / not checked, only together with everything',
} as const;

function indexesLine({ indexes }: LedgerReport): string {
  if (indexes.status === 'not-checked') return `İndeksler / indexes: ${WHY_NOT[indexes.reason]}`;
  return `İndeksler / indexes: ${indexes.indexes}, tablolar / tables: ${indexes.tables} (amcheck)`;
}

function verdict({ isWhole, offices, findings }: LedgerReport, seconds: string): string {
  const seen = `${offices} ofis / offices, ${seconds} s`;
  return isWhole
    ? `Defterler sağlam / the books are whole (${seen})`
    : `Defterler SAĞLAM DEĞİL / the books are NOT whole (${seen}; ${findings.length} yer adıyla / places named)`;
}
