/** Holds the books against what the clerks were told: every acknowledged document and voucher is there, exactly once. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { command } from '../faults/command.ts';
import type { DatabaseServer } from '../faults/database-server.ts';
import { type Books, readBooks } from './books.queries.ts';
import type { Clerk } from './clerk.ts';

export interface Verdict {
  readonly documents: number;
  readonly vouchers: number;
  /** Empty where all is well. */
  readonly faults: readonly string[];
  /** Half-written files that a killed process left in the store; nobody sees them as documents. */
  readonly litter: number;
}

export async function verify(
  clerks: readonly Clerk[],
  database: DatabaseServer,
  storeDir: string,
): Promise<Verdict> {
  const books = await readBooks(database.superuserUrl);
  const faults = [
    ...books.faults,
    ...clerks.flatMap((clerk) => [...clerk.unexpected, ...compare(clerk, books)]),
    ...(await storeFaults(books, storeDir)),
    ...(await ledgerFaults(database.ownerUrl, storeDir)),
  ];
  const names = await readdir(storeDir, { recursive: true });
  return {
    documents: books.documents.length,
    vouchers: books.vouchers.filter(({ status }) => status === 'posted').length,
    faults,
    litter: names.filter((name) => name.endsWith('.tmp')).length,
  };
}

function compare(clerk: Clerk, books: Books): string[] {
  const faults: string[] = [];
  const documents = Map.groupBy(
    books.documents.filter(({ clientId }) => clientId === clerk.clientId),
    ({ fileName }) => fileName,
  );
  const vouchers = new Map(books.vouchers.map((voucher) => [voucher.voucherId, voucher]));
  for (const [name, id] of clerk.acknowledged) {
    const found = documents.get(name) ?? [];
    const [only] = found;
    if (found.length !== 1 || only === undefined)
      faults.push(`${name} was acknowledged and is there ${found.length} times`);
    else if (only.documentId !== id) faults.push(`${name} was acknowledged as ${id}, is ${only.documentId}`);
    else if (only.state !== 'POSTED') faults.push(`${name} is ${only.state}`);
  }
  if (clerk.acknowledged.size !== clerk.sent)
    faults.push(`${clerk.sent} files were sent, ${clerk.acknowledged.size} acknowledged`);
  if (documents.size !== clerk.sent)
    faults.push(`${clerk.sent} files were sent, ${documents.size} are there`);
  for (const [id, fisNo] of clerk.posted) {
    const voucher = vouchers.get(id);
    if (voucher?.status !== 'posted' || voucher.fisNo !== fisNo)
      faults.push(`voucher ${id} was acknowledged as posted no ${fisNo}, is ${JSON.stringify(voucher)}`);
  }
  const count = [...vouchers.values()].filter(({ clientId }) => clientId === clerk.clientId).length;
  const due = clerk.sent + clerk.entered;
  if (count !== due) faults.push(`${due} vouchers are due, ${count} are there`);
  return faults;
}

/** What the operator's own check of the books says; nothing where it finds them whole. */
async function ledgerFaults(ownerUrl: string, storeDir: string): Promise<string[]> {
  const line = `'${process.execPath}' tools/src/cli/main.ts defter dogrula`;
  const { code, said } = await command(line, { DATABASE_OWNER_URL: ownerUrl, STORAGE_DIR: storeDir });
  return code === 0 ? [] : [`defter dogrula ended with ${code}: ${said.slice(-1_500)}`];
}

/** Every document's content lies in the store under the hash it has. */
async function storeFaults({ documents }: Books, storeDir: string): Promise<string[]> {
  const faults: string[] = [];
  for (const { fileName, tenantId, sha256 } of documents) {
    const place = path.join(storeDir, tenantId, sha256.slice(0, 2), sha256);
    const content = await readFile(place).catch(() => null);
    if (content === null) faults.push(`${fileName} has no content in the store`);
    else if (createHash('sha256').update(content).digest('hex') !== sha256)
      faults.push(`${fileName} has another content than was stored`);
  }
  return faults;
}
