/** Writes the demo's books as a process of its own: whoever starts it may end it at any line, and a later one goes on. */
import { seedDemoBooks } from './seed-demo.ts';

const { DATABASE_URL, STORAGE_DIR } = process.env;
if (DATABASE_URL === undefined || STORAGE_DIR === undefined) {
  console.error('DATABASE_URL, STORAGE_DIR: gerekli / required');
  process.exit(64);
}
await seedDemoBooks({ appUrl: DATABASE_URL, storageDir: STORAGE_DIR });
