/**
 * A file of 50,000 lines stored through the upload's own road, MT940 and CAMT.053, and the same file once more with a day added, so
 * that every line but the new ones is known. The baseline writes the same lines by COPY into a plain table of the same server.
 * Usage: node bench/bank-statements.ts [lines]
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  bankStatementsContract as contract,
  type TakenFile,
} from '@muhasebi/features/bank-statements/contract.ts';
import { requestContext } from '@muhasebi/features/route-caller.fixture.ts';
import { filesOf } from '@muhasebi/features/test-ground.fixture.ts';
import { createWholeOffice, OTHER_TAX_ID } from '@muhasebi/features/whole-office.fixture.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import { copyTemplate } from '@muhasebi/testkit/postgres.ts';
import { startTemporaryPostgres } from '@muhasebi/testkit/temporary-postgres.ts';
import { tell } from './tell.ts';

const LINES = Number(process.argv[2] ?? 50_000);
const GOAL_MS = 10_000;

interface Line {
  readonly day: string;
  readonly kurus: bigint;
  readonly name: string;
  readonly text: string;
}

/** Lines over a year; every tenth is the equal of the one before. */
const lines = (count: number): Line[] =>
  Array.from({ length: count }, (_, n): Line => {
    const nth = n % 10 === 9 ? n - 1 : n;
    const at = new Date(Date.UTC(2025, 0, 1) + Math.floor((n * 365) / LINES) * 86_400_000);
    const kurus = BigInt((1_000 + ((nth * 7919) % 900_000)) * (nth % 3 === 0 ? -1 : 1));
    const name = `Işık İnşaat ${nth % 400} Ltd. Şti.`;
    return { day: at.toISOString().slice(0, 10), kurus, name, text: `FATURA ABC2025${nth} ODEMESI` };
  });

const money = (kurus: bigint, mark: string) => {
  const digits = String(kurus < 0n ? -kurus : kurus).padStart(3, '0');
  return `${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
};
const sumOf = (all: readonly Line[]) => all.reduce((sum, { kurus }) => sum + kurus, 0n);
const short = (day: string) => day.slice(2).replaceAll('-', '');

function mt940(all: readonly Line[], iban: string): string {
  const closing = sumOf(all);
  const rows = all.map(({ day, kurus, name, text }) => {
    const side = kurus < 0 ? 'D' : 'C';
    return `:61:${short(day)}${short(day).slice(2)}${side}${money(kurus, ',')}NTRFNONREF//B${short(day)}\r\n:86:${text} ${name}`;
  });
  const head = `:20:EKSTRE\r\n:25:${iban}\r\n:28C:1/1\r\n:60F:C250101TRY0,00`;
  const end = `:62F:${closing < 0 ? 'D' : 'C'}251231TRY${money(closing, ',')}\r\n-`;
  return [head, ...rows, end].join('\r\n');
}

function camt(all: readonly Line[], iban: string): string {
  const balance = (code: string, kurus: bigint, day: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="TRY">${money(kurus, '.')}</Amt><CdtDbtInd>${kurus < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const rows = all.map(({ day, kurus, name, text }) => {
    const [side, who] = kurus < 0 ? ['DBIT', 'Cdtr'] : ['CRDT', 'Dbtr'];
    return `<Ntry><Amt Ccy="TRY">${money(kurus, '.')}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><${who}><Nm>${name}</Nm></${who}><${who}Acct><Id><IBAN>TR330006100519786457841326</IBAN></Id></${who}Acct></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>TRY</Ccy></Acct>${balance('OPBD', 0n, '2025-01-01')}${balance('CLBD', sumOf(all), '2025-12-31')}\n${rows.join('\n')}\n</Stmt></BkToCstmrStmt></Document>`;
}

const postgres = await startTemporaryPostgres();
const office = await createWholeOffice(await copyTemplate(postgres.address));
const scope = await office.openOffice();
const clientId = await office.openClient(scope, OTHER_TAX_ID);

async function bring(name: string, content: string): Promise<{ ms: number; taken: TakenFile }> {
  const wanted: RouteContract = contract.uploadBankStatements;
  const route = office.routes.find((each) => each.contract === wanted);
  const bytes = Buffer.from(content);
  const context = { ...requestContext(scope), files: () => filesOf({ [name]: bytes }) };
  const start = performance.now();
  const answer = await route?.handle(context, { params: { clientId }, query: {}, body: undefined } as never);
  const ms = Math.round(performance.now() - start);
  const [taken] = (answer as { results: TakenFile[] }).results;
  if (taken === undefined || taken.error !== null) throw new Error(JSON.stringify(taken));
  console.log(JSON.stringify({ name, bytes: bytes.length, ms, lines: taken.lines, known: taken.known }));
  return { ms, taken };
}

/** COPY reads a file of the server's own machine; the table has no key to others, no trigger and no policy. */
async function baseline(all: readonly Line[]): Promise<number> {
  const file = path.join(office.deps.scratchDir, 'lines.tsv');
  writeFileSync(
    file,
    all.map(({ day, kurus, name, text }, n) => [n, day, kurus, name, text].join('\t')).join('\n'),
    {
      mode: 0o644,
    },
  );
  spawnSync('chmod', ['755', office.deps.scratchDir]);
  await office.superuser.query(`create schema if not exists plain; drop table if exists plain.lines;
    create table plain.lines (line_no int primary key, day date, kurus bigint, name text, words text)`);
  const start = performance.now();
  await office.superuser.query(`copy plain.lines from '${file}'`);
  return Math.round(performance.now() - start);
}

try {
  const all = lines(LINES);
  const more = lines(LINES + 100);
  const plain = await baseline(all);
  const runs = [
    await bring('yil.sta', mt940(all, 'TR1')),
    await bring('yil-artı.sta', mt940(more, 'TR1')),
    await bring('yil.xml', camt(all, 'TR2')),
    await bring('yil-artı.xml', camt(more, 'TR2')),
  ] as const;
  for (const [at, { taken }] of runs.entries())
    if (taken.lines !== (at % 2 === 0 ? LINES : 100)) throw new Error(`run ${at}: ${taken.lines} lines`);
  const worst = Math.max(...runs.map(({ ms }) => ms));
  tell({
    bench: `bank statement of ${LINES} lines, from upload to stored`,
    unit: 'ms',
    figure: worst,
    baseline: plain,
    baselineIs: 'the same lines by COPY into a plain table',
    goal: `≤ ${GOAL_MS} ms for every format, also where all lines are known`,
    met: worst <= GOAL_MS,
    details: {
      mt940Ms: runs[0].ms,
      mt940KnownMs: runs[1].ms,
      camtMs: runs[2].ms,
      camtKnownMs: runs[3].ms,
      rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    },
  });
} finally {
  await office.close();
  await postgres.stop();
}
