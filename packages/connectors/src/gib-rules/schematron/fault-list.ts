/** The faults of one document on their way: all are counted, the first in document order are told in words. */

export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly node: number;
}

export interface Faults {
  /** In document order, at most `MOST_TOLD`. */
  readonly told: readonly Fault[];
  /** All of them by rule, sorted by it. */
  readonly failedRules: readonly { readonly rule: string; readonly count: number }[];
}

/** Nobody reads more, and a rule that each of 50,000 lines breaks would fill the memory with its text. */
const MOST_TOLD = 1_000;

interface Found {
  readonly rule: string;
  readonly node: number;
  readonly say: () => string;
}

export class FaultList {
  private readonly counts = new Map<string, number>();
  private found: Found[] = [];
  private told: readonly Fault[] = [];

  /** `say` gives the official text, and is asked before the document is let go, if at all. */
  add(rule: string, node: number, say: () => string): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
    this.found.push({ rule, node, say });
    if (this.found.length > 4 * MOST_TOLD) this.found = this.first();
  }

  /** Puts into words what is told: the document is still there. */
  tell(): void {
    this.told = this.first().map(({ rule, node, say }) => ({ rule, node, message: oneLine(say()) }));
    this.found = [];
  }

  all(): Faults {
    const failedRules = [...this.counts]
      .map(([rule, count]) => ({ rule, count }))
      .toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
    return { told: this.told, failedRules };
  }

  private first(): Found[] {
    return this.found.toSorted((a, b) => a.node - b.node).slice(0, MOST_TOLD);
  }
}

function oneLine(message: string): string {
  return message.trim().replaceAll(/\s+/g, ' ');
}
