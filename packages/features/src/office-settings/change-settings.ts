/** Changes an office's settings and its logo. */
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { reencodeImage } from '@muhasebi/platform/images/reencode-image.ts';
import type { z } from 'zod';
import type { Database } from '../feature.ts';
import { type OfficeSettings, type officeSettingsContract, officeSettingsErrors } from './contract.ts';
import {
  findSettings,
  officeName,
  putLogo,
  removeLogo,
  renameOffice,
  type SettingsColumns,
  saveSettings,
} from './settings.queries.ts';
import { showSettings } from './show-settings.ts';

type Change = z.output<typeof officeSettingsContract.changeSettings.body>;

const MAX_LOGO_BYTES = 4_000_000;
/** Enough for six centimetres on paper at 300 dots an inch. */
const LOGO_SIZE = { width: 800, height: 240 };

/** Throws STALE_VERSION where somebody saved in between. */
export function changeSettings(db: Database, scope: Scope, change: Change): Promise<OfficeSettings> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => {
    const name = await officeName(trx, tenantId, true);
    const current = (await findSettings(trx, tenantId))?.version ?? 0;
    if (change.version !== current) throw platformErrors.STALE_VERSION({ current });
    if (change.name !== undefined && change.name !== name) await renameOffice(trx, tenantId, change.name);
    await saveSettings(trx, tenantId, columnsOf(change));
    return showSettings(trx, tenantId);
  });
}

/** Takes the first file of the request. Throws LOGO_TOO_LARGE, LOGO_UNREADABLE. */
export async function takeLogo(
  db: Database,
  scope: Scope,
  files: AsyncIterable<IncomingFile>,
): Promise<OfficeSettings> {
  const tenantId = tenantOf(scope);
  const bytes = await firstFile(files);
  const logo = bytes === null ? null : await reencodeImage(bytes, LOGO_SIZE);
  if (logo === null) throw officeSettingsErrors.LOGO_UNREADABLE();
  return inScope(db, scope, async (trx) => {
    await putLogo(trx, tenantId, logo);
    return showSettings(trx, tenantId);
  });
}

export function dropLogo(db: Database, scope: Scope): Promise<void> {
  return inScope(db, scope, (trx) => removeLogo(trx, tenantOf(scope)));
}

async function firstFile(files: AsyncIterable<IncomingFile>): Promise<Buffer | null> {
  for await (const { stream } of files) {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      if (size > MAX_LOGO_BYTES) throw officeSettingsErrors.LOGO_TOO_LARGE();
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks);
  }
  return null;
}

function columnsOf(change: Change): Partial<SettingsColumns> {
  const all = {
    tax_id: change.taxId,
    tax_office: change.taxOffice,
    address: change.address,
    phone: change.phone,
    email: change.email,
    website: change.website,
    signer_name: change.signerName,
    signer_title: change.signerTitle,
    signer_number: change.signerNumber,
    letterhead_text: change.letterheadText,
    fiscal_year_start_month: change.fiscalYearStartMonth,
    purchase_default: change.purchaseDefault,
    language: change.language,
    late_day: change.lateDay,
    time_zone: change.timeZone,
    second_factor_required: change.secondFactorRequired,
    session_idle_hours: change.sessionIdleHours,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
