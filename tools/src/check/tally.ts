/** What a step of the check counted, and the closing line that all of it adds up to. */

/** Numbers of tests, or of checks that are not tests but can fail. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, a line each with its first cause, for the end of a log that may have been cut. */
  readonly failures: readonly string[];
};

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** One failure of something that counts no tests. */
export function failure(what: string): Tally {
  return { ...nothing, failed: 1, failures: [what] };
}

/** Adds two tallies. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** The line that the whole check ends with. */
export function closingLine({ passed, failed, skipped }: Omit<Tally, 'failures'>): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
