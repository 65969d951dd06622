/** Tests of merging two changes of one voucher: no change is lost, equal ones are one, the balance is told. */
import { kurusFromDecimal, kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContentLine, mergeVouchers, type OwnLine, type VoucherContent } from './merge-vouchers.ts';

const line = (
  accountCode: string,
  debit: string,
  credit: string,
  role: string | null = null,
): ContentLine => ({
  accountCode,
  debit,
  credit,
  description: '',
  role,
  fx: null,
});
const base: VoucherContent = {
  date: '2026-11-05',
  description: 'Kırtasiye',
  lines: [
    line('770.03', '1000.00', '0.00', 'alis.matrah.2000'),
    line('191.01.020', '200.00', '0.00', 'alis.kdv.2000'),
    line('320.01.0001', '0.00', '1200.00', 'alis.satici'),
  ],
};
const own = (content: VoucherContent): VoucherContent<OwnLine> => ({
  ...content,
  lines: content.lines.map((each, from) => ({ ...each, from })),
});
const withLine = (content: VoucherContent, at: number, change: Partial<ContentLine>): VoucherContent => ({
  ...content,
  lines: content.lines.map((each, index) => (index === at ? { ...each, ...change } : each)),
});
const plain = (content: VoucherContent<ContentLine & { saved?: number | null; from?: number | null }>) => ({
  ...content,
  lines: content.lines.map(({ saved: _saved, from: _from, ...rest }) => rest),
});

describe('merging two changes of a voucher', () => {
  it('takes both where they touch different lines or fields', () => {
    const mine = own({ ...withLine(base, 0, { accountCode: '760.01' }), description: 'Broşür' });
    const theirs = { ...withLine(base, 0, { description: 'Matbaa' }), date: '2026-11-06' };
    const merged = mergeVouchers(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.content).toMatchObject({ date: '2026-11-06', description: 'Broşür' });
    expect(merged.content.lines[0]).toMatchObject({ accountCode: '760.01', description: 'Matbaa' });
    expect(merged.changes.map(({ who, field }) => `${who} ${field}`)).toEqual([
      'theirs date',
      'mine description',
      'mine account',
      'theirs lineDescription',
    ]);
  });
  it('asks where both changed the same field in another way, and follows the choice', () => {
    const mine = own(withLine(base, 0, { accountCode: '760.01' }));
    const theirs = withLine(base, 0, { accountCode: '740.01' });
    const asked = mergeVouchers(base, mine, theirs);
    expect(asked.conflicts).toMatchObject([
      { id: '0.account', base: '770.03', mine: '760.01', theirs: '740.01' },
    ]);
    expect(asked.open).toBe(1);
    const chosen = mergeVouchers(base, mine, theirs, new Map([['0.account', 'mine' as const]]));
    expect(chosen.open).toBe(0);
    expect(chosen.content.lines[0]?.accountCode).toBe('760.01');
  });
  it('asks where one removed a line that the other changed', () => {
    const whole = own(base);
    const mine = { ...whole, lines: whole.lines.slice(1) };
    const theirs = withLine(base, 0, { debit: '900.00' });
    const merged = mergeVouchers(base, mine, theirs);
    expect(merged.conflicts).toMatchObject([{ id: '0.line', mine: null }]);
    expect(
      mergeVouchers(base, mine, theirs, new Map([['0.line', 'mine' as const]])).content.lines,
    ).toHaveLength(2);
  });
  it('tells the difference that two sound changes make together', () => {
    const mine = own(withLine(withLine(base, 0, { debit: '900.00' }), 1, { debit: '300.00' }));
    const theirs = withLine(withLine(base, 0, { debit: '950.00' }), 2, { credit: '1150.00' });
    const merged = mergeVouchers(base, mine, theirs, new Map([['0.amount', 'mine' as const]]));
    expect(merged.differenceKurus).toBe(5000n);
  });
  it('counts the same line added twice as one', () => {
    const extra = line('770.99', '10.00', '0.00');
    const mine = own(base);
    const merged = mergeVouchers(
      base,
      { ...mine, lines: [...mine.lines, { ...extra, from: null }] },
      { ...base, lines: [extra, ...base.lines] },
    );
    expect(merged.content.lines).toHaveLength(4);
    expect(merged.changes).toMatchObject([{ who: 'both', field: 'line' }]);
  });
  it('keeps an added line behind the line after which it was written', () => {
    const mine = own(base);
    const added = { ...line('770.99', '10.00', '0.00'), from: null };
    const merged = mergeVouchers(base, { ...mine, lines: mine.lines.toSpliced(1, 0, added) }, base);
    expect(merged.content.lines.map((each) => each.accountCode)).toEqual([
      '770.03',
      '770.99',
      '191.01.020',
      '320.01.0001',
    ]);
  });
});

const kurus = fc.integer({ min: 1, max: 500 }).map((n) => kurusToDecimal(BigInt(n)));
const anyLine: fc.Arbitrary<ContentLine> = fc
  .tuple(
    fc.constantFrom('100.01', '191.01.020', '320.01.0001', '770.01', '770.03'),
    kurus,
    fc.boolean(),
    fc.constantFrom('', 'a', 'b'),
  )
  .map(([accountCode, amount, isDebit, description]) => ({
    ...line(accountCode, isDebit ? amount : '0.00', isDebit ? '0.00' : amount),
    description,
  }));
const anyVoucher: fc.Arbitrary<VoucherContent> = fc
  .tuple(
    fc.constantFrom('2026-11-01', '2026-11-02'),
    fc.constantFrom('x', 'y', 'z'),
    fc.array(anyLine, { maxLength: 6 }),
  )
  .map(([date, description, lines]) => ({
    date,
    description,
    // A proposal names its lines; each role once.
    lines: lines.map((each, index) => (index % 2 === 0 ? { ...each, role: `rol.${index}` } : each)),
  }));
/** An edit of a voucher: lines dropped, changed and added, the head changed or not. */
function editOf(content: VoucherContent): fc.Arbitrary<VoucherContent<OwnLine>> {
  const fates = fc.tuple(...content.lines.map(() => fc.constantFrom('keep', 'keep', 'drop', 'change')));
  const news = fc.array(anyLine, { minLength: content.lines.length, maxLength: content.lines.length });
  return fc
    .tuple(
      fates,
      news,
      fc.array(anyLine, { maxLength: 2 }),
      fc.constantFrom(content.date, '2026-11-03'),
      fc.constantFrom(content.description, 'w'),
    )
    .map(([fate, fresh, added, date, description]) => ({
      date,
      description,
      lines: [
        ...content.lines.flatMap((old, from) => {
          if (fate[from] === 'drop') return [];
          const change = fate[from] === 'change' ? fresh[from] : undefined;
          return [{ ...old, ...change, role: old.role, from }];
        }),
        ...added.map((each) => ({ ...each, from: null })),
      ],
    }));
}
const anyMerge = anyVoucher.chain((old) => fc.tuple(fc.constant(old), editOf(old), editOf(old)));
const runs = { numRuns: 300 };
const contents = (lines: readonly ContentLine[]) =>
  lines.map((each) => `${each.accountCode} ${each.debit} ${each.credit} ${each.description}`);

describe('any two changes of any voucher', () => {
  it('are what one side made where the other changed nothing', () => {
    fc.assert(
      fc.property(anyMerge, ([old, mine, theirs]) => {
        const onlyMine = mergeVouchers(old, mine, old);
        expect(onlyMine.conflicts).toEqual([]);
        expect(contents(onlyMine.content.lines).toSorted()).toEqual(contents(mine.lines).toSorted());
        const onlyTheirs = mergeVouchers(old, own(old), plain(theirs));
        expect(onlyTheirs.conflicts).toEqual([]);
        expect(plain(onlyTheirs.content)).toEqual(plain(theirs));
      }),
      runs,
    );
  });
  it('collapse where they are the same, as when the answer to a save was lost', () => {
    fc.assert(
      fc.property(anyMerge, ([old, mine]) => {
        const merged = mergeVouchers(old, mine, plain(mine));
        expect(merged.conflicts).toEqual([]);
        expect(plain(merged.content)).toEqual(plain(mine));
        expect(merged.changes.every((change) => change.who === 'both')).toBe(true);
      }),
      runs,
    );
  });
  it('lose nothing: what a side wrote stands in the outcome or is asked about', () => {
    fc.assert(
      fc.property(anyMerge, ([old, mine, theirs]) => {
        const merged = mergeVouchers(old, mine, plain(theirs));
        const asked = merged.conflicts.flatMap((each) => [each.mine, each.theirs]);
        const said = (text: string) =>
          merged.content.lines.some((each) => contents([each])[0]?.includes(text)) ||
          asked.some((each) => each?.replace('|', ' ').includes(text));
        const amountOf = (each: ContentLine | undefined) => `${each?.debit} ${each?.credit}`;
        for (const each of mine.lines) {
          const before = each.from === null ? undefined : old.lines[each.from];
          if (each.accountCode !== before?.accountCode) expect(said(each.accountCode)).toBe(true);
          if (amountOf(each) !== amountOf(before)) expect(said(amountOf(each))).toBe(true);
        }
        // What was saved carries no trace of the line it was: only what stood nowhere before is surely new.
        for (const each of theirs.lines) {
          const had = (text: string) => old.lines.some((line) => contents([line])[0]?.includes(text));
          if (!had(each.accountCode)) expect(said(each.accountCode)).toBe(true);
          if (!had(amountOf(each))) expect(said(amountOf(each))).toBe(true);
        }
      }),
      runs,
    );
  });
  it('are decided by the choices alone: all mine keeps every word of mine, none is left open', () => {
    fc.assert(
      fc.property(anyMerge, ([old, mine, theirs]) => {
        const open = mergeVouchers(old, mine, plain(theirs));
        const choices = new Map(open.conflicts.map(({ id }) => [id, 'mine' as const]));
        expect(choices.size).toBe(open.conflicts.length);
        const merged = mergeVouchers(old, mine, plain(theirs), choices);
        expect(merged.open).toBe(0);
        const codes = merged.content.lines.map((each) => each.accountCode);
        for (const each of mine.lines) {
          const before = each.from === null ? undefined : old.lines[each.from];
          if (each.accountCode !== before?.accountCode) expect(codes).toContain(each.accountCode);
        }
      }),
      runs,
    );
  });
  it('tell the balance of exactly what they come to', () => {
    fc.assert(
      fc.property(anyMerge, ([old, mine, theirs]) => {
        const { content, differenceKurus } = mergeVouchers(old, mine, plain(theirs));
        const sum = content.lines.reduce(
          (total, each) => total + kurusFromDecimal(each.debit) - kurusFromDecimal(each.credit),
          0n,
        );
        expect(differenceKurus).toBe(sum);
      }),
      runs,
    );
  });
});
