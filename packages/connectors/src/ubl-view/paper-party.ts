/** A party as it stands on paper. */
import type { InvoiceParty } from '@muhasebi/accounting/fatura/invoice.ts';
import type { PaperParty } from './paper.ts';
import type { Say } from './paper-words.ts';

export function partyOf(heading: string, party: InvoiceParty, say: Say): PaperParty {
  const place = [party.city, party.country].filter((part) => part !== null).join(' / ');
  const lines = [
    party.address,
    place === '' ? null : place,
    party.taxOffice === null ? null : `${say('taxOffice')}: ${party.taxOffice}`,
    party.taxId === null ? null : `${party.taxId.scheme}: ${party.taxId.value}`,
    ...(party.identifications ?? []).map(({ scheme, id }) => (scheme === null ? id : `${scheme}: ${id}`)),
  ];
  return { heading, name: party.name ?? '–', lines: lines.filter((line) => line !== null) };
}
