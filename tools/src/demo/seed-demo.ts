/** Fills a development database with the demo office, through the same routes and jobs that people and workers use. */
import { arrangeCharts } from './arrange-demo-charts.ts';
import { openStage } from './demo-stage.ts';
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
 * Makes the demo office once. Every step looks at what is there first, so a run that was cut off is taken up where it
 * ended; the platform administrator, made last, marks it complete.
 */
export async function seedDemo(options: SeedDemoOptions): Promise<SeededDemo> {
  const { appUrl, storageDir, env = {} } = options;
  if (env.NODE_ENV === 'production') throw new Error('a demo office is never made in production');
  const stage = await openStage({ appUrl, storageDir, env });
  try {
    if (await isDemoComplete(stage)) return { made: false };
    const office = await openDemoOffice(stage);
    await arrangeCharts(stage, office);
    const trader = traderBooks(stage, office);
    await bringCardStatement(trader);
    // The trader's years wait for the database while documents are read here.
    await Promise.all([keepTraderYears(trader), receiveDocuments(stage, office)]);
    await Promise.all([leaveTraderWork(trader), postOlderMonths(stage, office)]);
    await writeCardStatement(trader);
    await enterVouchers(stage, office);
    await rejectOne(stage, office);
    await reverseOne(stage, office);
    await stage.drain();
    await addPlatformAdministrator(stage);
    return { made: true };
  } finally {
    await stage.close();
  }
}
