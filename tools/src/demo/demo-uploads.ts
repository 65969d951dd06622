/** Which files are uploaded for which client, in which requests. */
import type { GeneratedFile } from '@muhasebi/testkit/ubl-generator/faults.ts';
import { ZipFile } from 'yazl';
import type { DemoClient } from './demo-clients.ts';
import { faultyFiles, misplacedFile, soundFiles } from './demo-invoices.ts';

/** The date inside the archive; fixed, so that the same day gives the same bytes. */
const ARCHIVE_TIME = new Date(Date.UTC(2026, 0, 1));

/** A ZIP of the files below one folder. */
export async function zipped(folder: string, files: readonly GeneratedFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { fileName, bytes } of files) {
    zip.addBuffer(bytes, `${folder}/${fileName}`, { mtime: ARCHIVE_TIME });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Everything that is uploaded for the client: single files, and a ZIP of this month's where it sends one. */
export async function uploadsOf(client: DemoClient, today: string): Promise<GeneratedFile[]> {
  const all = [...soundFiles(client, today), ...faultyFiles(client, today)];
  const misplaced = misplacedFile(today);
  const singles = misplaced.clientKey === client.key ? [...all, misplaced.file] : all;
  if (!client.sendsArchive) return singles;
  const packed = singles.filter((file) => file.monthsBack === 0);
  const month = today.slice(0, 7);
  const bytes = await zipped(month, packed);
  return [...singles.filter((file) => file.monthsBack > 0), { fileName: `faturalar-${month}.zip`, bytes }];
}
