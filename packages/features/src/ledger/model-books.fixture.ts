/** Books as an accountant could keep them on paper: what each act on them must answer, and what must stand in them after it. */
import fc from 'fast-check';

/** Months of the model's year that acts fall into. */
export const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'] as const;
export const LEAVES = ['100.01', '120.01', '600.01', '770.01'] as const;

export interface Entry {
  readonly day: string;
  readonly kurus: bigint;
  readonly debit: string;
  readonly credit: string;
  readonly fault: 'none' | 'kurus' | 'short' | 'group' | 'unknown';
}

export type Act =
  | { readonly kind: 'enter'; readonly entries: readonly Entry[]; readonly atOnce: boolean }
  | { readonly kind: 'draft'; readonly entry: Entry }
  | { readonly kind: 'reverse'; readonly which: number; readonly day: string }
  | { readonly kind: 'lock'; readonly month: string; readonly status: 'open' | 'locked' }
  | { readonly kind: 'number' | 'close'; readonly month: string }
  | { readonly kind: 'account'; readonly code: string; readonly status: 'open' | 'closed' };

export interface Line {
  readonly account: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

interface Posted {
  readonly id: string;
  readonly day: string;
  readonly fisNo: number;
  readonly lines: readonly Line[];
  readonly reversalOf: string | null;
}

const month = fc.constantFrom(...MONTHS);
const day = fc.tuple(month, fc.constantFrom('01', '15', '28')).map((parts) => parts.join('-'));
const entry: fc.Arbitrary<Entry> = fc.record({
  day,
  kurus: fc.bigInt({ min: 1n, max: 99_999_999_999n }),
  debit: fc.constantFrom(...LEAVES),
  credit: fc.constantFrom(...LEAVES),
  fault: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('kurus' as const, 'short' as const, 'group' as const, 'unknown' as const),
    },
  ),
});
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('enter' as const),
      entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
      atOnce: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('draft' as const), entry }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reverse' as const), which: fc.nat(30), day }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lock' as const),
      month,
      status: fc.constantFrom('open' as const, 'locked' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('number' as const), month }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), month }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('account' as const),
      code: fc.constantFrom(...LEAVES),
      status: fc.constantFrom('open' as const, 'closed' as const),
    }),
  },
);
export const history: fc.Arbitrary<Act[]> = fc.array(act, { minLength: 1, maxLength: 12 });

/** The lines of an entry, its fault included. */
export function linesOf({ kurus, debit, credit, fault }: Entry): Line[] {
  const account = fault === 'unknown' ? '999.99' : fault === 'group' ? '770' : debit;
  const first = { account, debit: kurus, credit: 0n };
  const second = { account: credit, debit: 0n, credit: fault === 'kurus' ? kurus + 1n : kurus };
  return fault === 'short' ? [first] : [first, second];
}

export class ModelBooks {
  readonly posted: Posted[] = [];
  drafts = 0;
  readonly #closedAccounts = new Set<string>();
  readonly #status = new Map<string, 'open' | 'locked' | 'closed'>(MONTHS.map((each) => [each, 'open']));
  readonly #numbered = new Set<string>();

  /** Code of the refusal with which these lines do not stand on this day; null where they do. */
  refusalOf(lines: readonly Line[], onDay: string): string | null {
    if (lines.some(({ account }) => account === '999.99')) return 'ACCOUNT_NOT_FOUND';
    if (lines.length < 2) return 'VOUCHER_TOO_FEW_LINES';
    const sum = lines.reduce((total, { debit, credit }) => total + debit - credit, 0n);
    if (sum !== 0n) return 'VOUCHER_UNBALANCED';
    if (lines.some(({ account }) => account === '770')) return 'ACCOUNT_NOT_LEAF';
    if (lines.some(({ account }) => this.#closedAccounts.has(account))) return 'ACCOUNT_CLOSED';
    return this.#status.get(onDay.slice(0, 7)) === 'open' ? null : 'PERIOD_NOT_OPEN';
  }

  refusalOfReversal(original: Posted, onDay: string): string | null {
    if (original.reversalOf !== null) return 'VOUCHER_IS_REVERSAL';
    if (this.posted.some(({ reversalOf }) => reversalOf === original.id)) return 'VOUCHER_ALREADY_REVERSED';
    return this.refusalOf(original.lines, onDay);
  }

  post(voucher: Posted): void {
    this.posted.push(voucher);
    this.#unnumberFrom(voucher.day.slice(0, 7));
  }

  setAccount(code: string, status: 'open' | 'closed'): void {
    if (status === 'closed') this.#closedAccounts.add(code);
    else this.#closedAccounts.delete(code);
  }

  isClosed(of: string): boolean {
    return this.#status.get(of) === 'closed';
  }

  setMonth(of: string, status: 'open' | 'locked'): void {
    this.#status.set(of, status);
  }

  /** Refusal of numbering a month, as the database names it; null where it was numbered. */
  number(of: string): string | null {
    if (this.isClosed(of)) return 'MU033';
    const waits = this.posted.some(
      ({ day: on }) => on.slice(0, 7) < of && !this.#numbered.has(on.slice(0, 7)),
    );
    if (waits) return 'MU030';
    this.#unnumberFrom(of);
    this.#numbered.add(of);
    return null;
  }

  /** Numbers and closes every month up to this one. */
  close(until: string): void {
    for (const each of MONTHS.filter((one) => one <= until && !this.isClosed(one))) {
      this.#unnumberFrom(each);
      this.#numbered.add(each);
      this.#status.set(each, 'closed');
    }
  }

  /** Debit and credit of each account with lines from one day to another. */
  sums(from: string, to: string): Map<string, { debit: bigint; credit: bigint }> {
    const sums = new Map<string, { debit: bigint; credit: bigint }>();
    for (const { day: on, lines } of this.posted) {
      if (on < from || on > to) continue;
      for (const { account, debit, credit } of lines) {
        const before = sums.get(account) ?? { debit: 0n, credit: 0n };
        sums.set(account, { debit: before.debit + debit, credit: before.credit + credit });
      }
    }
    return sums;
  }

  /** Ids of the vouchers of numbered months in the order of their yevmiye numbers. */
  yevmiye(): string[] {
    return this.posted
      .filter(({ day: on }) => this.#numbered.has(on.slice(0, 7)))
      .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.fisNo - b.fisNo))
      .map(({ id }) => id);
  }

  #unnumberFrom(from: string): void {
    for (const each of MONTHS) if (each >= from && !this.isClosed(each)) this.#numbered.delete(each);
  }
}
