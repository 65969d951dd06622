/** What every host gives to the features out of its settings: the store, mail, the key of secrets, the clock. */
import { readFileSync } from 'node:fs';
import { createMailTransport } from '@muhasebi/connectors/mail/create-mail-transport.ts';
import { readTrustedRoots, type TrustedRoots } from '@muhasebi/connectors/ubl-tr/signature/trusted-roots.ts';
import { systemClock } from '@muhasebi/platform/clock/clock.ts';
import { SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import type { NamedNetwork } from '@muhasebi/platform/config/private-networks.ts';
import { signatureSettings } from '@muhasebi/platform/config/process-settings.ts';
import { encryptionKey } from '@muhasebi/platform/secrets/encryption.ts';
import { createStorage, type StorageSettings } from '@muhasebi/platform/storage/create-storage.ts';
import type { FeatureDeps } from './feature.ts';

/** The settings that API and worker share, by variable name. */
export interface HostSettings extends StorageSettings {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_FROM: string;
  readonly MAIL_OUTBOX_DIR: string;
  readonly ENCRYPTION_KEY: string;
  readonly PUBLIC_URL: string;
  readonly TCMB_URL: string | null;
  readonly NODE_ENV: string;
  readonly WATCH_ROOT?: string | undefined;
  readonly SIGNATURE_ROOTS_FILE?: string | undefined;
  readonly OUTBOUND_PRIVATE_NETWORKS?: readonly NamedNetwork[] | undefined;
}

/** What differs between hosts: connections, the log, who listens, where uploads in flight lie. */
export type OwnDeps = Pick<FeatureDeps, 'db' | 'log' | 'live' | 'host' | 'jwtSecret' | 'scratchDir'>;

/** @throws SettingsError when the settings name what cannot be used */
export function hostDeps(settings: HostSettings, own: OwnDeps): FeatureDeps {
  return {
    ...own,
    storage: createStorage(settings),
    clock: systemClock,
    mail: createMailTransport({
      smtpUrl: settings.SMTP_URL,
      from: settings.MAIL_FROM,
      outboxDir: settings.MAIL_OUTBOX_DIR,
      clock: systemClock,
    }),
    encryptionKey: encryptionKey(settings.ENCRYPTION_KEY),
    publicUrl: settings.PUBLIC_URL,
    tcmbUrl: settings.TCMB_URL,
    outboundReach: {
      base: settings.NODE_ENV === 'production' ? 'public' : 'public-or-loopback',
      networks: settings.OUTBOUND_PRIVATE_NETWORKS ?? [],
    },
    watchRoot: settings.WATCH_ROOT ?? null,
    signatureRoots: rootsIn(settings.SIGNATURE_ROOTS_FILE),
  };
}

function rootsIn(file: string | undefined): TrustedRoots | null {
  if (file === undefined) return null;
  try {
    return readTrustedRoots(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const { description, example } = signatureSettings.SIGNATURE_ROOTS_FILE;
    const fault = { tr: `kullanılamıyor: ${why}`, en: `cannot be used: ${why}` };
    throw new SettingsError([{ variable: 'SIGNATURE_ROOTS_FILE', fault, expected: description, example }]);
  }
}
