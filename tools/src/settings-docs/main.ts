/** Writes docs/deployment/environment.md anew. */
import { writeFile } from 'node:fs/promises';
import { renderSettings } from './render-settings.ts';

await writeFile(new URL('../../../docs/deployment/environment.md', import.meta.url), renderSettings());
