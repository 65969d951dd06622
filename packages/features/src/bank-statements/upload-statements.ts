/** Takes statement files that a person brings: each to a scratch file while hashed, then stored in a transaction of its own. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { AppError, fillText } from '@muhasebi/platform/errors/app-error.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { writeBounded } from '@muhasebi/platform/storage/write-bounded.ts';
import { clientErrors } from '../clients/contract.ts';
import { clientIsActive } from '../clients-in-sight.queries.ts';
import { plainName } from '../plain-name.ts';
import { type BankContext, MAX_FILE_BYTES, MAX_FILES } from './bank-context.ts';
import { bankStatementErrors, type TakenFile } from './contract.ts';
import { takeFile } from './take-file.ts';

/** One result a file, in their order. Throws CLIENT_NOT_FOUND, BANK_NO_FILE. */
export async function uploadStatements(
  context: BankContext,
  scope: Scope,
  clientId: string,
  files: AsyncIterable<IncomingFile>,
): Promise<{ results: TakenFile[] }> {
  const tenantId = tenantOf(scope);
  if (!(await inScope(context.db, scope, (trx) => clientIsActive(trx, tenantId, clientId))))
    throw clientErrors.CLIENT_NOT_FOUND();
  const results: TakenFile[] = [];
  for await (const incoming of files) {
    const fileName = plainName(incoming.fileName);
    try {
      if (results.length >= MAX_FILES) {
        incoming.stream.resume();
        throw bankStatementErrors.BANK_TOO_MANY_FILES({ fileName, limit: MAX_FILES });
      }
      results.push(await takeOne(context, scope, clientId, incoming));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      results.push(refused(fileName, error));
    }
  }
  if (results.length === 0) throw bankStatementErrors.BANK_NO_FILE();
  return { results };
}

async function takeOne(
  { db, scratchDir }: BankContext,
  scope: Scope,
  clientId: string,
  incoming: IncomingFile,
): Promise<TakenFile> {
  const fileName = plainName(incoming.fileName);
  const scratchPath = path.join(scratchDir, `${randomUUID()}.part`);
  try {
    const sha256 = await receive(incoming, scratchPath, fileName);
    const file = { path: scratchPath, fileName, sha256, clientId };
    const taken = await inScope(db, scope, (trx) => takeFile(trx, tenantOf(scope), file));
    if (taken.kind === 'nobodys') throw new Error('a file brought for a client has an owner');
    if (taken.kind === 'refused') {
      const { tr: message, en: messageEn } = taken.reason;
      const error = { code: 'BANK_STATEMENT_REFUSED', message, messageEn };
      return { fileName, status: 'refused', statementIds: [], lines: 0, known: 0, error };
    }
    const { statementIds, lines, known } = taken;
    const status = statementIds.length === 0 ? 'known' : 'stored';
    return { fileName, status, statementIds, lines, known, error: null };
  } finally {
    await rm(scratchPath, { force: true });
  }
}

/** SHA-256 of the file, which then lies at `scratchPath`. Throws BANK_FILE_TOO_LARGE; the stream is read to its end. */
async function receive(incoming: IncomingFile, scratchPath: string, fileName: string): Promise<string> {
  const { sha256, isTooLarge } = await writeBounded(incoming.stream, scratchPath, MAX_FILE_BYTES);
  if (isTooLarge || incoming.truncated())
    throw bankStatementErrors.BANK_FILE_TOO_LARGE({
      fileName,
      limit: `${MAX_FILE_BYTES / 1024 / 1024} MB`,
    });
  return sha256;
}

function refused(fileName: string, { code, definition, params }: AppError): TakenFile {
  const error = {
    code,
    message: fillText(definition.tr, params),
    messageEn: fillText(definition.en, params),
  };
  return { fileName, status: 'refused', statementIds: [], lines: 0, known: 0, error };
}
