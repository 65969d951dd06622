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

/** Parts what a form sent: known fields alone, secrets sealed; an empty secret keeps the stored one. */
export function sealSettings(
  key: Buffer,
  place: Place,
  connector: SyncConnector,
  values: SettingValues,
  stored: Buffer | null,
): StoredSettings {
  const settings: Record<string, string | number | boolean> = {};
  const secrets = openSecrets(key, place, stored);
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
