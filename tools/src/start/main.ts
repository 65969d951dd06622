/** `npm start` and `pnpm dev`: brings everything up in order, says where it is, and takes it down in order. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '@muhasebi/platform/config/load-settings.ts';
import { failureInWords } from './failure-in-words.ts';
import { repoRoot } from './repo-paths.ts';
import { AlreadyRunning } from './start-lock.ts';
import { Supervisor } from './supervisor.ts';
import { UnusablePort } from './usable-port.ts';
import { WebBuildFailed } from './web-build.ts';

const envFile = join(repoRoot, '.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);

const supervisor = new Supervisor({
  env: process.env,
  args: process.argv.slice(2),
  report: (line) => console.log(line),
});

let firstSignalAt = 0;
function onSignal(): void {
  const now = Date.now();
  if (firstSignalAt === 0) {
    firstSignalAt = now;
    console.log('\nDurduruluyor… (hemen kapatmak için bir daha Ctrl-C) / Stopping… (Ctrl-C again to force)');
    void supervisor.stop().then(
      () => process.exit(0),
      (error: unknown) => end(error),
    );
  } else if (now - firstSignalAt > 700) {
    // One Ctrl-C may arrive several times, from the terminal and from each wrapper; a second one comes later.
    void supervisor.force().finally(() => process.exit(130));
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

try {
  await supervisor.start();
  await supervisor.failed;
} catch (error) {
  if (firstSignalAt === 0) {
    await supervisor.stop().catch(() => undefined);
    end(error);
  }
}

/** What a person can act on is told in its own words; anything else with the place it came from. */
function end(error: unknown): never {
  const expected = [SettingsError, UnusablePort, WebBuildFailed].some((kind) => error instanceof kind);
  if (error instanceof AlreadyRunning) {
    const { pid, address } = error.holder;
    console.error(
      `Zaten çalışıyor: ${address} (süreç ${pid}). / Already running: ${address} (process ${pid}).`,
    );
  } else if (error instanceof Error) {
    console.error(failureInWords(error) ?? (expected ? error.message : (error.stack ?? error.message)));
  } else {
    console.error(error);
  }
  process.exit(1);
}
