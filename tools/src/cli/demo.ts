/** `muhasebi demo`: takes the demo office away with everything it holds; no other office can be. */

import { askForRemoval } from '@muhasebi/features/demo-office/remove-demo-office.ts';
import { listOfficesOfKind } from '@muhasebi/features/every-office.queries.ts';
import type { OperatorDeps } from '@muhasebi/features/identity/identity-deps.ts';
import { systemScope } from '@muhasebi/platform/db/scope.ts';
import { type Command, InvalidArgumentError } from 'commander';
import { asOperator } from './operator-session.ts';

const LOOK_AGAIN_MS = 500;
const LONGEST_WAIT_SECONDS = 3600;

/** Adds `kaldir`. */
export function register(group: Command): void {
  group
    .command('kaldir')
    .description('Demo ofisini kapatır; worker dosyaları ve kayıtlarıyla kaldırır. Gerçek ofise dokunmaz')
    .option('--bekle <saniye>', 'en çok bu kadar bekler', seconds, 120)
    .action(({ bekle }: { bekle: number }) => asOperator((deps) => removeDemos(deps, bekle)));
}

async function removeDemos(deps: OperatorDeps, waitSeconds: number): Promise<readonly string[]> {
  const found = await listOfficesOfKind(deps.db, 'demo');
  if (found.length === 0) return ['Demo ofisi yok.'];
  // Another process serves people: there what they may do is asked anew within seconds.
  const context = { db: deps.db, clock: deps.clock, forget: () => undefined };
  for (const tenantId of found) await askForRemoval(context, tenantId, systemScope(tenantId));
  const until = deps.clock.now().getTime() + waitSeconds * 1000;
  for (;;) {
    const left = await listOfficesOfKind(deps.db, 'demo');
    if (left.length === 0) return ['Demo ofisi kaldırıldı.'];
    if (deps.clock.now().getTime() >= until) {
      process.exitCode = 1;
      return ['Demo ofisi kapatıldı; kayıtları çalışan bir worker kaldıracak (henüz bitmedi).'];
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= LONGEST_WAIT_SECONDS) return value;
  throw new InvalidArgumentError(`0 ile ${LONGEST_WAIT_SECONDS} arasında tam sayı olmalı.`);
}
