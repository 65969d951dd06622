/** Writes the answer to a received commercial invoice, takes it back, and gives its file; it is sent by other means. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type AnswerToWrite, checkAnswer } from '@muhasebi/accounting/duzenleme/answer.ts';
import type { Invoice } from '@muhasebi/accounting/fatura/invoice.ts';
import { answerTo } from '@muhasebi/accounting/uygulama-yaniti/answer-of-buyer.ts';
import { writeResponse } from '@muhasebi/connectors/ubl-tr/write/write-response.ts';
import { type Clock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import type { FileResult } from '@muhasebi/platform/http/handler.ts';
import type { z } from 'zod';
import { type DocumentService, documentErrors, invoiceView } from '../document-intake/contract.ts';
import type { Database, Trx } from '../feature.ts';
import {
  type AnswerSubject,
  deleteAnswer,
  findFile,
  holdSubject,
  insertAnswer,
  listWritten,
} from './answers.queries.ts';
import { listCancellations } from './cancellations.queries.ts';
import { documentLinkErrors as errors, type writtenAnswer } from './contract.ts';
import { refreshFindings } from './follow-readings.ts';
import { listSaid } from './links.queries.ts';

export interface LinksContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly documents: DocumentService;
}

/** Throws DOCUMENT_NOT_FOUND, ANSWER_NOT_ASKED, ANSWER_INCOMPLETE with its fields. */
export function writeAnswer(
  context: LinksContext,
  scope: Scope,
  documentId: string,
  wish: { readonly answer: 'KABUL' | 'RED'; readonly reason: string },
): Promise<z.input<typeof writtenAnswer>> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const subject = await holdSubject(trx, tenantId, documentId);
    if (subject === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
    if (!(await waitsForAnswer(trx, tenantId, documentId, subject)))
      throw errors.ANSWER_NOT_ASKED({ fileName: subject.fileName });
    const writtenAt = context.clock.now();
    const answer = answerTo(invoiceOf(subject), {
      answer: wish.answer,
      reason: wish.reason || null,
      ettn: randomUUID(),
      issueDate: turkishDay(context.clock),
      issueTime: turkishTime(writtenAt),
    });
    refuseIncomplete(answer);
    const { number, reason, ettn } = answer;
    const row = { answer: wish.answer, reason, number, writtenAt };
    const { clientId } = subject;
    await insertAnswer(trx, tenantId, { ...row, documentId, clientId, ettn, xml: writeResponse(answer) });
    await changed(context, trx, { tenantId, clientId, documentId });
    return { ...row, writtenAt: writtenAt.toISOString() };
  });
}

/** Throws ANSWER_NOT_FOUND. */
export function withdrawAnswer(context: LinksContext, scope: Scope, documentId: string): Promise<void> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const clientId = await deleteAnswer(trx, tenantId, documentId);
    if (clientId === undefined) throw errors.ANSWER_NOT_FOUND();
    await changed(context, trx, { tenantId, clientId, documentId });
  });
}

/** Throws ANSWER_NOT_FOUND. */
export async function openAnswer(
  { db }: Pick<LinksContext, 'db'>,
  scope: Scope,
  documentId: string,
): Promise<FileResult> {
  const file = await inScope(db, scope, (trx) => findFile(trx, tenantOf(scope), documentId));
  if (file === undefined) throw errors.ANSWER_NOT_FOUND();
  const bytes = Buffer.from(file.xml);
  return {
    fileName: `${file.number}.xml`,
    contentType: 'application/xml',
    sizeBytes: bytes.byteLength,
    stream: Readable.from([bytes]),
  };
}

async function waitsForAnswer(
  trx: Trx,
  tenantId: string,
  documentId: string,
  { kind, state, profile, direction, isDuplicate }: AnswerSubject,
): Promise<boolean> {
  const isAsked =
    kind === 'invoice' &&
    direction === 'alis' &&
    profile?.toUpperCase() === 'TICARIFATURA' &&
    !isDuplicate &&
    ['READY', 'POSTED', 'REJECTED'].includes(state);
  if (!isAsked || (await listCancellations(trx, tenantId, [documentId])).length > 0) return false;
  if ((await listWritten(trx, tenantId, [documentId])).length > 0) return false;
  return !(await listSaid(trx, tenantId, [documentId])).some((said) => said.kind === 'answer');
}

/** As the reading stored it. */
function invoiceOf({ invoice }: AnswerSubject): Invoice {
  return invoiceView.parse(invoice);
}

/** The district is part of the street there; GİB asks for the element, not for its words. */
function refuseIncomplete(answer: AnswerToWrite): void {
  const faults = checkAnswer(answer).filter(({ place }) => !place.endsWith('.district'));
  if (faults.length === 0) return;
  throw errors.ANSWER_INCOMPLETE(
    { count: faults.length },
    faults.map(({ place: path, message, messageEn }) => ({ path, message, messageEn })),
  );
}

function turkishTime(at: Date): string {
  return at.toLocaleTimeString('en-GB', { timeZone: 'Europe/Istanbul', hour12: false });
}

/** The document with its findings is shown anew. */
export async function changed(
  { documents, clock }: LinksContext,
  trx: Trx,
  { tenantId, clientId, documentId }: { tenantId: string; clientId: string; documentId: string },
): Promise<void> {
  await refreshFindings(trx, { documents, today: turkishDay(clock) }, tenantId, [documentId]);
  await documents.announce(trx, tenantId, [clientId]);
}
