/** Lock exceptions: a person may post into a locked month, for a reason and a time. */
import { daysOfMonth } from '@muhasebi/accounting/donem/month.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { RouteInput, RouteResult } from '@muhasebi/platform/http/route.ts';
import type { Trx } from '../feature.ts';
import { notify } from '../notify.queries.ts';
import { type periodsContract as contract, type PeriodException, periodErrors } from './contract.ts';
import {
  type ExceptionRow,
  endException as endIt,
  insertException,
  listExceptions,
  listPeople,
} from './exceptions.queries.ts';
import { lockPeriods } from './periods.queries.ts';
import { booksInSight, type PeriodsContext } from './periods-context.ts';

/** What a person needs to post, with or without an exception. */
const POSTING = 'voucher:post';

const present = ({ grantedAt, endsAt, endedAt, ...row }: ExceptionRow): PeriodException => ({
  ...row,
  grantedAt: grantedAt.toISOString(),
  endsAt: endsAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});

/** Throws CLIENT_NOT_FOUND. */
export function showExceptions(
  { db, rights }: PeriodsContext,
  scope: Scope,
  { clientId, month }: RouteInput<typeof contract.listExceptions>['params'],
): Promise<RouteResult<typeof contract.listExceptions>> {
  const tenantId = tenantOf(scope);
  const { from } = daysOfMonth(month);
  return inScope(db, scope, async (trx) => {
    await booksInSight(trx, tenantId, clientId);
    const items = await listExceptions(trx, tenantId, clientId, { first: from, last: from });
    const people: { userId: string; name: string }[] = [];
    for (const person of await listPeople(trx, tenantId))
      if (await mayPost(rights, trx, tenantId, person.userId)) people.push(person);
    return { items: items.map(present), people };
  });
}

async function mayPost(
  rights: PeriodsContext['rights'],
  trx: Trx,
  tenantId: string,
  userId: string,
): Promise<boolean> {
  return (await rights.of(trx, tenantId, userId))?.permissions.includes(POSTING) ?? false;
}

/** Throws CLIENT_NOT_FOUND, PERIOD_NOT_OPENED, PERIOD_CLOSED, PERIOD_NOT_LOCKED, PERIOD_EXCEPTION_PERSON. */
export function grantException(
  { db, rights }: PeriodsContext,
  scope: Scope,
  { clientId, month }: RouteInput<typeof contract.grantException>['params'],
  { userId, reason, hours }: RouteInput<typeof contract.grantException>['body'],
): Promise<PeriodException> {
  const tenantId = tenantOf(scope);
  const { from } = daysOfMonth(month);
  return inScope(db, scope, async (trx) => {
    await booksInSight(trx, tenantId, clientId);
    const status = (await lockPeriods(trx, tenantId, [clientId], from)).get(clientId);
    if (status === undefined) throw periodErrors.PERIOD_NOT_OPENED({ month });
    if (status === 'closed') throw periodErrors.PERIOD_CLOSED({ month });
    if (status !== 'locked') throw periodErrors.PERIOD_NOT_LOCKED({ month });
    if (!(await mayPost(rights, trx, tenantId, userId))) throw periodErrors.PERIOD_EXCEPTION_PERSON();
    const id = await insertException(trx, tenantId, clientId, { firstDay: from, userId, reason, hours });
    if (userId !== scope.userId)
      await notify(trx, {
        tenantId,
        userIds: [userId],
        kind: 'period-changed',
        params: { month, status: 'exception', hours },
        clientId,
        link: `/mukellefler/${clientId}/donemler?donem=${month}`,
      });
    const [granted] = await listExceptions(trx, tenantId, clientId, { first: from, last: from, id });
    if (granted === undefined) throw new Error(`Exception ${id} vanished after it was granted.`);
    return present(granted);
  });
}

/** Ending twice changes nothing. Throws CLIENT_NOT_FOUND, PERIOD_EXCEPTION_NOT_FOUND. */
export function endException(
  { db }: PeriodsContext,
  scope: Scope,
  { clientId, exceptionId }: RouteInput<typeof contract.endException>['params'],
): Promise<RouteResult<typeof contract.endException>> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    await booksInSight(trx, tenantId, clientId);
    const every = { first: '1994-01-01', last: '2199-12-01', id: exceptionId };
    const [found] = await listExceptions(trx, tenantId, clientId, every);
    if (found === undefined) throw periodErrors.PERIOD_EXCEPTION_NOT_FOUND();
    const ended = await endIt(trx, tenantId, clientId, exceptionId);
    return { ended };
  });
}
