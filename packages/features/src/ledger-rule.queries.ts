/** What a rule of the ledger check is: something that must hold in the books, and what it says where it does not. */
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Database, Trx } from './feature.ts';

/** A text in both languages; `{name}` stands for a fact of the breach. */
export interface RuleText {
  readonly tr: string;
  readonly en: string;
}

/** What a rule looks at. */
export interface RuleScope {
  readonly tenantId: string;
  /** Null: every client of the office. */
  readonly clientId: string | null;
  /** The most breaches that are answered; they are counted all the same. */
  readonly limit: number;
}

/** One place where a rule does not hold. */
export interface Breach {
  /** Null where it is of no one client. */
  readonly clientId: string | null;
  /** The voucher, document, account or file, as a person finds it: "2026/mahsup/12 (id)". */
  readonly place: string;
  /** Names one of the rule's `breaks`. */
  readonly breaks: string;
  /** Amounts and names for the text; amounts are decimal text in lira. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface RuleAnswer {
  /** The first ones, in an order that stays the same. */
  readonly breaches: readonly Breach[];
  /** All of them. */
  readonly total: number;
}

interface RuleWords {
  /** Kebab-case; stands in the machine's answer. */
  readonly name: string;
  readonly title: RuleText;
  /** What can be wrong, in words. */
  readonly breaks: Readonly<Record<string, RuleText>>;
  /** What to do now. */
  readonly remedy: RuleText;
}

/** A rule that is judged by the database, in the one moment in which an office is looked at. Set-based: rows stay where they are. */
export interface LedgerRule extends RuleWords {
  readonly check: (trx: Trx, scope: RuleScope) => Promise<RuleAnswer>;
}

/** A rule on stored files: it walks through them outside of any long transaction, for files are only ever added. */
export interface FileRule extends RuleWords {
  readonly walk: (db: Database, storage: Storage, scope: RuleScope) => Promise<FileAnswer>;
}

export interface FileAnswer extends RuleAnswer {
  readonly files: number;
  readonly bytes: bigint;
}

/** What the query of a rule gives: breaches, and on each row how many there are. */
export interface BreachRow extends Breach {
  readonly total: bigint;
}

/** A rule that is one query: it counts with `count(*) over ()` and is cut at the scope's limit. */
export function ruleByQuery(
  rule: RuleWords & { readonly breaches: (scope: RuleScope) => RawBuilder<BreachRow> },
): LedgerRule {
  const { breaches, ...words } = rule;
  return {
    ...words,
    async check(trx, scope) {
      const { rows } = await breaches(scope).execute(trx);
      return {
        breaches: rows.map(({ clientId, place, breaks, facts }) => ({ clientId, place, breaks, facts })),
        total: Number(rows[0]?.total ?? 0),
      };
    },
  };
}

/** Narrows a query to the scope's client, where it has one. */
export function ofClient(column: RawBuilder<unknown>, { clientId }: RuleScope): RawBuilder<boolean> {
  return clientId === null ? sql<boolean>`true` : sql<boolean>`${column} = ${clientId}::uuid`;
}

/** Kuruş as lira, with two decimals. */
export function lira(kurus: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`round((${kurus})::numeric / 100, 2)::text`;
}

/** How a voucher is named to a person; `v` is its alias. */
export const voucherPlace = sql<string>`concat_ws(' ', coalesce(v.fiscal_year::text, v.voucher_date::text)
  || '/' || v.type || '/' || coalesce(v.fis_no::text, '–'), v.voucher_id::text)`;
