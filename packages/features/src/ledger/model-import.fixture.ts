/** An import of vouchers on paper: what is judged good, what is written by whose rules when, and what taking it back leaves. */
import { type Entry, type Line, linesOf, mirrorOf } from './history-acts.fixture.ts';
import type { ModelBooks, ToPost } from './model-books.fixture.ts';

/** Vouchers of one transaction of the import, in histories. */
export const PORTION = 2;

export interface ImportedVoucher {
  readonly id: string;
  readonly day: string;
  readonly lines: readonly Line[];
  state: 'faulty' | 'good' | 'written' | 'posted' | 'refused' | 'undone' | 'kept';
  /** Why it was refused or kept. */
  code: string | null;
  /** By the import itself: its number stays told, whatever becomes of it. */
  wasPosted: boolean;
}

/** How a run of a job came to its end, and what it put into the books, in this order. */
interface Run {
  readonly wasKilled: boolean;
  readonly posts: readonly ToPost[];
}

export class ModelImport {
  readonly id: string;
  readonly vouchers: readonly ImportedVoucher[];
  readonly #books: ModelBooks;
  state: 'ready' | 'writing' | 'done' | 'undoing' | 'undone' = 'ready';
  /** Why nothing of all or nothing was written. */
  fault: string | null = null;
  #allOrNothing = false;
  #post = false;

  /** Judged by the books as they are when the file is read; `ids` are those of its vouchers. */
  constructor(books: ModelBooks, id: string, entries: readonly Entry[], ids: readonly string[]) {
    this.#books = books;
    this.id = id;
    this.vouchers = entries.map((entry, n) => {
      const lines = linesOf(entry);
      const isGood = books.refusalOf(lines, entry.day) === null;
      const state = isGood ? 'good' : 'faulty';
      return { id: ids[n] ?? '', day: entry.day, lines, state, code: null, wasPosted: false };
    });
  }

  /** Why the decision is refused; null where the writing begins. */
  decide(allOrNothing: boolean, post: boolean): string | null {
    if (allOrNothing && this.count('faulty') > 0) return 'IMPORT_HAS_FAULTS';
    if (this.count('good') === 0) return 'IMPORT_NOTHING_GOOD';
    this.state = 'writing';
    this.fault = null;
    this.#allOrNothing = allOrNothing;
    this.#post = post;
    return null;
  }

  /** One run of the job that writes, killed at the end of a portion or not. */
  write(killAt: number | null): Run {
    const portions = portionsOf(this.vouchers.filter(({ state }) => state === 'good'));
    return this.#allOrNothing ? this.#writeAll(portions, killAt) : this.#writeGood(portions, killAt);
  }

  #writeGood(portions: readonly ImportedVoucher[][], killAt: number | null): Run {
    const posts: ToPost[] = [];
    for (const [n, portion] of portions.entries()) {
      if (n + 1 === killAt) return { wasKilled: true, posts };
      for (const voucher of portion) {
        voucher.code = this.#refusalOf(voucher);
        if (voucher.code === null) posts.push(...this.#write(voucher));
        else voucher.state = 'refused';
      }
    }
    this.state = 'done';
    return { wasKilled: false, posts };
  }

  #writeAll(portions: readonly ImportedVoucher[][], killAt: number | null): Run {
    for (const [n, portion] of portions.entries()) {
      if (n + 1 === killAt) return { wasKilled: true, posts: [] };
      this.fault = portion.map((voucher) => this.#refusalOf(voucher)).find((code) => code !== null) ?? null;
      if (this.fault !== null) {
        this.state = 'ready';
        return { wasKilled: false, posts: [] };
      }
    }
    this.state = 'done';
    return { wasKilled: false, posts: portions.flat().flatMap((voucher) => this.#write(voucher)) };
  }

  #refusalOf({ lines, day }: ImportedVoucher): string | null {
    return this.#post ? this.#books.refusalOf(lines, day) : this.#books.refusalOfDraft(lines);
  }

  #write(voucher: ImportedVoucher): ToPost[] {
    const { id, day, lines } = voucher;
    voucher.state = this.#post ? 'posted' : 'written';
    voucher.wasPosted = this.#post;
    if (this.#post) return [{ id, day, lines, reversalOf: null }];
    this.#books.drafts.set(id, { day, lines, version: 1 });
    return [];
  }

  /** One run of the job that takes back, from the last of the file to the first. */
  takeBack(killAt: number | null): Run {
    const standing = this.vouchers.filter(({ state }) => ['written', 'posted', 'kept'].includes(state));
    const posts: ToPost[] = [];
    for (const [n, portion] of portionsOf(standing.toReversed()).entries()) {
      if (n + 1 === killAt) return { wasKilled: true, posts };
      posts.push(...this.#takeBackPortion(portion));
    }
    this.state = 'undone';
    return { wasKilled: false, posts };
  }

  /** Drafts that nobody changed go, what is posted is mirrored on its own day, the latest first. */
  #takeBackPortion(portion: readonly ImportedVoucher[]): ToPost[] {
    const books = this.#books;
    const mirrored: { readonly voucher: ImportedVoucher; readonly day: string; readonly fisNo: number }[] =
      [];
    for (const voucher of portion) {
      const draft = books.drafts.get(voucher.id);
      const posted = books.posted.find(({ id }) => id === voucher.id);
      const isReversed = posted !== undefined && books.isReversed(posted.id);
      const mayStand = posted === undefined || isReversed ? null : books.refusalOf(posted.lines, posted.day);
      voucher.code = draft !== undefined && draft.version > 1 ? 'IMPORT_DRAFT_CHANGED' : mayStand;
      voucher.state = voucher.code === null ? 'undone' : 'kept';
      if (voucher.code !== null) continue;
      books.drafts.delete(voucher.id);
      if (posted !== undefined && !isReversed)
        mirrored.push({ voucher, day: posted.day, fisNo: posted.fisNo });
    }
    return mirrored
      .toSorted((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : b.fisNo - a.fisNo))
      .map(({ voucher: { id }, day }) => {
        const lines = mirrorOf(books.posted.find((each) => each.id === id)?.lines ?? []);
        return { id: `of ${id}`, day, lines, reversalOf: id };
      });
  }

  count(state: ImportedVoucher['state']): number {
    return this.vouchers.filter((voucher) => voucher.state === state).length;
  }
}

/** A portion that is not full ends the work: an empty one, where the others are. */
function portionsOf(vouchers: readonly ImportedVoucher[]): ImportedVoucher[][] {
  const count = Math.floor(vouchers.length / PORTION) + 1;
  return Array.from({ length: count }, (_, n) => vouchers.slice(n * PORTION, (n + 1) * PORTION));
}
