/** Books as an accountant could keep them on paper: what each act on them must answer, and what must stand in them after it. */
import { type Change, type Line, MONTHS } from './history-acts.fixture.ts';

export interface ToPost {
  readonly id: string;
  readonly day: string;
  readonly lines: readonly Line[];
  readonly reversalOf: string | null;
}

export interface Posted extends ToPost {
  readonly fisNo: number;
}

export interface Draft {
  readonly day: string;
  readonly lines: readonly Line[];
  /** Raised by each change. */
  readonly version: number;
}

/** A draft as it was before a change of several, and the version that the change left; null where it was deleted. */
export interface BeforeChange {
  readonly id: string;
  readonly before: Draft;
  readonly version: number | null;
}

export class ModelBooks {
  readonly posted: Posted[] = [];
  readonly drafts = new Map<string, Draft>();
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

  /** A draft may be unfinished and of any month, but its accounts must take postings. */
  refusalOfDraft(lines: readonly Line[]): string | null {
    const unusable = [
      ['999.99', 'ACCOUNT_NOT_FOUND'],
      ['770', 'ACCOUNT_NOT_LEAF'],
    ] as const;
    for (const [code, refusal] of unusable) if (lines.some(({ account }) => account === code)) return refusal;
    return lines.some(({ account }) => this.#closedAccounts.has(account)) ? 'ACCOUNT_CLOSED' : null;
  }

  refusalOfReversal(original: Posted, onDay: string): string | null {
    if (original.reversalOf !== null) return 'VOUCHER_IS_REVERSAL';
    if (this.isReversed(original.id)) return 'VOUCHER_ALREADY_REVERSED';
    return this.refusalOf(original.lines, onDay);
  }

  isReversed(id: string): boolean {
    return this.posted.some(({ reversalOf }) => reversalOf === id);
  }

  /** Puts a voucher into the books; returns the number that it must have been given. */
  post(voucher: ToPost): number {
    const fisNo = this.posted.length + 1;
    this.posted.push({ ...voucher, fisNo });
    this.drafts.delete(voucher.id);
    this.#unnumberFrom(voucher.day.slice(0, 7));
    return fisNo;
  }

  /** The same voucher under the id that it has. */
  name(was: string, id: string): void {
    const at = this.posted.findIndex((each) => each.id === was);
    const found = this.posted[at];
    if (found !== undefined) this.posted[at] = { ...found, id };
  }

  /** Why a draft does not take the change; null where it did, and is changed now. */
  changeDraft(id: string, change: Change): string | null {
    const draft = this.drafts.get(id);
    if (draft === undefined) return 'VOUCHER_NOT_FOUND';
    if (change.kind === 'delete') {
      this.drafts.delete(id);
      return null;
    }
    const { lines, version } = draft;
    if (change.kind === 'day') {
      this.drafts.set(id, { ...draft, day: change.day, version: version + 1 });
      return null;
    }
    if (this.#closedAccounts.has(change.to)) return 'ACCOUNT_CLOSED';
    if (!lines.some(({ account }) => account === change.from)) return 'DRAFT_WITHOUT_ACCOUNT';
    const swapped = lines.map((line) =>
      line.account === change.from ? { ...line, account: change.to } : line,
    );
    this.drafts.set(id, { ...draft, lines: swapped, version: version + 1 });
    return null;
  }

  /** Why a draft is not put back as it was; null where it was. One that was deleted comes back under another id, as `newId`. */
  putBack({ id, before, version }: BeforeChange, newId: string): string | null {
    if (version === null) {
      this.drafts.set(newId, { ...before, version: 1 });
      return null;
    }
    if (this.posted.some((each) => each.id === id)) return 'VOUCHER_ALREADY_POSTED';
    const draft = this.drafts.get(id);
    if (draft === undefined) return 'VOUCHER_NOT_FOUND';
    if (draft.version !== version) return 'STALE_VERSION';
    this.drafts.set(id, { ...before, version: version + 1 });
    return null;
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
