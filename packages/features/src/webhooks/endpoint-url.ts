/** Whether an address may be that of a webhook: decided when it is typed as far as it can be, and again at each connection. */
import { isIP } from 'node:net';
import {
  isReachable,
  type Reach,
  reachesLoopback,
} from '@muhasebi/connectors/outbound-http/reachable-address.ts';
import { webhookErrors } from './contract.ts';

/** The address as it is kept. Throws WEBHOOK_URL_REFUSED. */
export function endpointUrl(typed: string, reach: Reach): string {
  const refuse = (reasonTr: string, reasonEn: string) =>
    webhookErrors.WEBHOOK_URL_REFUSED({ url: typed.slice(0, 200), reasonTr, reasonEn });
  if (!URL.canParse(typed)) throw refuse('bir web adresi değil', 'it is no web address');
  const url = new URL(typed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw refuse('https ile başlamıyor', 'it does not start with https');
  if (url.username !== '' || url.password !== '')
    throw refuse('içinde kullanıcı adı ya da parola var', 'it holds a user name or password');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isPlain = url.protocol === 'http:';
  const isOurs = host === 'localhost' || host.endsWith('.localhost');
  if (isPlain && !(reachesLoopback(reach) && (isOurs || isReachable(host, reach, true))))
    throw refuse('https ile başlamıyor', 'it does not start with https');
  if ((isIP(host) !== 0 && !isReachable(host, reach, isPlain)) || (isOurs && !mayBeOurs(reach)))
    throw refuse(
      'iç ağın bir adresi; sunucunuz oradaysa sistem yöneticinizden bu ağa izin vermesini isteyin',
      'it is an address of an inner network; if your server is there, ask your operator to allow that network',
    );
  url.hash = '';
  return url.href;
}

/** "localhost" is either of the two. */
const mayBeOurs = (reach: Reach) =>
  isReachable('127.0.0.1', reach, false) || isReachable('::1', reach, false);
