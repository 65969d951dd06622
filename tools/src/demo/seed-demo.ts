/** Fills a development database with the demo office, through the same routes and jobs that people and workers use. */
import { arrangeCharts } from './arrange-demo-charts.ts';
import { type DemoStage, openStage } from './demo-stage.ts';
import { enterVouchers } from './enter-demo-vouchers.ts';
import { bringCardStatement, writeCardStatement } from './import-demo-vouchers.ts';
import { postOlderMonths, receiveDocuments, rejectOne, reverseOne } from './keep-demo-books.ts';
import { keepTraderYears } from './keep-trader-years.ts';
import { leaveTraderWork } from './leave-trader-work.ts';
import { addPlatformAdministrator, isDemoComplete, openDemoOffice } from './open-demo-office.ts';
import { traderBooks } from './trader-books.ts';

export interface SeedDemoOptions {
  /** Connects as the application's role; the owner of the schema is not needed. */
  readonly appUrl: string;
  /** Where documents are stored: the same folder as the API's and the worker's. */
  readonly storageDir: string;
  /** Their environment; the store it names is used, and production refused. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface SeededDemo {
  /** False where the demo office was complete already: then nothing was touched. */
  readonly made: boolean;
}

/**
 * Makes the office and what comes in with its documents, once. Every step looks at what is there first, so a run that was
 * cut off is taken up where it ended; the platform administrator, made last, marks it complete.
 */
export async function seedDemoOffice(options: SeedDemoOptions): Promise<SeededDemo> {
  return onStage(options, async (stage) => {
    if (await isDemoComplete(stage)) return { made: false };
    const office = await openDemoOffice(stage);
    await arrangeCharts(stage, office);
    await receiveDocuments(stage, office);
    await postOlderMonths(stage, office);
    await enterVouchers(stage, office);
    await rejectOne(stage, office);
    await reverseOne(stage, office);
    await stage.drain();
    await addPlatformAdministrator(stage);
    return { made: true };
  });
}

/**
 * Keeps the two years of the trader's books, which takes about as long as all the rest and nobody waits for: people and a
 * worker may be at the office meanwhile. Taken up where it ended, too.
 */
export async function seedDemoBooks(options: SeedDemoOptions): Promise<void> {
  await onStage(options, async (stage) => {
    const trader = traderBooks(stage, await openDemoOffice(stage));
    await bringCardStatement(trader);
    await keepTraderYears(trader);
    await leaveTraderWork(trader);
    await writeCardStatement(trader);
  });
}

/** Both; the books only where the office was made. */
export async function seedDemo(options: SeedDemoOptions): Promise<SeededDemo> {
  const seeded = await seedDemoOffice(options);
  if (seeded.made) await seedDemoBooks(options);
  return seeded;
}

async function onStage<Result>(
  { appUrl, storageDir, env = {} }: SeedDemoOptions,
  work: (stage: DemoStage) => Promise<Result>,
): Promise<Result> {
  if (env.NODE_ENV === 'production') throw new Error('a demo office is never made in production');
  const stage = await openStage({ appUrl, storageDir, env });
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}
