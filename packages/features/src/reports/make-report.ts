/** Makes a report as a file in the store of the office: written from one snapshot, hashed on the way, never whole in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CONTENT_TYPES } from '@muhasebi/connectors/table-file/table-file.ts';
import { inScope, inSnapshot, systemScope } from '@muhasebi/platform/db/scope.ts';
import { exportErrors } from '../table-export-contract.ts';
import type { MadeReport, ReportToMake } from './contract.ts';
import { findReport, writeAsked } from './open-report.ts';
import { keepStoredFile } from './reports.queries.ts';
import type { ReportsContext } from './reports-context.ts';

/** Throws as `ReportsService.make` says. Killed at any line: at most a scratch file is left, which nothing names. */
export async function makeReport(context: ReportsContext, ask: ReportToMake): Promise<MadeReport> {
  findReport(context, ask);
  const { tenantId, format, signal } = ask;
  const scratchPath = path.join(context.scratchDir, `${randomUUID()}.part`);
  try {
    const { fileName, content, ...stored } = await inSnapshot(
      context.db,
      systemScope(tenantId),
      async (trx) => {
        const written = await writeAsked(context, trx, ask, ask);
        const count = countBytes();
        await pipeline(
          written.bytes,
          count.through,
          createWriteStream(scratchPath, { flags: 'wx', mode: 0o600 }),
          {
            signal,
          },
        );
        return { ...written, ...count.result() };
      },
      signal,
    );
    const file = { sha256: stored.sha256, sizeBytes: stored.sizeBytes };
    await context.storage.putFile({ tenantId, sha256: file.sha256 }, scratchPath);
    // After the file itself: what the database names is there.
    await inScope(context.db, systemScope(tenantId), (trx) => keepStoredFile(trx, tenantId, file));
    const { isEmpty, summary } = content;
    return { fileName, contentType: CONTENT_TYPES[format], ...file, isEmpty, summary };
  } catch (error) {
    throw signal?.aborted === true ? exportErrors.EXPORT_LEFT() : error;
  } finally {
    await rm(scratchPath, { force: true });
  }
}

function countBytes() {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  return { through, result: () => ({ sha256: hash.digest('hex'), sizeBytes }) };
}
