/** Shows an office's settings and its letterhead. */
import { isValidTaxId, taxIdFromText } from '@muhasebi/accounting/vkn/tax-number.ts';
import type { Trx } from '../feature.ts';
import type { Letterhead, LetterheadService, OfficeSettings } from './contract.ts';
import {
  findLogo,
  findSettings,
  type LogoRow,
  officeName,
  type SettingsColumns,
} from './settings.queries.ts';

/** As the table has them; shown until anything is saved. */
const DEFAULTS: SettingsColumns = {
  tax_id: null,
  tax_office: null,
  address: null,
  phone: null,
  email: null,
  website: null,
  signer_name: null,
  signer_title: null,
  signer_number: null,
  letterhead_text: null,
  fiscal_year_start_month: 1,
  purchase_default: 'expense',
  language: 'tr',
  late_day: 0,
  time_zone: 'Europe/Istanbul',
  second_factor_required: false,
  session_idle_hours: 336,
};

/** The settings of the scope's office. */
export async function showSettings(trx: Trx, tenantId: string): Promise<OfficeSettings> {
  const name = await officeName(trx, tenantId);
  const row = (await findSettings(trx, tenantId)) ?? { ...DEFAULTS, version: 0 };
  const taxId = row.tax_id === null ? null : taxIdFromText(row.tax_id);
  return {
    name,
    taxId: row.tax_id,
    taxIdValid: taxId === null ? null : isValidTaxId(taxId),
    taxOffice: row.tax_office,
    address: row.address,
    phone: row.phone,
    email: row.email,
    website: row.website,
    signerName: row.signer_name,
    signerTitle: row.signer_title as OfficeSettings['signerTitle'],
    signerNumber: row.signer_number,
    letterheadText: row.letterhead_text,
    fiscalYearStartMonth: row.fiscal_year_start_month,
    purchaseDefault: row.purchase_default as OfficeSettings['purchaseDefault'],
    language: row.language as OfficeSettings['language'],
    lateDay: row.late_day,
    timeZone: row.time_zone,
    secondFactorRequired: row.second_factor_required,
    sessionIdleHours: row.session_idle_hours,
    version: row.version,
    logo: presentLogo(await findLogo(trx, tenantId)),
  };
}

/** The letterhead as pages show it. */
export async function showLetterhead(trx: Trx, tenantId: string): Promise<Letterhead> {
  const { logo, ...head } = await officeLetterhead(trx, tenantId);
  return { ...head, logo: presentLogo(logo) };
}

/** The letterhead as files print it. */
export const officeLetterhead: LetterheadService['officeLetterhead'] = async (trx, tenantId) => {
  const name = await officeName(trx, tenantId);
  const row = (await findSettings(trx, tenantId)) ?? DEFAULTS;
  const logo = await findLogo(trx, tenantId);
  return { name, lines: linesOf(row), signer: signerOf(row), logo };
};

/** Free lines first, then address, ways of contact, and the tax number with its office. */
function linesOf(row: SettingsColumns): string[] {
  const free = (row.letterhead_text ?? '').split('\n').map((line) => line.trim());
  const contact = [row.phone, row.email, row.website].filter((part) => part !== null).join(' · ');
  const tax = [row.tax_office, row.tax_id].filter((part) => part !== null).join(' · ');
  return [...free, row.address ?? '', contact, tax].filter((line) => line !== '');
}

function signerOf(row: SettingsColumns): string | null {
  if (row.signer_name === null) return null;
  const named = [row.signer_title, row.signer_name].filter((part) => part !== null).join(' ');
  return row.signer_number === null ? named : `${named} · ${row.signer_number}`;
}

function presentLogo(logo: LogoRow | null): Letterhead['logo'] {
  if (logo === null) return null;
  const { png, width, height } = logo;
  return { dataUrl: `data:image/png;base64,${png.toString('base64')}`, width, height };
}
