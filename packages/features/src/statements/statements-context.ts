/** What the statements are given: what lists need to become files, and the lines of the books. */
import type { LinesOfAccounts } from '../books/contract.ts';
import type { ExportDeps } from '../table-export.ts';

export interface StatementsContext extends ExportDeps {
  readonly lines: LinesOfAccounts;
}
