/** Counts what a vitest run did, out of the report that it wrote. */
import { z } from 'zod';
import { failure, type Tally } from './tally.ts';

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** The first line of a cause, short enough for a list. */
const firstLine = (text: string | undefined) => (text?.trim().split('\n')[0] ?? '').slice(0, 300);

/**
 * The tally of a report. A file that failed before its first test counts as one failure, and so does a run that
 * ended badly although no test failed (an unhandled error, a crash), or that left no report.
 */
export function tallyOfVitest(report: string | undefined, exitCode: number): Tally {
  if (report === undefined) return failure('the run left no report');
  const read = reportSchema.parse(JSON.parse(report));
  const failures = read.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && file.status === 'failed') return [`${file.name}: ${firstLine(file.message)}`];
    return tests.map((test) => `${file.name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
  });
  if (failures.length === 0 && exitCode !== 0)
    failures.push(`no test failed, yet the run ended with ${exitCode}`);
  return {
    passed: read.numPassedTests,
    failed: failures.length,
    skipped: read.numPendingTests + read.numTodoTests,
    failures,
  };
}
