/** Finds a Chromium or Chrome that is installed on this machine, for journeys in a real browser. */
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The program's path, or undefined where there is none; the variable CHROMIUM_PATH goes before all. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...places].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}
