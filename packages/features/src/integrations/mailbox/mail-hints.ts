/** What a mail itself says about whose documents it brings; whether it is believed is the frame's matter. */
import { checkTaxId } from '@muhasebi/accounting/vkn/tax-id-check.ts';
import type { IncomingItem } from '../connector.ts';

/** `own` is the mailbox's address, lower case, or empty where nobody told it: then any plus-address counts. */
export function mailHints(
  from: string | null,
  addressedTo: readonly string[],
  own: string,
): IncomingItem['hints'] {
  const aliases = [...new Set(addressedTo.flatMap((address) => aliasOf(address, own)))];
  return {
    emails: from === null ? [] : [from],
    aliases,
    taxIds: aliases.filter((alias) => /^(?:vkn|tckn)$/.test(checkTaxId(alias).kind)),
  };
}

/** "belge+sen@ofis.test" → "sen". */
function aliasOf(address: string, own: string): string[] {
  const [, local = '', alias = '', domain = ''] = /^([^+@]+)\+([^@]+)@(.+)$/.exec(address) ?? [];
  if (alias === '' || (own !== '' && `${local}@${domain}` !== own)) return [];
  return [alias];
}
