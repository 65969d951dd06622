/** Whose trace a request belongs to. */
import { expect, it } from 'vitest';
import { traceIdOf } from './trace-id.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

it('a caller’s trace goes on', () => {
  expect(traceIdOf({ traceparent: `00-${TRACE}-${PARENT}-01` })).toBe(TRACE);
  expect(traceIdOf({ traceparent: `01-${TRACE}-${PARENT}-01-more` })).toBe(TRACE);
});

it.each([
  ['none', undefined],
  ['an empty one', ''],
  ['a forbidden version', `ff-${TRACE}-${PARENT}-01`],
  ['a trace of zeros', `00-${'0'.repeat(32)}-${PARENT}-01`],
  ['a parent of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
  ['capital letters', `00-${TRACE.toUpperCase()}-${PARENT}-01`],
  ['what would break a line', `00-${TRACE}-${PARENT}-01\n{"level":"error"}`],
])('%s begins a new trace', (_what, traceparent) => {
  const traceId = traceIdOf(traceparent === undefined ? {} : { traceparent });
  expect(traceId).toMatch(/^[\da-f]{32}$/);
  expect(traceId).not.toBe(TRACE);
});
