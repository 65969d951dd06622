/** MT940 and CAMT files: the public cases of many banks with what they say, and files that are cut, wrong or hostile. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { absoluteKurus, kurusFromDecimal } from '@muhasebi/accounting/money/kurus.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Balance, BankLine, StatementHead } from './bank-statement.ts';
import { readMt940, readSoundStatements, readStatements } from './read-statements.ts';
import { sniffStatement } from './sniff-statement.ts';
import { StatementFault } from './statement-fault.ts';

const CASES = path.join(import.meta.dirname, '../../../../../shared/cases');
const casesOf = (pattern: string) => (existsSync(CASES) ? globSync(pattern, { cwd: CASES }).toSorted() : []);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-statements-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Read {
  readonly heads: StatementHead[];
  readonly lines: BankLine[];
  readonly closings: (Balance | null)[];
  readonly fault: string | null;
}

/** All that is read, and how it ended. */
async function gather(events: ReturnType<typeof readStatements>): Promise<Read> {
  const read = { heads: [] as StatementHead[], lines: [] as BankLine[], closings: [] as (Balance | null)[] };
  try {
    for await (const event of events) {
      if (event.kind === 'head') read.heads.push(event.head);
      else if (event.kind === 'lines') read.lines.push(...event.lines);
      else read.closings.push(event.closing);
    }
    return { ...read, fault: null };
  } catch (error) {
    if (!(error instanceof StatementFault)) throw error;
    return { ...read, fault: error.code };
  }
}

async function fileOf(content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, 'ekstre');
  await writeFile(file, content);
  return file;
}

/** "wrong-balance 5" and the like, or the number of lines. */
async function verdict(content: string | Uint8Array): Promise<string> {
  const file = await fileOf(content);
  try {
    let count = 0;
    for await (const event of readSoundStatements(file))
      if (event.kind === 'lines') count += event.lines.length;
    return `${count} lines`;
  } catch (error) {
    if (!(error instanceof StatementFault)) throw error;
    expect(error.messageTr).not.toMatch(/[{}]/);
    return `${error.code} ${/line (\d+)/i.exec(error.messageEn)?.[1] ?? ''}`.trim();
  }
}

const bare = (text: unknown) => String(text ?? '').replaceAll(/[\s\p{Cc}\uFFFD]+/gu, '');
const words = (text: unknown) => bare(text).replaceAll(/[^\x20-\x7e]/g, '');

interface Case {
  readonly account_data: Readonly<Record<string, unknown>>;
  readonly transactions: readonly Readonly<Record<string, unknown>>[];
}

/** Pieces of statements among the cases: what is there is read, and the file is not taken. */
const PIECES = [
  'betterplace/amount_formats',
  'cmxl/account_identification_iban',
  'cmxl/account_identification_legacy',
  'cmxl/reference',
  'cmxl/statement_details',
  'cmxl/statement_number',
  'self-provided/gv_codes',
  'self-provided/multiline',
  'self-provided/sparkassen',
];

describe('MT940', () => {
  it.each(casesOf('mt940/*/*.sta'))('is read as its case says: %s', async (file) => {
    const name = file.slice('mt940/'.length, -'.sta'.length);
    const expected = JSON.parse(
      readFileSync(path.join(CASES, `mt940/${name}.expected.json`), 'utf8'),
    ) as Case;
    const read = await gather(readMt940(path.join(CASES, file)));
    expect(read.lines.length).toBe(expected.transactions.length);
    for (const [at, wanted] of expected.transactions.entries()) compare(read.lines[at], wanted);
    compareHeads(read, expected.account_data);
    if (name === 'self-provided/invalid_statement') expect(read.fault).toBe('no-statement');
    else {
      expect(read.fault).toBe(null);
      expect(read.closings.includes(null)).toBe(PIECES.includes(name));
    }
  });
});

/** Fields left unsplit, and words about the whole statement, which the cases give to its last line. */
const MISREAD = /[?>]\d\d|-XXX|FREE TEXT/;

function compare(line: BankLine | undefined, wanted: Readonly<Record<string, unknown>>): void {
  const { amount } = wanted.amount as { amount: string };
  const status = String(wanted.status);
  const kurus = kurusFromDecimal(amount);
  // The cases leave the sign of what is reversed open.
  if (!status.startsWith('R')) expect(line?.kurus).toBe(kurus);
  else expect(line?.kurus).toBe(status === 'RD' ? absoluteKurus(kurus) : -absoluteKurus(kurus));
  expect(line?.valuedOn).toBe(wanted.date);
  if (wanted.entry_date !== undefined) expect(line?.bookedOn).toBe(wanted.guessed_entry_date);
  expect(line?.kind).toBe(String(wanted.id).trim());
  const reference = bare(wanted.customer_reference);
  // "KREF+" says that the reference stands in the details: it is read with them.
  if (reference.startsWith('KREF+')) expect(words(line?.text)).toContain(reference.slice('KREF+'.length, 20));
  else if (reference !== '') expect(bare(line?.reference)).toBe(reference);
  if (wanted.bank_reference != null) expect(bare(line?.bankReference)).toBe(bare(wanted.bank_reference));
  for (const part of ['transaction_details', 'purpose', 'posting_text', 'extra_details'])
    if (wanted[part] != null && !MISREAD.test(String(wanted[part])))
      expect(words(line?.text)).toContain(words(wanted[part]));
  if (wanted.applicant_name != null) expect(bare(line?.counterpartyName)).toBe(bare(wanted.applicant_name));
}

function compareHeads({ heads, closings }: Read, account: Readonly<Record<string, unknown>>): void {
  // What stands behind the last statement is a line of no statement.
  const last = heads.findLast(({ account: of, reference }) => of !== null || reference !== null);
  if (account.account_identification !== undefined)
    expect(bare(last?.account)).toContain(bare(account.account_identification));
  if (account.transaction_reference !== undefined)
    expect(words(last?.reference)).toBe(words(account.transaction_reference));
  const balances = [
    ['final_opening_balance', heads.findLast(({ opening }) => opening?.isIntermediate === false)?.opening],
    ['intermediate_opening_balance', heads.findLast(({ opening }) => opening?.isIntermediate)?.opening],
    ['final_closing_balance', closings.findLast((each) => each?.isIntermediate === false)],
    ['intermediate_closing_balance', closings.findLast((each) => each?.isIntermediate)],
  ] as const;
  for (const [name, balance] of balances) {
    const wanted = account[name] as
      | { amount: { amount: string; currency: string }; date: string }
      | undefined;
    if (wanted === undefined) continue;
    expect([balance?.day, balance?.currency, balance?.kurus]).toEqual([
      wanted.date,
      wanted.amount.currency,
      kurusFromDecimal(wanted.amount.amount),
    ]);
  }
}

interface CamtCase {
  readonly getRecords: readonly unknown[];
  readonly getEntries: readonly {
    readonly getAmount: { readonly getAmount: string; readonly getCurrency: { readonly getCode: string } };
    readonly getBookingDate: Readonly<Record<string, string>> | null;
    readonly getValueDate: Readonly<Record<string, string>> | null;
    readonly getRecord: {
      readonly getId: string;
      readonly getAccount: { readonly getIdentification: string };
    };
  }[];
}

describe('CAMT', () => {
  it.each(casesOf('camt/*.json'))('is read as its case says: %s', async (file) => {
    const expected = JSON.parse(readFileSync(path.join(CASES, file), 'utf8')) as CamtCase;
    const read = await gather(readStatements(path.join(CASES, file.replace('.json', '.xml'))));
    expect(read.fault).toBe(null);
    expect(read.heads.length).toBe(expected.getRecords.length);
    for (const [at, entry] of expected.getEntries.entries()) {
      // Of several statements the case keeps the entries of the last one.
      const line = read.lines[read.lines.length - expected.getEntries.length + at];
      expect(line?.kurus).toBe(BigInt(entry.getAmount.getAmount));
      expect(line?.currency).toBe(entry.getAmount.getCurrency.getCode);
      expect(line?.bookedOn ?? null).toBe(entry.getBookingDate?.['0']?.slice(0, 10) ?? null);
      if (entry.getValueDate !== null) expect(line?.valuedOn).toBe(entry.getValueDate['0']?.slice(0, 10));
      if (typeof entry.getRecord === 'object') {
        expect(read.heads.at(-1)?.account).toBe(entry.getRecord.getAccount.getIdentification);
        expect(read.heads.at(-1)?.reference).toBe(entry.getRecord.getId);
      }
    }
  });

  it.skipIf(!existsSync(CASES))(
    'is refused where it holds no statement, and where it is no statement of a day',
    async () => {
      const caseOf = (name: string) => readFileSync(path.join(CASES, 'camt', name));
      expect(await verdict(caseOf('camt053.v2.wrong.xml'))).toBe('no-statement');
      expect(await verdict(caseOf('camt052.v2.xml'))).toBe('not-booked-yet');
      expect(await verdict(caseOf('camt054.v2.xml'))).toBe('not-booked-yet');
      expect(await verdict(caseOf('camt053.v2.multi.statement.xml'))).toMatch(/lines|wrong-balance/);
      expect(await verdict(caseOf('camt053.v2.minimal.xml'))).toMatch(/^wrong-currency/);
    },
  );
});

const MT940 = [
  ':20:EKSTRE1',
  ':25:TR330006100519786457841326',
  ':28C:12/1',
  ':60F:C261123TRY1000,00',
  ':61:2611241124C250,50NTRFFTR-1//B1',
  ':86:GELEN HAVALE IŞIK İNŞAAT',
  ':61:2611241124D100,NMSCNONREF//B2',
  ':86:KOMİSYON',
  ':62F:C261124TRY1150,50',
  '-',
].join('\r\n');

const camt = (entries: string, closing = '1150.50') =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
<Acct><Id><IBAN>TR330006100519786457841326</IBAN></Id><Ccy>TRY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="TRY">1000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="TRY">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>
${entries}</Stmt></BkToCstmrStmt></Document>`;
const entry = (amount: string, over = '<Sts><Cd>BOOK</Cd></Sts>') =>
  `<Ntry><Amt Ccy="TRY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>${over}<BookgDt><Dt>2026-11-24</Dt></BookgDt></Ntry>\n`;

describe('a statement', () => {
  it('is told from other files by its first bytes', () => {
    expect(sniffStatement(Buffer.from(MT940))).toBe('mt940');
    expect(sniffStatement(Buffer.from(`{1:F01X}{4:\r\n${MT940}`))).toBe('mt940');
    expect(sniffStatement(Buffer.from(camt('')))).toBe('camt053');
    expect(sniffStatement(Buffer.from('<Invoice xmlns="urn:oasis:names"/>'))).toBe(null);
    expect(sniffStatement(Buffer.from('PK\u0003\u0004 :20: :25:'))).toBe(null);
    expect(sniffStatement(Buffer.from('Saat 12:20: toplantı'))).toBe(null);
  });

  it('that is whole and adds up is taken, in UTF-8 and in windows-1254', async () => {
    expect(await verdict(MT940)).toBe('2 lines');
    const turkish = Buffer.from(MT940.replaceAll('Ş', '\u00de').replaceAll('İ', '\u00dd'), 'latin1');
    const { lines } = await gather(readStatements(await fileOf(turkish)));
    expect(lines[0]?.text).toBe('GELEN HAVALE IŞIK İNŞAAT');
    expect(await verdict(camt(entry('150.50')))).toBe('1 lines');
    expect(await verdict(camt(entry('150.50') + entry('9.00', '<Sts>PDNG</Sts>')))).toBe('1 lines');
  });

  it('with a wrong closing balance is refused at the line of it', async () => {
    expect(await verdict(MT940.replace('1150,50', '1150,51'))).toBe('wrong-balance 9');
    expect(await verdict(camt(entry('150.50'), '1150.49'))).toMatch(/^wrong-balance/);
  });

  it('that is cut off anywhere is refused, never taken in part', async () => {
    const xml = camt(entry('150.50') + entry('0.00'));
    const cut = fc.tuple(fc.constantFrom(MT940, xml), fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, async ([text, share]) => {
        // Behind the closing balance (and the last tag) nothing is lost.
        const whole = text === xml ? xml.length - 1 : text.indexOf('1150,50') + 5;
        expect(await verdict(text.slice(0, Math.floor(share * whole)))).not.toMatch(/lines/);
      }),
      { numRuns: 60 },
    );
  });

  it('with a DOCTYPE, broken XML or a letter that is none is refused', async () => {
    const hostile = camt(entry('150.50')).replace(
      '?>',
      '?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    );
    expect(await verdict(hostile)).toBe('doctype');
    expect(await verdict(camt('<Ntry><Amt></Ntry>'))).toMatch(/^unreadable/);
    expect(await verdict(Buffer.from(camt(entry('150.50').replace('BOOK', '\u00ff')), 'latin1'))).toMatch(
      /^unreadable/,
    );
    expect(await verdict(camt(entry('150.505')))).toMatch(/^unreadable/);
    expect(await verdict(MT940.replace('C250,50', 'X250,50'))).toBe('unreadable 5');
    expect(await verdict(':20:\n:25:1\n'.padEnd(200_000, 'x'))).toMatch(/^unreadable/);
  });
});
