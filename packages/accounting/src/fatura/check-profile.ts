/** Checks scenario and type: both in GİB's lists, together, and a return that names what it takes back. */
import { isKnownInvoiceType, isKnownProfile, typesOfProfile } from '../kod-listeleri/profile-types.ts';
import { isUnderInvoiceLists } from './current-lists.ts';
import type { Finding } from './finding.ts';
import type { Invoice } from './invoice.ts';
import { finding } from './make-finding.ts';

const RETURNS = new Set(['IADE', 'YTBIADE', 'TEVKIFATIADE', 'YTBTEVKIFATIADE']);
/** The number of an e-document; GİB's rule counts the characters alone. */
const NUMBER_LENGTH = 16;

export function checkProfile(invoice: Invoice): Finding[] {
  if (!isUnderInvoiceLists(invoice)) return [];
  const profile = invoice.profile?.trim() ?? '';
  const type = invoice.type?.trim() ?? '';
  const known = [...checkKnownProfile(profile), ...checkKnownType(type)];
  return [
    ...known,
    ...(known.length === 0 ? checkPair(profile, type, invoice.issueDate ?? '') : []),
    ...checkReturn(invoice, type),
  ];
}

function checkKnownProfile(profile: string): Finding[] {
  if (isKnownProfile(profile)) return [];
  const shown = profile.slice(0, 40);
  return [
    finding(
      'fatura.senaryo-bilinmiyor',
      'warning',
      'profile',
      {
        tr:
          profile === ''
            ? 'Belgede senaryo (ProfileID) yok; e-Fatura mı e-Arşiv mi olduğu bilinmiyor.'
            : `Senaryo "${shown}" GİB listesinde yok; belgenin nasıl gönderildiğini düzenleyene sorun.`,
        en:
          profile === ''
            ? 'The document has no scenario (ProfileID); whether it is e-Fatura or e-Arşiv is not known.'
            : `The scenario "${shown}" is not in GİB's list; ask the issuer how the document was sent.`,
      },
      { profile: shown },
    ),
  ];
}

function checkKnownType(type: string): Finding[] {
  if (isKnownInvoiceType(type)) return [];
  const shown = type.slice(0, 40);
  return [
    finding(
      'fatura.tip-bilinmiyor',
      'warning',
      'type',
      {
        tr:
          type === ''
            ? 'Belgede fatura tipi yok; satış sayıldı.'
            : `Fatura tipi "${shown}" GİB listesinde yok; ne olduğunu düzenleyene sorun.`,
        en:
          type === ''
            ? 'The document has no type of invoice; it is taken for a sale.'
            : `The type of invoice "${shown}" is not in GİB's list; ask the issuer what it is.`,
      },
      { type: shown },
    ),
  ];
}

function checkPair(profile: string, type: string, date: string): Finding[] {
  const types = typesOfProfile(profile, date);
  if (types.includes(type)) return [];
  const list = types.join(', ');
  return [
    finding(
      'fatura.senaryo-tip',
      'warning',
      'type',
      {
        tr: `${profile} senaryosunda ${type} tipinde fatura olmaz (olabilenler: ${list}); GİB bu belgeyi kabul etmez.`,
        en: `The scenario ${profile} takes no invoice of type ${type} (it takes ${list}); GİB does not accept this document.`,
      },
      { profile, type },
    ),
  ];
}

function checkReturn({ references }: Invoice, type: string): Finding[] {
  if (!RETURNS.has(type)) return [];
  const named = references.filter(({ kind }) => kind === 'billing');
  if (named.some(({ id }) => id?.trim().length === NUMBER_LENGTH)) return [];
  const shown = named[0]?.id?.trim().slice(0, 40) ?? '';
  return [
    finding(
      'fatura.iade-dayanak-yok',
      'warning',
      'references',
      {
        tr:
          shown === ''
            ? 'İade faturası hangi faturayı iade ettiğini söylemiyor; iade edilen faturanın numarasını sorun.'
            : `İade edilen faturanın numarası "${shown}" 16 karakter değil; doğrusunu sorun.`,
        en:
          shown === ''
            ? 'The invoice of return does not name what it takes back; ask for the number of that invoice.'
            : `The number of the invoice taken back, "${shown}", has not 16 characters; ask for the right one.`,
      },
      { reference: shown },
    ),
  ];
}
