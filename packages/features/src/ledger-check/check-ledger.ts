/** Checks that the books are whole: every rule on every office, the stored files, the indexes; and remembers it. */
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { fillText } from '@muhasebi/platform/errors/app-error.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import type { Database } from '../feature.ts';
import type { FileRule, LedgerRule, RuleAnswer, RuleScope, RuleText } from '../ledger-rule.queries.ts';
import { rememberRun } from '../operation-runs.queries.ts';
import { countRows, findOffices, inOffice, listOfficeTables } from './check-ledger.queries.ts';
import { checkIndexes, type IndexHealth } from './index-health.queries.ts';

/** Of each rule so many breaches are named; all are counted. */
const NAMED_A_RULE = 20;

export interface LedgerCheckDeps {
  /** As the owner of the schema: the application may neither look into the indexes nor remember the run. */
  readonly db: Database;
  /** Null: files are left out. */
  readonly storage: Storage | null;
  readonly clock: Clock;
  readonly ledgerRules: readonly LedgerRule[];
  readonly fileRules: readonly FileRule[];
}

/** Both null: everything. */
export interface AskedFor {
  readonly officeId: string | null;
  readonly clientId: string | null;
}

export interface LedgerFinding {
  readonly rule: string;
  readonly officeId: string | null;
  readonly clientId: string | null;
  readonly place: string;
  readonly breaks: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly message: RuleText;
  readonly remedy: RuleText;
}

export interface RuleReport {
  readonly rule: string;
  readonly title: RuleText;
  /** Breaches in all. */
  readonly total: number;
}

export interface LedgerReport {
  readonly isWhole: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly asked: AskedFor;
  readonly offices: number;
  readonly rules: readonly RuleReport[];
  /** Rows a table, over the offices looked at. */
  readonly counts: Readonly<Record<string, number>>;
  /** Null where files were left out. */
  readonly files: { readonly count: number; readonly bytes: number } | null;
  readonly indexes: IndexHealth;
  /** The first ones of each rule. */
  readonly findings: readonly LedgerFinding[];
  /** True where all was looked at, and the run stands in operation_runs. */
  readonly isRemembered: boolean;
}

/** Null where there is no such office or client. Throws where the database or the store is away. */
export async function checkLedger(deps: LedgerCheckDeps, asked: AskedFor): Promise<LedgerReport | null> {
  const isEverything = asked.officeId === null && asked.clientId === null;
  const startedAt = deps.clock.now();
  const offices = await findOffices(deps.db, asked);
  if (offices.length === 0 && !isEverything) return null;
  const tally = new Tally([...deps.ledgerRules, ...(deps.storage === null ? [] : deps.fileRules)]);
  for (const tenantId of offices) await checkOffice(deps, tally, tenantId, asked.clientId);
  const indexes: IndexHealth = isEverything
    ? await checkIndexes(deps.db)
    : { status: 'not-checked', reason: 'part' };
  if (indexes.status === 'checked') tally.add(INDEX_RULE, null, damageAsAnswer(indexes));
  const rules = tally.reports();
  const endedAt = deps.clock.now();
  const isWhole = rules.every(({ total }) => total === 0);
  const isRemembered = isEverything && deps.storage !== null;
  if (isRemembered) {
    const detail = summary(rules, tally.counts, indexes);
    await rememberRun(deps.db, {
      kind: 'ledger-check',
      startedAt,
      endedAt,
      ok: isWhole,
      detail,
    });
  }
  return {
    isWhole,
    startedAt,
    endedAt,
    asked,
    offices: offices.length,
    rules,
    counts: Object.fromEntries(tally.counts),
    files: deps.storage === null ? null : { count: tally.files, bytes: Number(tally.bytes) },
    indexes,
    findings: tally.findings,
    isRemembered,
  };
}

async function checkOffice(
  deps: LedgerCheckDeps,
  tally: Tally,
  tenantId: string,
  clientId: string | null,
): Promise<void> {
  const scopeOf = (rule: { readonly name: string }): RuleScope => ({
    tenantId,
    clientId,
    limit: tally.roomFor(rule.name),
  });
  const tables = await listOfficeTables(deps.db);
  await inOffice(deps.db, tenantId, async (trx) => {
    for (const rule of deps.ledgerRules) tally.add(rule, tenantId, await rule.check(trx, scopeOf(rule)));
    tally.addCounts(await countRows(trx, tables, { tenantId, clientId, limit: 0 }));
  });
  if (deps.storage === null) return;
  for (const rule of deps.fileRules) {
    const answer = await rule.walk(deps.db, deps.storage, scopeOf(rule));
    tally.add(rule, tenantId, answer);
    tally.files += answer.files;
    tally.bytes += answer.bytes;
  }
}

type RuleInWords = Pick<LedgerRule, 'name' | 'title' | 'breaks' | 'remedy'>;

const INDEX_RULE: RuleInWords = {
  name: 'indexes',
  title: { tr: 'Tablolar ve indeksler sağlam (amcheck)', en: 'tables and indexes are sound (amcheck)' },
  breaks: { damaged: { tr: 'PostgreSQL: {said}', en: 'PostgreSQL: {said}' } },
  remedy: {
    tr: 'İndeks ise: REINDEX INDEX CONCURRENTLY ad. Tablo ise disk bozuktur: yedekten geri yükleyin.',
    en: 'An index: REINDEX INDEX CONCURRENTLY name. A table: the disk is damaged, restore from a backup.',
  },
};

function damageAsAnswer(indexes: Extract<IndexHealth, { status: 'checked' }>): RuleAnswer {
  const breaches = indexes.damage.map(({ place, said }) => ({
    clientId: null,
    place,
    breaks: 'damaged',
    facts: { said },
  }));
  return { breaches: breaches.slice(0, NAMED_A_RULE), total: breaches.length };
}

/** What the rules answered so far, over all offices. */
class Tally {
  readonly findings: LedgerFinding[] = [];
  readonly counts = new Map<string, number>();
  files = 0;
  bytes = 0n;
  readonly #rules = new Map<string, { readonly title: RuleText; total: number; named: number }>();

  /** Each rule that is asked is told of, where there is no office too. */
  constructor(asked: readonly RuleInWords[]) {
    for (const { name, title } of asked) this.#rules.set(name, { title, total: 0, named: 0 });
  }

  /** At least one, so that the rule's query counts. */
  roomFor(rule: string): number {
    return Math.max(1, NAMED_A_RULE - (this.#rules.get(rule)?.named ?? 0));
  }

  add(rule: RuleInWords, officeId: string | null, answer: RuleAnswer): void {
    const entry = this.#rules.get(rule.name) ?? { title: rule.title, total: 0, named: 0 };
    this.#rules.set(rule.name, entry);
    entry.total += answer.total;
    for (const breach of answer.breaches.slice(0, NAMED_A_RULE - entry.named)) {
      const { tr, en } = rule.breaks[breach.breaks] ?? { tr: breach.breaks, en: breach.breaks };
      const message = { tr: fillText(tr, breach.facts), en: fillText(en, breach.facts) };
      this.findings.push({ rule: rule.name, officeId, ...breach, message, remedy: rule.remedy });
      entry.named += 1;
    }
  }

  addCounts(counts: ReadonlyMap<string, number>): void {
    for (const [table, rows] of counts) this.counts.set(table, (this.counts.get(table) ?? 0) + rows);
  }

  reports(): RuleReport[] {
    return [...this.#rules].map(([rule, { title, total }]) => ({ rule, title, total }));
  }
}

function summary(
  rules: readonly RuleReport[],
  counts: ReadonlyMap<string, number>,
  indexes: IndexHealth,
): string {
  const broken = rules.filter(({ total }) => total > 0).map(({ rule, total }) => `${rule} ${total}`);
  const rows = `vouchers ${counts.get('vouchers') ?? 0}, documents ${counts.get('documents') ?? 0}`;
  const seen = indexes.status === 'checked' ? 'indexes checked' : `indexes not checked (${indexes.reason})`;
  return [broken.length === 0 ? 'whole' : `broken: ${broken.join(', ')}`, rows, seen].join('; ');
}
