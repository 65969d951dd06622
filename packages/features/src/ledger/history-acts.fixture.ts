/** What people and jobs do to the books of a client, as random histories of it. */
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

export interface Line {
  readonly account: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** What is changed of drafts in one act; `days` gives them all one day. */
export type Change =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'account'; readonly from: string; readonly to: string }
  | { readonly kind: 'delete' };

export type PlainAct =
  | { readonly kind: 'enter'; readonly entries: readonly Entry[]; readonly atOnce: boolean }
  | { readonly kind: 'draft'; readonly entry: Entry }
  | { readonly kind: 'post-drafts'; readonly which: number; readonly count: number }
  | {
      readonly kind: 'change-drafts';
      readonly which: number;
      readonly count: number;
      readonly change: Change;
      /** Taken back as one act, after what is done in between. */
      readonly undo: boolean;
      readonly meanwhile: readonly PlainAct[];
    }
  | { readonly kind: 'reverse'; readonly which: number; readonly day: string }
  | { readonly kind: 'lock'; readonly month: string; readonly status: 'open' | 'locked' }
  | { readonly kind: 'number' | 'close'; readonly month: string }
  | { readonly kind: 'account'; readonly code: string; readonly status: 'open' | 'closed' };

/** At the end of which portion PostgreSQL ends the session of the job, and what is done before the job runs again. */
export interface Kill {
  readonly atPortion: number;
  readonly meanwhile: readonly PlainAct[];
}

export type ImportAct =
  | {
      readonly kind: 'import';
      readonly format: 'csv' | 'xlsx';
      readonly entries: readonly Entry[];
      readonly allOrNothing: boolean;
      readonly post: boolean;
      /** Between reading and deciding. */
      readonly meanwhile: readonly PlainAct[];
      readonly kill: Kill | null;
      /** Entered by others at the very time of the writing. */
      readonly beside: readonly Entry[];
    }
  | {
      readonly kind: 'undo';
      /** Counted from the latest import. */
      readonly which: number;
      readonly kill: Kill | null;
    };

export type Act = PlainAct | ImportAct;

const month = fc.constantFrom(...MONTHS);
const leaf = fc.constantFrom(...LEAVES);
const day = fc.tuple(month, fc.constantFrom('01', '15', '28')).map((parts) => parts.join('-'));
const entry: fc.Arbitrary<Entry> = fc.record({
  day,
  kurus: fc.bigInt({ min: 1n, max: 99_999_999_999n }),
  debit: leaf,
  credit: leaf,
  fault: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('kurus' as const, 'short' as const, 'group' as const, 'unknown' as const),
    },
  ),
});

const enter = fc.record({
  kind: fc.constant('enter' as const),
  entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
  atOnce: fc.boolean(),
});
const draft = fc.record({ kind: fc.constant('draft' as const), entry });
const reverse = fc.record({ kind: fc.constant('reverse' as const), which: fc.nat(30), day });
const lock = fc.record({
  kind: fc.constant('lock' as const),
  month,
  status: fc.constantFrom('open' as const, 'locked' as const),
});
const close = fc.record({ kind: fc.constant('close' as const), month });
const account = fc.record({
  kind: fc.constant('account' as const),
  code: leaf,
  status: fc.constantFrom('open' as const, 'closed' as const),
});
const some = { which: fc.nat(10), count: fc.integer({ min: 1, max: 3 }) };
const postDrafts = fc.record({ kind: fc.constant('post-drafts' as const), ...some });
const changeOf = (meanwhile: fc.Arbitrary<PlainAct[]>) =>
  fc.record({
    kind: fc.constant('change-drafts' as const),
    ...some,
    change: fc.oneof(
      fc.record({ kind: fc.constant('day' as const), day }),
      fc.record({ kind: fc.constant('account' as const), from: leaf, to: leaf }),
      fc.record({ kind: fc.constant('delete' as const) }),
    ),
    undo: fc.boolean(),
    meanwhile,
  });

/** What others do in the midst of something longer: mostly nothing, or what changes its end. */
const meanwhile: fc.Arbitrary<PlainAct[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: lock },
    { weight: 2, arbitrary: account },
    { weight: 2, arbitrary: reverse },
    { weight: 2, arbitrary: postDrafts },
    { weight: 2, arbitrary: changeOf(fc.constant([])) },
    { weight: 1, arbitrary: close },
    { weight: 1, arbitrary: enter },
  ),
  { maxLength: 2 },
);
const kill = fc.option(fc.record({ atPortion: fc.integer({ min: 1, max: 3 }), meanwhile }), {
  nil: null,
  freq: 2,
});
const imported = fc.record({
  kind: fc.constant('import' as const),
  format: fc.constantFrom('csv' as const, 'csv' as const, 'xlsx' as const),
  entries: fc.array(entry, { minLength: 1, maxLength: 6 }),
  allOrNothing: fc.boolean(),
  post: fc.boolean(),
  meanwhile,
  kill,
  beside: fc.oneof(fc.constant([]), fc.array(entry, { maxLength: 3 })),
});
const undoOf = (which: fc.Arbitrary<number>) =>
  fc.record({ kind: fc.constant('undo' as const), which, kill });
/** An import that is taken back sooner or later. */
const thereAndBack = fc
  .tuple(imported, meanwhile, undoOf(fc.constant(0)))
  .map(([bring, between, undo]): Act[] => [bring, ...between, undo]);

const single: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: enter },
  { weight: 3, arbitrary: draft },
  { weight: 1, arbitrary: postDrafts },
  { weight: 2, arbitrary: changeOf(meanwhile) },
  { weight: 3, arbitrary: reverse },
  { weight: 2, arbitrary: lock },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('number' as const), month }) },
  { weight: 1, arbitrary: close },
  { weight: 1, arbitrary: account },
  { weight: 1, arbitrary: imported },
  { weight: 1, arbitrary: undoOf(fc.nat(3)) },
);
export const history: fc.Arbitrary<Act[]> = fc
  .array(
    fc.oneof(
      { weight: 7, arbitrary: single.map((each): Act[] => [each]) },
      { weight: 1, arbitrary: thereAndBack },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.flat());

/** The lines of an entry, its fault included. */
export function linesOf({ kurus, debit, credit, fault }: Entry): Line[] {
  const of = fault === 'unknown' ? '999.99' : fault === 'group' ? '770' : debit;
  const first = { account: of, debit: kurus, credit: 0n };
  const second = { account: credit, debit: 0n, credit: fault === 'kurus' ? kurus + 1n : kurus };
  return fault === 'short' ? [first] : [first, second];
}

/** The same lines on the other side. */
export const mirrorOf = (lines: readonly Line[]): Line[] =>
  lines.map(({ account: of, debit, credit }) => ({ account: of, debit: credit, credit: debit }));
