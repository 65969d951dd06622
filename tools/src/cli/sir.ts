/** `muhasebi sir`: seals the stored secrets anew by another key. */

import { type Resealed, resealSecrets, type SealedKind } from '@muhasebi/features/reseal-secrets.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { defineSettings } from '@muhasebi/platform/config/setting.ts';
import { key32 } from '@muhasebi/platform/config/setting-schemas.ts';
import { encryptionKey } from '@muhasebi/platform/secrets/encryption.ts';
import type { Command } from 'commander';
import { asOperator } from './operator-session.ts';

const keySettings = defineSettings({
  ENCRYPTION_KEY: {
    schema: key32,
    description: {
      tr: 'Yeni anahtar: base64 olarak tam 32 bayt (openssl rand -base64 32).',
      en: 'The new key: exactly 32 bytes in base64 (openssl rand -base64 32).',
    },
    example: 'q0vT7m1XcR9tYw3uKp2sLd8fGh4jBn6aEi5oVr0TxQw=',
    secret: true,
  },
  ENCRYPTION_KEY_OLD: {
    schema: key32,
    description: {
      tr: 'Şimdiye kadarki anahtar: sırlar onunla şifrelenmişti.',
      en: 'The key until now, by which the secrets are sealed.',
    },
    example: 'Tj5bQm8sXv1yZr4wKc7nDf0gHk3lPa6eUi9oYt2RqWs=',
    secret: true,
  },
});

const NAMES: Readonly<Record<SealedKind, string>> = {
  'second-factor': 'İki adımlı giriş',
  integration: 'Entegrasyonların sırları',
  webhook: 'Webhook imza sırları',
};

/** Adds `yenile`. */
export function register(group: Command): void {
  group
    .command('yenile')
    .description('Saklanan sırları ENCRYPTION_KEY_OLD anahtarından ENCRYPTION_KEY anahtarına geçirir')
    .addHelpText(
      'after',
      '\nAPI ve worker durmuşken çalıştırın. Yarıda kalırsa yeniden çalıştırın: yenilenenlere dokunmaz.',
    )
    .action(() =>
      asOperator(async ({ db }) => {
        const keys = loadSettings(keySettings, process.env);
        const results = await resealSecrets(db, {
          old: encryptionKey(keys.ENCRYPTION_KEY_OLD),
          new: encryptionKey(keys.ENCRYPTION_KEY),
        });
        if (results.some(({ unreadable }) => unreadable.length > 0)) process.exitCode = 1;
        return results.flatMap(linesOf);
      }),
    );
}

function linesOf({ kind, resealed, already, unreadable }: Resealed): string[] {
  const line = `${NAMES[kind]}: ${resealed} yenilendi, ${already} zaten yeni anahtarla`;
  if (unreadable.length === 0) return [line];
  return [line, `  ${unreadable.length} açılamadı (iki anahtarla da): ${unreadable.slice(0, 20).join(', ')}`];
}
