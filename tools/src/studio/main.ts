/** `pnpm db:studio`: Prisma Studio on DATABASE_OWNER_URL, or on the database of the `npm start` that runs here. */
import { parseArgs } from 'node:util';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { loadStartedSettings } from '../start/started-settings.ts';
import { runStudio, StudioFailed } from './run-studio.ts';

const NO_DATABASE = [
  'Veritabanı belli değil: DATABASE_OWNER_URL verin ya da bu klasörde npm start çalışıyor olsun.',
  'No database: give DATABASE_OWNER_URL, or have npm start running in this folder.',
].join('\n');

try {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: { port: { type: 'string' } },
  });
  // In production nothing is looked for: what is opened is named.
  loadStartedSettings(process.env);
  const ownerUrl = process.env.DATABASE_OWNER_URL?.trim();
  if (!ownerUrl) throw new Error(NO_DATABASE);
  const port = values.port === undefined ? await findFreePort() : Number(values.port);
  console.log('Prisma Studio açılıyor (ilk seferde indirilir) / opening (fetched the first time)…');
  const studio = await runStudio(ownerUrl, port, process.env);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void studio.stop());
  console.log(`Prisma Studio: ${studio.address} — yalnız bu makineden; durdurma / stop: Ctrl-C`);
  console.log(
    'Salt okunur; ofislerin satırları satır güvenliği yüzünden görünmez. / Read-only; rows of offices stay hidden by row-level security.',
  );
  await studio.ended;
} catch (error) {
  const isWords = error instanceof StudioFailed || (error instanceof Error && error.message === NO_DATABASE);
  console.error(error instanceof Error ? (isWords ? error.message : (error.stack ?? '')) : error);
  process.exitCode = 1;
}
