/** Which release this is: the version that all packages of the repository carry. */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** As in the changelog: "0.1.0". */
export const RELEASE = manifest.version;
