/** Real invoices for the client of a run, sent, and awaited until they are read. */
import { randomUUID } from 'node:crypto';
import { type DocumentView, documentIntakeContract } from '@muhasebi/features/document-intake/contract.ts';
import { systemClock, turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { type GeneratedInvoice, generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { SmokeFault } from './parts.ts';
import { partOfCode, type SmokeApi, type SmokeFile } from './smoke-api.ts';
import { inventCompany, type SmokeClient } from './smoke-client.ts';
import { waitFor } from './step-log.ts';

/** From accepted to read; a worker that works needs a second. Milliseconds. */
const READ_LIMIT_MS = 20_000;

/** A UBL-TR invoice of today by which the client buys. */
export function newInvoice(client: SmokeClient): GeneratedInvoice {
  return generateInvoice(randomUUID(), {
    kind: 'satis',
    issueDate: turkishDay(systemClock),
    supplier: inventCompany(),
    customer: client.party,
    sector: 'toptan',
    lineCount: 2,
  });
}

export function fileOf({ fileName, xml }: GeneratedInvoice): SmokeFile {
  return { name: fileName, content: Buffer.from(xml) };
}

/** The id of the document that the file became. */
export async function upload(api: SmokeApi, clientId: string, file: SmokeFile): Promise<string> {
  const { results } = await api.ask('storage', documentIntakeContract.uploadDocuments, {
    params: { clientId },
    files: [file],
  });
  const [result] = results;
  if (result?.status === 'accepted' && result.documentId !== null) return result.documentId;
  const { code, message } = result?.error ?? { code: '', message: result?.status ?? 'no result' };
  throw new SmokeFault(partOfCode(code) ?? 'api', `${file.name}: ${code} ${message}`);
}

/** Waits until the document is `state`. `why` may know more about a wait in vain than the document does. */
export function awaitState(
  api: SmokeApi,
  documentId: string,
  state: DocumentView['state'],
  why: () => Promise<SmokeFault | null>,
): Promise<DocumentView> {
  const look = () => api.ask('reading', documentIntakeContract.getDocument, { params: { documentId } });
  return waitFor(
    async () => {
      const document = await look();
      if (document.state === state) return document;
      if (document.state !== 'FAILED') return null;
      const { code, message } = document.failure ?? { code: 'FAILED', message: '' };
      throw new SmokeFault(partOfCode(code) ?? 'reading', `${document.fileName}: ${code} ${message}`);
    },
    READ_LIMIT_MS,
    async () => {
      const { fileName, state: now } = await look();
      const seconds = READ_LIMIT_MS / 1000;
      return (
        (await why()) ??
        new SmokeFault(
          'worker',
          `${fileName} ${seconds} saniyedir ${now}: çalışan işçi yok ya da okuyamıyor / is ${now} for ${seconds} s: no worker is at work, or it cannot read`,
        )
      );
    },
  );
}

/** What was read must be what was sent. */
export function checkReading(document: DocumentView, { billed }: GeneratedInvoice): void {
  const { documentNo, ettn, direction, notThisClient } = document;
  const { plan } = billed;
  const isRight = documentNo === plan.number && ettn === plan.ettn && direction === 'alis' && !notThisClient;
  if (!isRight || document.voucherId === null)
    throw new SmokeFault(
      'reading',
      `${document.fileName}: ${documentNo} ${direction}, fiş ${document.voucherId}`,
    );
}
