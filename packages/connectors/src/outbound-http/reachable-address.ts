/** Which addresses of the network a tenant's own settings may lead to: the public internet, and inside what the operator named. */
import { BlockList, isIP } from 'node:net';
import { isInNetworks, type NamedNetwork } from '@muhasebi/platform/config/private-networks.ts';

/**
 * public: addresses that anybody on the internet can reach. public-or-loopback: this machine too, over plain http as
 * well, for development and its local servers; never in production.
 */
type BaseReach = 'public' | 'public-or-loopback';
/** Beyond `base`, the networks that the operator named. */
export type Reach = BaseReach | { readonly base: BaseReach; readonly networks: readonly NamedNetwork[] };

/** Whether this machine may be reached without being named. */
export const reachesLoopback = (reach: Reach): boolean =>
  (typeof reach === 'string' ? reach : reach.base) === 'public-or-loopback';

const block = (ranges: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of ranges)
    list.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');
  return list;
};

const LOOPBACK = block([
  ['127.0.0.0', 8],
  ['::1', 128],
]);

/** IANA's special-purpose registries, and what else is no single host of the public internet. */
const INSIDE = block([
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Tunnels and translations that end at an IPv4 address which is not looked at here.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

/** The part of IPv6 that is given out to hosts; unique local, link local, mapped and all else lie outside of it. */
const GLOBAL_UNICAST = block([['2000::', 3]]);

/** Whether `address`, an IP literal without brackets, may be connected to; over plain http only this machine may. */
export function isReachable(address: string, reach: Reach, isPlain: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(address, kind) && reachesLoopback(reach)) return true;
  if (isPlain) return false;
  if (typeof reach !== 'string' && isInNetworks(reach.networks, address)) return true;
  if (family === 6 && !GLOBAL_UNICAST.check(address, 'ipv6')) return false;
  return !INSIDE.check(address, kind);
}
