/** What is to be looked at before a month closes: a list that can be worked off, each with its count and its places. */
import { daysOfMonth } from '@muhasebi/accounting/donem/month.ts';
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import type { Trx } from '../feature.ts';
import {
  type Acknowledgement,
  type CheckFacts,
  countOpenDocuments,
  countUnnumbered,
  findNegativeCash,
  findOddBalances,
  findOpenAccounts,
  listAcknowledgements,
} from './closing-checks.queries.ts';
import type { ClosingCheck, ClosingCheckName } from './contract.ts';
import { lastMonthOf } from './fiscal-year.ts';
import { type ClientBooks, listUnclosed } from './months.queries.ts';
import { countDrafts } from './periods.queries.ts';

/** Accounts that have one natural side: the other one is a mistake or wants a reclassification (MSUGT, hesap işleyişleri). */
const ONE_SIDED = [
  ...['101', '102', '108', '120', '121', '126', '127', '150', '151', '152', '153', '157', '190', '191'],
  ...['300', '320', '321', '335', '360', '361', '391'],
];

/** What only a month that has it done may close with; the others may be let stand with a reason. */
const BLOCKING: ReadonlySet<ClosingCheckName> = new Set(['earlier-open', 'drafts']);
/** Closing does this itself. */
const DONE_BY_CLOSING: ReadonlySet<ClosingCheckName> = new Set(['unnumbered']);

const counted = (count: number): CheckFacts => ({ count, kurus: 0n, places: [] });

/** Months close in order: the place is the earliest one. */
function openBefore(unclosed: readonly string[], month: string): CheckFacts {
  const earlier = unclosed.filter((each) => each < month);
  const [first] = earlier;
  const place = { accountCode: null, accountName: null, kurus: null };
  return {
    ...counted(earlier.length),
    places: first === undefined ? [] : [{ ...place, day: daysOfMonth(first).from }],
  };
}

/** Every check of the month ("YYYY-MM"), in the order in which they are worked off. */
export async function findClosingChecks(
  trx: Trx,
  books: ClientBooks,
  month: string,
): Promise<ClosingCheck[]> {
  const { tenantId, clientId } = books;
  const days = daysOfMonth(month);
  const of = [trx, tenantId, clientId] as const;
  const unclosed = await listUnclosed(...of, days.from);
  const isYearEnd = lastMonthOf(month, books.fiscalYearStartMonth) === month;
  const facts: readonly (readonly [ClosingCheckName, CheckFacts])[] = [
    ['earlier-open', openBefore(unclosed, month)],
    ['drafts', counted(await countDrafts(...of, days))],
    ['documents', counted(await countOpenDocuments(...of, days))],
    ['cash-negative', await findNegativeCash(...of, days)],
    ['odd-balance', await findOddBalances(...of, days, ONE_SIDED)],
    ['kdv-open', await findOpenAccounts(...of, days, ['191', '391'])],
    ['year-open', isYearEnd ? await findOpenAccounts(...of, days, ['6', '7']) : counted(0)],
    ['unnumbered', counted(await countUnnumbered(...of, days))],
  ];
  const acknowledged = new Map(
    (await listAcknowledgements(...of, days.from)).map((each) => [each.check, each]),
  );
  return facts.map(([name, found]) => presentCheck(name, found, acknowledged.get(name)));
}

function presentCheck(
  name: ClosingCheckName,
  facts: CheckFacts,
  said: Acknowledgement | undefined,
): ClosingCheck {
  const seen = `${facts.count} ${facts.kurus}`;
  return {
    name,
    verdict: verdictOf(name, facts, said?.seen === seen),
    count: facts.count,
    amount: kurusToDecimal(facts.kurus),
    seen,
    places: facts.places.map(({ kurus, ...place }) => ({
      ...place,
      amount: kurus === null ? null : kurusToDecimal(kurus),
    })),
    acknowledgement:
      said === undefined
        ? null
        : {
            reason: said.reason,
            byName: said.byName,
            at: said.at.toISOString(),
            isCurrent: said.seen === seen,
          },
  };
}

function verdictOf(
  name: ClosingCheckName,
  { count }: CheckFacts,
  isAcknowledged: boolean,
): ClosingCheck['verdict'] {
  if (count === 0) return 'clean';
  if (BLOCKING.has(name)) return 'blocks';
  if (DONE_BY_CLOSING.has(name)) return 'by-closing';
  return isAcknowledged ? 'acknowledged' : 'warns';
}
