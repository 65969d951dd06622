/** A TCP connection to an address that a tenant chose, for protocols other than HTTP: checked where it connects. */
import { connect, isIP, type Socket } from 'node:net';
import { guardedLookup, refusedAddress } from './guarded-request.ts';
import { isReachable, type Reach } from './reachable-address.ts';

/** Answers a socket that connects; throws, or emits as its error, RequestFault 'address-refused'. */
export function openGuardedSocket(host: string, port: number, reach: Reach): Socket {
  if (isIP(host) !== 0 && !isReachable(host, reach, false)) throw refusedAddress(host);
  // Small questions one after the other: none of them waits to be sent together with the next.
  return connect({ host, port, noDelay: true, lookup: guardedLookup(reach, false) });
}
