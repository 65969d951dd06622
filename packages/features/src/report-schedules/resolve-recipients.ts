/** Whom a run goes to now: people, client users and addresses, each address once. */
import type { Trx } from '../feature.ts';
import { mailAddress } from '../mail-outbox/contract.ts';
import {
  type Addressee,
  listCardAddresses,
  listClientUsers,
  listOfficePeople,
} from './recipients.queries.ts';
import type { RunRow } from './runs.queries.ts';
import type { ScheduleRow } from './schedules.queries.ts';

/** In the order of the schedule; whoever has an account is named with it, since links open for them. */
export async function addresseesOf(
  trx: Trx,
  tenantId: string,
  { recipients }: Pick<ScheduleRow, 'recipients'>,
  { clientId, onlyTo }: Pick<RunRow, 'clientId' | 'onlyTo'>,
): Promise<Addressee[]> {
  if (onlyTo !== null) return listOfficePeople(trx, tenantId, [onlyTo]);
  const kinds = new Set(recipients.map(({ kind }) => kind));
  const persons = recipients.flatMap((each) => (each.kind === 'person' ? [each.userId] : []));
  const found: Addressee[] = [
    ...(await listOfficePeople(trx, tenantId, persons)),
    ...(clientId !== null && kinds.has('client-users') ? await listClientUsers(trx, tenantId, clientId) : []),
    ...(clientId !== null && kinds.has('client-card')
      ? await listCardAddresses(trx, tenantId, clientId)
      : []),
    ...recipients.flatMap((each) =>
      each.kind === 'address'
        ? [{ userId: null, isClientUser: false, address: each.address, name: null, opensLinks: false }]
        : [],
    ),
  ];
  const once = new Map<string, Addressee>();
  for (const each of found) {
    const address = each.address.trim().toLowerCase();
    if (address !== '' && !once.has(address)) once.set(address, { ...each, address: each.address.trim() });
  }
  return [...once.values()];
}

/** Whether exactly one mailbox can be meant: what people wrote into a card was never asked that. */
export function isMailAddress(address: string): boolean {
  return mailAddress.safeParse(address).success;
}
