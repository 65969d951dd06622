/** What a page tells the tools of its list. */
import type { ViewFile } from './download-view.ts';

export type ExportFormat = 'xlsx' | 'csv' | 'pdf';

export interface GridToolsProps {
  /** Names the list among saved views. */
  readonly page: string;
  /** That of its grid. */
  readonly storageKey: string;
  /** The list as a file with these columns; none where it cannot be one. */
  readonly file?: (format: ExportFormat, columns: string) => ViewFile | Promise<ViewFile>;
  /** Ids of the columns in their natural order, for a file of a list whose columns were not moved. */
  readonly columnIds?: readonly string[];
}
