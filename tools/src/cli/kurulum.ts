/** `muhasebi kurulum`: the one-time code that opens the guided start of an installation without an office. */

import { issueSetupCode } from '@muhasebi/features/first-run/first-run.ts';
import type { Command } from 'commander';
import { asOperator } from './operator-session.ts';

/** Adds `kodu`. */
export function register(group: Command): void {
  group
    .command('kodu')
    .description('Kurulum için bir kez ve 24 saat geçerli kod yazar; öncekinin yerine geçer')
    .action(() =>
      asOperator(async (deps) => {
        const code = await issueSetupCode(deps);
        return [
          `Kurulum kodu (24 saat geçerli, bir kez kullanılır): ${code}`,
          `Kurulum sayfası: ${deps.publicUrl}/kurulum#kod=${code}`,
        ];
      }),
    );
}
