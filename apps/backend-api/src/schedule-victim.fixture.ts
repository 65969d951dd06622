/** A scheduled report of the attacked office, and what an attack on one sends. */
import { expect } from 'vitest';
import type { Person } from './test-api.fixture.ts';

const scheduleOf = (name: string) => ({
  ...{ name, reportId: 'month-summary', format: 'pdf', about: 'all', span: 'previous-month' },
  rule: { every: 'day', workingDaysOnly: false, time: '08:30' },
  recipients: [{ kind: 'address', address: 'alici@kurban.example' }],
  ...{ subject: name, body: name },
});

/** A schedule with the mark, and one of its runs. */
export async function scheduleReport(victim: Person, mark: string) {
  const made = await victim.ask('POST', '/report-schedules', scheduleOf(mark));
  expect(made.statusCode, made.body).toBe(201);
  const scheduleId: string = made.json().id;
  const run = await victim.ask('POST', `/report-schedules/${scheduleId}/send-now`, {});
  expect(run.statusCode, run.body).toBe(202);
  return { scheduleId, reportRunId: run.json().id as string };
}

export function scheduleBody(url: string): object {
  if (url.endsWith('/state')) return { state: 'ended' };
  return url.endsWith('/send-now') ? {} : { ...scheduleOf('saldırı'), version: 1 };
}
