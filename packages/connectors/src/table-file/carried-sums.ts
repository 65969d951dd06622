/** What is carried from page to page of a book: the sums and last amounts of the part that is being written. */
import type { Cell, TableColumn, TableRow } from './table-file.ts';

export class CarriedSums {
  readonly #columns: readonly TableColumn[];
  /** Where the words stand: the widest text column. */
  readonly #place: number;
  #amounts = new Map<number, bigint>();
  #hasParts = false;

  constructor(columns: readonly TableColumn[]) {
    this.#columns = columns;
    const widest = Math.max(...columns.map(({ kind, width }) => (kind === 'text' ? width : 0)));
    this.#place = columns.findIndex(({ kind, width }) => kind === 'text' && width === widest);
  }

  /** `begins`: the row is the first of a part, the sums of the one before are gone. */
  add(row: TableRow, begins: boolean): void {
    if (begins) {
      this.clear();
      this.#hasParts = true;
    }
    this.#columns.forEach(({ carried }, index) => {
      const cell = row[index];
      if (carried === undefined || typeof cell !== 'bigint') return;
      this.#amounts.set(index, carried === 'sum' ? (this.#amounts.get(index) ?? 0n) + cell : cell);
    });
  }

  clear(): void {
    this.#amounts = new Map();
  }

  get isEmpty(): boolean {
    return this.#amounts.size === 0;
  }

  /** Whether the book has parts, and one is open. */
  get endsPart(): boolean {
    return this.#hasParts && !this.isEmpty;
  }

  row(name: string): TableRow {
    return this.#columns.map((_column, index): Cell => {
      if (index === this.#place) return name;
      return this.#amounts.get(index) ?? null;
    });
  }
}
