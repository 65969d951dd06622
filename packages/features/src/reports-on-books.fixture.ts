/** The reports on the books of a test, composed as the registry composes them. */
import { createDiskStorage } from '@muhasebi/platform/storage/disk-storage.ts';
import { exportDepsOf } from './books.fixture.ts';
import type { Database } from './feature.ts';
import { createReportsFeature } from './reports/feature.ts';
import { sourcesOfReports } from './sources-of-reports.ts';

/** `folder` holds the store and what is being written. */
export function reportsOn(db: Database, folder: string) {
  const storage = createDiskStorage(`${folder}/store`);
  return { ...createReportsFeature({ ...exportDepsOf(db, folder), storage }, sourcesOfReports), storage };
}
