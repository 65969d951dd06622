/** `pnpm db:studio`: Prisma Studio on DATABASE_OWNER_URL, or on the database of the `npm start` that runs here. */
import { parseArgs } from 'node:util';
import { findFreePort } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { dataRoot } from '../start/repo-paths.ts';
import { ownerUrlAtHand } from '../start/running-database.ts';
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
  const ownerUrl = await ownerUrlAtHand(process.env, dataRoot);
  if (ownerUrl === null) throw new Error(NO_DATABASE);
  const port = values.port === undefined ? await findFreePort() : Number(values.port);
  console.log('Prisma Studio açılıyor (ilk seferde indirilir) / opening (fetched the first time)…');
  const studio = await runStudio(ownerUrl, port, process.env);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void studio.stop());
  console.log(`Prisma Studio: ${studio.address} — yalnız bu makineden; durdurma / stop: Ctrl-C`);
  console.log(
    'Şemanın sahibi olarak: yazabilir! Ofislerin satırları satır güvenliği yüzünden görünmez. / As the owner of the schema: it can write! Rows of offices stay hidden by row-level security.',
  );
  await studio.ended;
} catch (error) {
  const isWords = error instanceof StudioFailed || (error instanceof Error && error.message === NO_DATABASE);
  console.error(error instanceof Error ? (isWords ? error.message : (error.stack ?? '')) : error);
  process.exitCode = 1;
}
