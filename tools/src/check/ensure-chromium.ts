/** Sees to it that the browser journeys have a browser, where this machine lets us. */
import { existsSync } from 'node:fs';
import { findChromium } from '@muhasebi/testkit/find-chromium.ts';
import { runProgram } from './run-program.ts';

/** Answers the path of a Chromium, installing Debian's as root where there is none; undefined where that fails. */
export async function ensureChromium(report: (line: string) => void): Promise<string | undefined> {
  const found = findChromium();
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  report('  Chromium kuruluyor / installing Chromium…');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-q'], { env });
  await runProgram(
    'apt-get',
    ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    { env },
  );
  return findChromium();
}
