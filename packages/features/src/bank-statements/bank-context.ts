/** What the use cases of bank statements work with. */
import type { FeatureDeps } from '../feature.ts';
import type { ExportDeps } from '../table-export.ts';

export type BankContext = Pick<FeatureDeps, 'db' | 'scratchDir' | 'clock'> & Pick<ExportDeps, 'letterhead'>;

/** A year of a busy account in CAMT is some 75 MB. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;
export const MAX_FILES = 200;
