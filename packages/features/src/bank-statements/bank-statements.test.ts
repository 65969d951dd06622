/** Bank statements on a real database: each line once over overlaps, equal payments apart, gaps told, and taken back. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatKurusTr } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import type { RouteContract } from '@muhasebi/platform/http/route.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientsContract } from '../clients/contract.ts';
import { requestContext } from '../route-caller.fixture.ts';
import { type Files, filesOf } from '../test-ground.fixture.ts';
import { BUYER_TAX_ID, createWholeOffice, type OfficeScope, OTHER_TAX_ID } from '../whole-office.fixture.ts';
import { bankStatementsContract as contract, type TakenFile } from './contract.ts';
import { createBankStatementsFeature } from './feature.ts';
import { numberLines, type StoredLine } from './number-lines.ts';

let office: Awaited<ReturnType<typeof createWholeOffice>>;
let scope: OfficeScope;
let clientId: string;
let otherId: string;
let account = 0;
/** A number of its own for each test. */
let no = '';

beforeAll(async () => {
  office = await createWholeOffice();
  scope = await office.openOffice();
  clientId = await office.openClient(scope, BUYER_TAX_ID);
  otherId = await office.openClient(scope, OTHER_TAX_ID);
}, 120_000);
afterAll(() => office?.close());
beforeEach(() => {
  account += 1;
  no = `1234/${account}`;
});

/** "24 +100,00 FTR-1": a day of November 2026, an amount, a reference. */
type Line = `${number} ${'+' | '-'}${string}`;
const kurusOf = (line: Line) => BigInt((line.split(' ')[1] ?? '').replace(/[,+]/g, ''));

/** A statement of MT940 whose closing is right; `page`: in the middle of another. */
function mt940(openingKurus: bigint, lines: readonly Line[], page: 'F' | 'M' = 'F', of = no): string {
  const closing = lines.reduce((sum, line) => sum + kurusOf(line), openingKurus);
  const balance = (kurus: bigint, day: string) =>
    `${kurus < 0n ? 'D' : 'C'}2611${day}TRY${formatKurusTr(kurus < 0n ? -kurus : kurus).replaceAll('.', '')}`;
  const days = lines.map((line) => (line.split(' ')[0] ?? '').padStart(2, '0'));
  const rows = lines.flatMap((line, at) => {
    const [, amount = '', reference = 'NONREF'] = line.split(' ');
    const side = amount.startsWith('-') ? 'D' : 'C';
    return [
      `:61:2611${days[at]}11${days[at]}${side}${amount.slice(1)}NTRF${reference}`,
      `:86:${reference} açıklama`,
    ];
  });
  return [
    ':20:EKSTRE',
    `:25:${of}`,
    ':28C:1/1',
    `:60${page}:${balance(openingKurus, days[0] ?? '01')}`,
    ...rows,
    `:62F:${balance(closing, days.at(-1) ?? '01')}`,
    '-',
  ].join('\n');
}

async function bring(files: Files, to = clientId, of: Scope = scope): Promise<TakenFile[]> {
  const wanted: RouteContract = contract.uploadBankStatements;
  const route = office.routes.find((each) => each.contract === wanted);
  const context = { ...requestContext(of), files: () => filesOf(files) };
  const answer = await route?.handle(context, {
    params: { clientId: to },
    query: {},
    body: undefined,
  } as never);
  return (answer as { results: TakenFile[] }).results;
}
/** "stored 2+1": lines that are new, and lines that were known. */
async function take(text: string): Promise<string> {
  const [taken] = await bring({ 'ekstre.sta': Buffer.from(text) });
  return `${taken?.status} ${taken?.lines}+${taken?.known}`;
}
const accounts = async (of = clientId, by: Scope = scope) =>
  (await office.call(contract.listBankAccounts, { params: { clientId: of } }, by)).items;
const accountId = async () => (await accounts()).find(({ accountNo }) => accountNo === no)?.id ?? '';
const linesOf = async (query: Parameters<typeof office.call<typeof contract.listBankLines>>[1]['query']) =>
  office.call(contract.listBankLines, { params: { bankAccountId: await accountId() }, query }, scope);
const amounts = async () => (await linesOf({})).items.map(({ amount }) => amount).toReversed();
const statements = async () =>
  (
    await office.call(
      contract.listBankStatements,
      { params: { bankAccountId: await accountId() }, query: {} },
      scope,
    )
  ).items;
const undo = (statementId: string) =>
  office.call(contract.undoBankStatement, { params: { statementId } }, scope);

const FIRST = ['23 +100,00 A', '24 -30,00 B', '24 -30,00 B'] as const satisfies Line[];

describe('a line', () => {
  it('comes once however often and however far statements overlap, and equal payments of a day both stay', async () => {
    expect(await take(mt940(0n, FIRST))).toBe('stored 3+0');
    expect(await take(mt940(0n, FIRST))).toBe('known 0+3');
    expect(await take(mt940(0n, [...FIRST, '25 +5,00 C']))).toBe('stored 1+3');
    expect(await take(mt940(10_000n, ['24 -30,00 B', '24 -30,00 B', '25 +5,00 C', '26 +1,00 D']))).toBe(
      'stored 1+3',
    );
    expect(await amounts()).toEqual(['100.00', '-30.00', '-30.00', '5.00', '1.00']);
    expect((await linesOf({ limit: 1 })).items[0]?.balance).toBe('46.00');
  });

  it('that looks like one of an earlier statement of the same day is another where the bank went on from there', async () => {
    await take(mt940(0n, ['24 +100,00 A', '24 -30,00 B']));
    expect(await take(mt940(7_000n, ['24 -30,00 B']))).toBe('stored 1+0');
    expect(await take(mt940(4_000n, ['24 -30,00 B'], 'M'))).toBe('stored 1+0');
    // The whole day again, in one statement.
    expect(await take(mt940(0n, ['24 +100,00 A', '24 -30,00 B', '24 -30,00 B', '24 -30,00 B']))).toBe(
      'stored 0+4',
    );
    expect(await amounts()).toEqual(['100.00', '-30.00', '-30.00', '-30.00']);
  });

  it('is never doubled and never lost, whatever parts of an account come in whatever order', async () => {
    const line = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('+10,00 A', '-10,00 A', '-3,00 B'));
    const parts = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), parts, async (drawn, cuts) => {
        account += 1;
        no = `1234/${account}`;
        const all = drawn
          .toSorted(([a], [b]) => a - b)
          .map(([day, rest]): Line => `${day} ${rest as `+${string}`}`);
        // Parts of whole days, then all of it.
        const whole = [...cuts.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const), [0, 31] as const];
        for (const [from, to] of whole) {
          const before = all.filter((each) => Number(each.split(' ')[0]) < from);
          const part = all.filter(
            (each) => Number(each.split(' ')[0]) >= from && Number(each.split(' ')[0]) <= to,
          );
          if (part.length === 0) continue;
          await take(
            mt940(
              before.reduce((sum, each) => sum + kurusOf(each), 50_000n),
              part,
            ),
          );
        }
        const stored = (await linesOf({ limit: 500 })).items.map(({ amount }) => amount).toSorted();
        const wanted = all
          .map((each) => (each.split(' ')[1] ?? '').replace('+', '').replace(',', '.'))
          .toSorted();
        expect(stored).toEqual(wanted);
      }),
      { numRuns: 8 },
    );
  });

  it('of an opening balance that fits nowhere is known only where its own balance is the same', () => {
    const stored: StoredLine[] = [
      { likeness: 'b', occurrence: 1, amountKurus: -5n, balanceKurus: 95n },
      { likeness: 'b', occurrence: 2, amountKurus: -5n, balanceKurus: 90n },
    ];
    const number = numberLines(105n, false, stored);
    expect([number('b', 100n), number('b', 95n), number('b', 90n), number('c', 85n)]).toEqual([3, 1, 2, 1]);
  });
});

describe('statements of an account', () => {
  it('tell a gap, and no longer once the statement between them came', async () => {
    await take(mt940(0n, ['2 +100,00 A']));
    await take(mt940(9_000n, ['5 +1,00 C']));
    expect((await statements()).map(({ finding }) => finding?.code ?? null)).toEqual(['bank.gap', null]);
    expect((await accounts()).find(({ accountNo }) => accountNo === no)?.breaks).toBe(1);
    await take(mt940(10_000n, ['3 -10,00 B']));
    expect((await statements()).map(({ finding }) => finding)).toEqual([null, null, null]);
  });

  it('tell an opening balance that is not what their lines came to', async () => {
    await take(mt940(0n, ['2 +100,00 A', '4 +1,00 B', '6 +1,00 C']));
    await take(mt940(9_999n, ['4 +1,00 B', '6 +1,00 C']));
    const [overlap] = await statements();
    expect(overlap?.finding).toMatchObject({ code: 'bank.opening-wrong' });
    expect(overlap?.finding?.message).toContain('fark -0,01');
  });

  it('are taken back one by one: a line that another one has stays, the rest goes and can come again', async () => {
    await take(mt940(0n, FIRST));
    await take(mt940(10_000n, ['24 -30,00 B', '24 -30,00 B', '25 +5,00 C']));
    const [later, first] = await statements();
    await undo(first?.id ?? '');
    expect(await amounts()).toEqual(['-30.00', '-30.00', '5.00']);
    expect(await statements()).toMatchObject([{ id: later?.id, lines: 3, known: 0 }]);
    expect(await take(mt940(0n, FIRST))).toBe('stored 1+2');
    for (const { id } of await statements()) await undo(id);
    expect(await amounts()).toEqual([]);
    await expect(undo(first?.id ?? '')).rejects.toMatchObject({ code: 'BANK_STATEMENT_NOT_FOUND' });
  });
});

describe('a file', () => {
  it('that is cut off, does not add up or is none is refused alone, and nothing of it is stored', async () => {
    const good = mt940(0n, FIRST);
    const results = await bring({
      'kesik.sta': Buffer.from(good.slice(0, good.indexOf(':62F'))),
      'yanlis.sta': Buffer.from(`${good}\n${good.replace('TRY40,00', 'TRY40,01')}`),
      'fatura.xml': Buffer.from('<Invoice/>'),
      'iyi.sta': Buffer.from(good),
    });
    expect(results.map(({ status }) => status)).toEqual(['refused', 'refused', 'refused', 'stored']);
    expect(results.map(({ error }) => error?.message ?? '')).toMatchObject([
      expect.stringContaining('satırda kesilmiş'),
      expect.stringMatching(/Satır \d+: kapanış bakiyesi 40,01.* fark 0,01/),
      expect.stringContaining('banka ekstresi yok'),
      '',
    ]);
    expect(await amounts()).toEqual(['100.00', '-30.00', '-30.00']);
  });

  it('without a client is of the client that has the account or its IBAN on the card, and of nobody else', async () => {
    const { service } = createBankStatementsFeature({
      ...office.deps,
      letterhead: { officeLetterhead: () => Promise.reject(new Error('no file is written')) },
    });
    const bringBare = async (text: string, named: string | null = null) => {
      const file = path.join(office.deps.scratchDir, 'bare.sta');
      await writeFile(file, text);
      const sha256 = createHash('sha256').update(text).digest('hex');
      return inScope(office.db, scope, (trx) =>
        service.take(trx, scope.tenantId, { path: file, fileName: 'bare.sta', sha256, clientId: named }),
      );
    };
    expect(await bringBare(mt940(0n, FIRST))).toEqual({ kind: 'nobodys', accounts: [no] });
    await take(mt940(0n, FIRST));
    expect(await bringBare(mt940(0n, FIRST))).toMatchObject({ kind: 'stored', clientId, lines: 0, known: 3 });
    expect(await bringBare(mt940(0n, FIRST), otherId)).toMatchObject({ kind: 'refused' });
    const iban = 'TR330006100519786457841326';
    const card = await office.call(clientsContract.showCard, { params: { clientId: otherId } }, scope);
    const row = { iban, bankName: 'Deneme Bankası', currency: 'TRY', accountCode: null };
    const body = { etag: card.bankAccounts.etag, rows: [row] };
    await office.call(clientsContract.putBankAccounts, { params: { clientId: otherId }, body }, scope);
    const taken = await bringBare(mt940(0n, FIRST, 'F', `${iban.slice(0, 4)} ${iban.slice(4)}TRY`));
    expect(taken).toMatchObject({ kind: 'stored', clientId: otherId, lines: 3 });
    expect(await accounts(otherId)).toMatchObject([
      { accountNo: iban, name: 'Deneme Bankası', balance: '40.00' },
    ]);
    const both = `${mt940(0n, FIRST)}\n${mt940(0n, FIRST, 'F', iban)}`;
    expect(await bringBare(both)).toMatchObject({ kind: 'refused' });
  });
});

describe('the list of lines', () => {
  it('is narrowed by day, side and words, and its sums with it', async () => {
    await take(mt940(0n, FIRST));
    expect(await linesOf({ side: 'out' })).toMatchObject({ total: 2, sumIn: '0.00', sumOut: '60.00' });
    expect(await linesOf({ to: '2026-11-23' })).toMatchObject({ total: 1, sumIn: '100.00' });
    expect((await linesOf({ q: 'b ACIKLAMA' })).total).toBe(2);
  });

  it('is seen by nobody from another office, nor by who does not see the client', async () => {
    await take(mt940(0n, FIRST));
    const bankAccountId = await accountId();
    const stranger = await office.openOffice();
    const narrow: Scope = { ...scope, clientIds: [otherId] };
    for (const of of [stranger, narrow])
      await expect(
        office.call(contract.listBankLines, { params: { bankAccountId }, query: {} }, of),
      ).rejects.toMatchObject({ code: 'BANK_ACCOUNT_NOT_FOUND' });
    // Who sees another client alone cannot take the account over either.
    const [taken] = await bring({ 'e.sta': Buffer.from(mt940(0n, FIRST)) }, otherId, narrow);
    expect(taken?.error?.code).toBe('BANK_STATEMENT_REFUSED');
  });

  it('is kept under an account of the chart that is there', async () => {
    await take(mt940(0n, FIRST));
    const params = { bankAccountId: await accountId() };
    const change = (body: { accountCode?: string; name?: string; version: number }) =>
      office.call(contract.changeBankAccount, { params, body }, scope);
    await expect(change({ accountCode: '102.99', version: 1 })).rejects.toMatchObject({
      code: 'BANK_ACCOUNT_CODE_UNKNOWN',
    });
    expect(await change({ name: 'Ana hesap', version: 1 })).toMatchObject({ name: 'Ana hesap', version: 2 });
    await expect(change({ name: 'Öteki', version: 1 })).rejects.toMatchObject({
      code: 'BANK_ACCOUNT_CHANGED',
    });
  });
});
