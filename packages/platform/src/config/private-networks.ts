/** Networks that an operator names as their own: read from a setting's text, each entry judged by itself. */
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import type { Bilingual } from './setting.ts';

/** "10.1.0.0" with prefix 16; one address alone has the prefix of its whole length. */
export interface NamedNetwork {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

const MOST_NETWORKS = 64;

const listed = (ranges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList => {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges) list.addSubnet(network, prefix, family);
  return list;
};

/** Ranges that networks of one's own are made of: RFC 1918, RFC 6598, RFC 4193. */
const PRIVATE = listed([
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
]);

/**
 * This machine, its link, and where clouds answer with a machine's own credentials: never a part of a wider network,
 * but where an operator names the one address.
 */
const ONE_BY_ONE = listed([
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['192.0.0.192', 32, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['fd20:ce::254', 128, 'ipv6'],
]);

/** Whether `address`, an IP literal without brackets, lies in one of the networks. */
export function isInNetworks(networks: readonly NamedNetwork[], address: string): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const mustBeExact = ONE_BY_ONE.check(address, family);
  return networks.some((network) => {
    if (mustBeExact && !isOneAddress(network)) return false;
    return listed([[network.address, network.prefix, network.family]]).check(address, family);
  });
}

const wholeLength = (family: NamedNetwork['family']) => (family === 'ipv6' ? 128 : 32);
const isOneAddress = ({ prefix, family }: NamedNetwork) => prefix === wholeLength(family);

/** "10.1.0.0/16, 192.168.5.10": networks and addresses, parted by commas. */
export const privateNetworks = z.string().transform((text, context): readonly NamedNetwork[] => {
  const entries = text.split(',').map((entry) => entry.trim());
  const refuse = (fault: Bilingual) => {
    context.addIssue({ code: 'custom', params: { fault } });
    return z.NEVER;
  };
  if (entries.length > MOST_NETWORKS)
    return refuse({ tr: `en çok ${MOST_NETWORKS} ağ`, en: `at most ${MOST_NETWORKS} networks` });
  const networks: NamedNetwork[] = [];
  for (const entry of entries) {
    const read = readNetwork(entry);
    if ('tr' in read) {
      const shown = `“${entry.slice(0, 80)}”`;
      return refuse({ tr: `${shown} ${read.tr}`, en: `${shown} ${read.en}` });
    }
    networks.push(read);
  }
  return networks;
});

function readNetwork(entry: string): NamedNetwork | Bilingual {
  const [address = '', prefixText, ...more] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || address.includes('%'))
    return { tr: 'bir ağ ya da adres değil', en: 'is neither a network nor an address' };
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText))
    return { tr: 'ön ek uzunluğu bir sayı değil', en: 'has a prefix length that is no number' };
  const prefix = prefixText === undefined ? wholeLength(family) : Number(prefixText);
  if (prefix > wholeLength(family))
    return { tr: 'ön ek uzunluğu çok büyük', en: 'has a prefix length that is too large' };
  const network: NamedNetwork = { address, prefix, family };
  return faultOf(network) ?? network;
}

function faultOf(network: NamedNetwork): Bilingual | null {
  const { address, family, prefix } = network;
  if (isOneAddress(network)) {
    if (PRIVATE.check(address, family) || ONE_BY_ONE.check(address, family)) return null;
    return {
      tr: 'özel bir adres değil; internettekilere zaten bağlanılır',
      en: 'is no private address; those of the internet are connected to anyway',
    };
  }
  if (ONE_BY_ONE.check(address, family))
    return {
      tr: 'bu makinenin ya da bağlantısının ağı; yalnız tek adres olarak yazılır',
      en: 'is a network of this machine or its link; only a single address of it can be named',
    };
  if (!PRIVATE.check(address, family) || prefix < shortestPrefix(address, family))
    return {
      tr: 'özel bir ağ değil (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7 içinde olmalı)',
      en: 'is no private network (it must lie in 10/8, 172.16/12, 192.168/16, 100.64/10 or fc00::/7)',
    };
  if (!isStartOf(network))
    return {
      tr: 'ağın ilk adresi değil; ön ekten sonraki bitler sıfır olmalı',
      en: 'does not begin its network; the bits after the prefix must be zero',
    };
  return null;
}

/** Of the private range that the address lies in. */
function shortestPrefix(address: string, family: NamedNetwork['family']): number {
  if (family === 'ipv6') return 7;
  if (address.startsWith('10.')) return 8;
  if (address.startsWith('172.')) return 12;
  return address.startsWith('192.') ? 16 : 10;
}

function isStartOf({ address, family, prefix }: NamedNetwork): boolean {
  const bits = family === 'ipv6' ? bitsOfIpv6(address) : bitsOfIpv4(address);
  return !bits.slice(prefix).includes('1');
}

const bitsOf = (value: number, width: number) => value.toString(2).padStart(width, '0');

function bitsOfIpv4(address: string): string {
  return address
    .split('.')
    .map((part) => bitsOf(Number(part), 8))
    .join('');
}

function bitsOfIpv6(address: string): string {
  // The canonical form of a URL has no IPv4 tail, and at most one "::".
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const groupsOf = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'));
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const between = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...between, ...after].map((group) => bitsOf(Number.parseInt(group, 16), 16)).join('');
}
