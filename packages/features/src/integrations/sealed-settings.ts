/** Settings at rest: what is secret is sealed together for its integration alone, the rest lies open. */
import { decryptSecret, encryptSecret } from '@muhasebi/platform/secrets/encryption.ts';
import { z } from 'zod';
import { type SyncConnector, SyncFault } from './connector.ts';
import type { SettingValues } from './integrations.queries.ts';

const sealedValues = z.record(z.string(), z.string());

/** Sealed secrets open for this office's integration and no other. */
export const sealPurpose = (tenantId: string, integrationId: string) =>
  `integration:${tenantId}:${integrationId}`;

export interface Place {
  readonly tenantId: string;
  readonly integrationId: string;
}

export interface StoredSettings {
  readonly settings: SettingValues;
  readonly secrets: Buffer | null;
}

export function openSecrets(key: Buffer, place: Place, secrets: Buffer | null): Record<string, string> {
  if (secrets === null) return {};
  const opened = decryptSecret(key, sealPurpose(place.tenantId, place.integrationId), secrets);
  return sealedValues.parse(JSON.parse(opened));
}

/** The same; throws SyncFault where they do not open: the key was exchanged without them, or they are damaged. */
export function openSecretsInWords(
  key: Buffer,
  place: Place,
  secrets: Buffer | null,
): Record<string, string> {
  try {
    return openSecrets(key, place, secrets);
  } catch (cause) {
    const fault = new SyncFault(
      'wrong-settings',
      {
        tr: 'Gizli ayarları açılamıyor: başka bir anahtarla şifrelenmişler.',
        en: 'Its secret settings do not open: they are sealed by another key.',
      },
      {
        tr: 'Parolayı yeniden girip kaydedin, sonra sürdürün.',
        en: 'Enter the password again and save, then resume.',
      },
    );
    fault.cause = cause;
    throw fault;
  }
}

/** What is stored and still opens; a form that brings all secrets anew needs none of it. */
export function stillOpen(key: Buffer, place: Place, secrets: Buffer | null): Record<string, string> {
  try {
    return openSecrets(key, place, secrets);
  } catch {
    // Sealed by another key: what the form does not bring is missing, and the run will name it.
    return {};
  }
}

/** Whether the form names another far side than the one that the stored secrets are for. */
export function goesElsewhere(
  connector: SyncConnector,
  stored: SettingValues,
  values: SettingValues,
): boolean {
  return connector.fields.some(
    ({ name, isAddress, fallback = '' }) =>
      isAddress === true && String(values[name] ?? fallback) !== String(stored[name] ?? fallback),
  );
}

/** Parts what a form sent: known fields alone, secrets sealed; an empty secret keeps the stored one. */
export function sealSettings(
  key: Buffer,
  place: Place,
  connector: SyncConnector,
  values: SettingValues,
  stored: Buffer | null,
): StoredSettings {
  const settings: Record<string, string | number | boolean> = {};
  const secrets = stillOpen(key, place, stored);
  for (const { name, kind } of connector.fields) {
    const value = values[name];
    if (value === undefined || (kind === 'secret' && value === '')) continue;
    if (kind === 'secret') secrets[name] = String(value);
    else settings[name] = value;
  }
  const isEmpty = Object.keys(secrets).length === 0;
  const purpose = sealPurpose(place.tenantId, place.integrationId);
  return { settings, secrets: isEmpty ? null : encryptSecret(key, purpose, JSON.stringify(secrets)) };
}

/** The whole settings as the connector wants them; throws SyncFault 'wrong-settings' that names the fields. */
export function openSettings(connector: SyncConnector, values: SettingValues): unknown {
  const parsed = connector.settings.safeParse(values);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')));
  const wrong = connector.fields.filter(({ name }) => names.has(name));
  const list = (language: 'tr' | 'en') =>
    wrong.length === 0 ? [...names].join(', ') : wrong.map(({ label }) => label[language]).join(', ');
  throw new SyncFault(
    'wrong-settings',
    { tr: `Ayar eksik ya da yanlış: ${list('tr')}.`, en: `A setting is missing or wrong: ${list('en')}.` },
    { tr: 'Ayarları düzeltip bağlantıyı deneyin.', en: 'Correct the settings and test the connection.' },
  );
}
