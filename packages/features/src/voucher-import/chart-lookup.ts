/** Asks the client's chart for the accounts of a table as they come, each code once. */
import type { Trx } from '../feature.ts';
import type { LedgerService } from '../ledger/contract.ts';
import { type Note, note } from './notes.ts';
import type { ReadLine } from './read-line.ts';
import type { ImportPlace } from './rows.queries.ts';

interface Account {
  readonly isLeaf: boolean;
  readonly status: string;
}

export class ChartLookup {
  readonly #ledger: LedgerService;
  readonly #place: ImportPlace;
  readonly #known = new Map<string, Account | null>();

  constructor(ledger: LedgerService, place: ImportPlace) {
    this.#ledger = ledger;
    this.#place = place;
  }

  /** Asks for the codes of these lines that are not known yet. */
  async learn(trx: Trx, lines: readonly ReadLine[]): Promise<void> {
    const unknown = new Set<string>();
    for (const { accountCode } of lines)
      if (accountCode !== null && !this.#known.has(accountCode)) unknown.add(accountCode);
    if (unknown.size === 0) return;
    const found = await this.#ledger.batches.accounts(trx, this.#place, [...unknown]);
    for (const code of unknown) this.#known.set(code, null);
    for (const account of found) this.#known.set(account.code, account);
  }

  /** Why the line's account takes no postings; null where it does, or the line has none. */
  judge({ accountCode: code }: ReadLine, column: number | null): Note | null {
    if (code === null) return null;
    const account = this.#known.get(code) ?? null;
    if (account === null) return note('account-unknown', column, { code });
    if (!account.isLeaf) return note('account-group', column, { code });
    return account.status === 'closed' ? note('account-closed', column, { code }) : null;
  }
}
