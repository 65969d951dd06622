/** The key of an invitation's link: it names the office, because at the door no office is open to look into. */
import { newToken } from './opaque-token.ts';

/** Seven days; each mail starts them anew. */
export const INVITATION_DAYS = 7;

/** 32 hexadecimal digits of the office's id and 256 random bits. */
export function newInvitationToken(tenantId: string): string {
  return `${tenantId.replaceAll('-', '')}${newToken()}`;
}

/** The office that a token claims to be of; null where it is no token of ours. What it opens is decided by its hash. */
export function officeOfToken(token: string): string | null {
  const hex = /^([0-9a-f]{32})[\w-]{43}$/.exec(token)?.[1];
  return hex === undefined ? null : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
