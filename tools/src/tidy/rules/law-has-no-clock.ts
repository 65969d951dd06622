/** Accounting is told the date: the same books give the same answer on every day. */
import { forbidPattern } from '../source-file.ts';

export const lawHasNoClock = forbidPattern(
  /\bnew Date\(\s*\)|\bDate\.now\b|\bperformance\.now\b|\bTemporal\.Now\b|\bsetTimeout\b/g,
  'a clock in accounting',
  (file) => file.isCode && !file.isTest && file.path.startsWith('packages/accounting/'),
);
