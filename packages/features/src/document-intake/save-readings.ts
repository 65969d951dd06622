/** Saves what was read, in one transaction: duplicates found, vouchers proposed, rows written, follow-up work enqueued. */
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { Trx } from '../feature.ts';
import type { ClientForBooks, LedgerService, ProposalOutcome } from '../ledger/contract.ts';
import type { JudgedRow, OfficialJudge } from '../rule-packs/contract.ts';
import type { ReadListener, ReadyListener, WhatSettles } from './document-service.ts';
import { failureOf, GIVEN_UP } from './failure.ts';
import { boundedFindings, duplicateEttn, duplicateNumber, worstOf } from './findings.ts';
import { enqueueReading, enqueueUnpacking, LAST_ROUND } from './jobs.ts';
import { READER_VERSION } from './limits.ts';
import { lockCallsOf, placeRenderings } from './place-renderings.ts';
import {
  findNumbered,
  type KnownEttn,
  lockEttns,
  lockStillClaimed,
  type NumberedInvoice,
  type Place,
  type SavedReading,
  saveReadings,
} from './reading.queries.ts';
import type { Reading } from './reading.ts';
import { tellUploaders } from './tell-uploaders.ts';

type InvoiceReading = Extract<Reading, { kind: 'invoice' }>;

export interface ReadRun {
  readonly deps: {
    readonly clock: Clock;
    readonly settling: readonly WhatSettles[];
    readonly read: readonly ReadListener[];
    readonly ready: readonly ReadyListener[];
    readonly judge: OfficialJudge;
  };
  readonly ledger: LedgerService;
  readonly place: Place;
  readonly client: ClientForBooks;
  readonly log: Logger;
  /** The last attempt at a document that is tried alone: what still fails is given up. */
  readonly lastTry: boolean;
}

/** What another job took over meanwhile is left to it. */
export async function saveWithin(trx: Trx, run: ReadRun, all: readonly Reading[]): Promise<void> {
  const { place, ledger, client } = run;
  const claimed = await lockStillClaimed(
    trx,
    place,
    all.map((reading) => reading.claimed),
  );
  const readings = all.filter((reading) => claimed.has(reading.claimed.documentId));
  if (readings.length === 0) return;
  const calls = await lockCallsOf(trx, place, readings);
  const invoices = readings.filter((reading) => reading.kind === 'invoice');
  const own = invoices.filter((reading) => reading.direction !== null);
  const originals = await findOriginals(trx, run, own);
  const namesakes = await findNamesakes(trx, run, own, originals);
  const settled = await askWhatSettles(trx, run, own);
  const requests = invoices.flatMap(({ claimed: { documentId }, invoice, direction }) =>
    direction === null || originals.has(documentId) || settled.has(documentId)
      ? []
      : [{ documentId, invoice, direction }],
  );
  const outcomes = requests.length === 0 ? [] : await ledger.proposeDrafts(trx, client, requests);
  const proposals = new Map(outcomes.map((outcome) => [outcome.documentId, outcome]));
  const rows = readings.map((reading) => rowOf(run, reading, { originals, namesakes, proposals, settled }));
  const without = rows.filter((row) => row.voucher_id === null).map((row) => row.document_id);
  const had = readings.filter(({ claimed: { voucherId } }) => voucherId !== null);
  const emptied = had.map(({ claimed: { documentId } }) => documentId).filter((id) => without.includes(id));
  await saveReadings(trx, place.tenantId, rows, { now: run.deps.clock.now(), readerVersion: READER_VERSION });
  await run.deps.judge.save(trx, place.tenantId, readings.map(verdictOf(place.clientId)));
  if (emptied.length > 0) await ledger.deleteDrafts(trx, place.tenantId, emptied);
  await tellRead(trx, run, readings);
  const placed = await placeRenderings(trx, place, calls);
  const failed = rows
    .filter(({ state, document_id }) => state === 'FAILED' && !placed.has(document_id))
    .map((row) => row.document_id);
  await tellUploaders(trx, place, failed);
  for (const reading of readings) {
    const { documentId } = reading.claimed;
    if (reading.kind === 'envelope') await enqueueUnpacking(trx, place, documentId);
    if (reading.kind === 'unexpected' && !run.lastTry)
      await enqueueReading(trx, place, [documentId], LAST_ROUND);
  }
  const ready = rows.filter(({ state }) => state === 'READY').map((row) => row.document_id);
  if (ready.length > 0)
    for (const listener of run.deps.ready)
      await listener(trx, { tenantId: place.tenantId, clientId: place.clientId, documentIds: ready });
  await announce(trx, { tenantId: place.tenantId, topic: 'documents', clientId: place.clientId });
}

async function tellRead(trx: Trx, { deps, place }: ReadRun, readings: readonly Reading[]): Promise<void> {
  const documents = readings.flatMap((reading) => {
    const { documentId } = reading.claimed;
    if (reading.kind === 'envelope' || reading.kind === 'unexpected') return [];
    return [{ documentId, links: reading.kind === 'failed' ? [] : reading.links }];
  });
  if (documents.length === 0) return;
  const { tenantId, clientId } = place;
  for (const listener of deps.read) await listener(trx, { tenantId, clientId, documents });
}

/** What is kept of the official rules; of a document that could not be read, nothing. */
function verdictOf(clientId: string): (reading: Reading) => JudgedRow {
  return (reading) => ({
    documentId: reading.claimed.documentId,
    clientId,
    judged: ('official' in reading ? reading.official : undefined) ?? null,
  });
}

async function askWhatSettles(
  trx: Trx,
  { deps, place }: ReadRun,
  invoices: readonly InvoiceReading[],
): Promise<ReadonlySet<string>> {
  const ids = invoices.map(({ claimed: { documentId } }) => documentId);
  const settled = new Set<string>();
  if (ids.length > 0)
    for (const asks of deps.settling) for (const id of await asks(trx, place, ids)) settled.add(id);
  return settled;
}

/**
 * The document that holds the same ETTN, for each that is a duplicate; within the batch the first one holds it. What
 * waits in the tray is no party's yet and takes no part.
 */
async function findOriginals(
  trx: Trx,
  run: ReadRun,
  invoices: readonly InvoiceReading[],
): Promise<Map<string, KnownEttn>> {
  const ettns = invoices.flatMap((reading) => reading.columns.ettn ?? []);
  const holders = new Map((await lockEttns(trx, run.place, ettns)).map((known) => [known.ettn, known]));
  const originals = new Map<string, KnownEttn>();
  for (const { claimed, columns } of invoices) {
    const { ettn, documentNo } = columns;
    if (ettn === null) continue;
    const holder = holders.get(ettn);
    if (holder === undefined) {
      holders.set(ettn, { ettn, documentId: claimed.documentId, fileName: claimed.fileName, documentNo });
    } else if (holder.documentId !== claimed.documentId) {
      originals.set(claimed.documentId, holder);
    }
  }
  return originals;
}

/** For each the earlier invoice of the same seller with the same number under another ETTN; within the batch, too. */
async function findNamesakes(
  trx: Trx,
  run: ReadRun,
  invoices: readonly InvoiceReading[],
  originals: ReadonlyMap<string, KnownEttn>,
): Promise<Map<string, NumberedInvoice>> {
  const asked = invoices.flatMap(({ claimed: { documentId, fileName }, columns, direction }) => {
    const { documentNo, ettn, counterpartyTaxId } = columns;
    if (documentNo === null || documentNo === '' || originals.has(documentId)) return [];
    const seller = direction === 'alis' ? counterpartyTaxId : null;
    // A purchase whose seller has no number is nobody's namesake.
    return direction === 'alis' && seller === null
      ? []
      : [{ documentId, documentNo, seller, ettn, fileName }];
  });
  const numbers = [...new Set(asked.map(({ documentNo }) => documentNo))];
  const own = new Set(asked.map(({ documentId }) => documentId));
  const earlier = (await findNumbered(trx, run.place, numbers)).filter(
    ({ documentId }) => !own.has(documentId),
  );
  const keyOf = ({ documentNo, seller }: NumberedInvoice) => `${seller ?? ''} ${documentNo}`;
  const first = new Map<string, NumberedInvoice>();
  for (const each of earlier) if (!first.has(keyOf(each))) first.set(keyOf(each), each);
  const namesakes = new Map<string, NumberedInvoice>();
  for (const each of asked) {
    const other = first.get(keyOf(each));
    if (other === undefined) first.set(keyOf(each), each);
    else if (other.ettn !== each.ettn) namesakes.set(each.documentId, other);
  }
  return namesakes;
}

const NOTHING_READ = {
  root: null,
  profile: null,
  type: null,
  document_no: null,
  ettn: null,
  issue_date: null,
  direction: null,
  counterparty_tax_id: null,
  counterparty_name: null,
  currency: null,
  payable: null,
  invoice: null,
  facts: null,
  findings: [],
  worst_finding: null,
  not_this_client: false,
  duplicate_of: null,
  voucher_id: null,
  failure: null,
} as const;

interface Decided {
  readonly originals: ReadonlyMap<string, KnownEttn>;
  readonly namesakes: ReadonlyMap<string, NumberedInvoice>;
  readonly proposals: ReadonlyMap<string, ProposalOutcome>;
  readonly settled: ReadonlySet<string>;
}

function rowOf(run: ReadRun, reading: Reading, decided: Decided): SavedReading {
  const { documentId, fileName } = reading.claimed;
  const base = { ...NOTHING_READ, document_id: documentId };
  switch (reading.kind) {
    case 'envelope':
      return { ...base, state: 'PENDING', kind: 'archive', facts: reading.facts };
    case 'failed':
      return { ...base, ...calledBy(reading.rendering), state: 'FAILED', failure: reading.failure };
    case 'unexpected':
      run.log.error({ err: reading.error, documentId }, 'a document could not be read for a fault of ours');
      return run.lastTry
        ? { ...base, state: 'FAILED', kind: 'unknown', failure: failureOf(fileName, GIVEN_UP) }
        : { ...base, state: 'PENDING', kind: 'unknown' };
    case 'other':
      return {
        ...base,
        // What must be entered by hand or moved to another client waits for a person.
        state: worstOf(reading.findings) === 'info' && !reading.isOfAnother ? 'SETTLED' : 'READY',
        kind: 'other',
        not_this_client: reading.isOfAnother,
        facts: reading.facts,
        ...columnsRow(reading),
        ...findingsRow(reading.findings),
      };
    case 'invoice':
      return { ...base, ...invoiceRow(reading, decided) };
  }
}

/** What its name says of a rendering stands where a read document has it: by that its XML finds it. */
function calledBy(call: string | undefined) {
  const isNumber = call !== undefined && call.length === 16;
  return {
    kind: 'unknown',
    document_no: isNumber ? call : null,
    ettn: isNumber ? null : (call ?? null),
  } as const;
}

function invoiceRow(reading: InvoiceReading, { originals, namesakes, proposals, settled }: Decided) {
  const { documentId } = reading.claimed;
  const original = originals.get(documentId);
  const proposal = proposals.get(documentId);
  const findings = [...reading.findings, ...(proposal?.findings ?? [])];
  if (original !== undefined) findings.push(duplicateEttn(reading.columns.ettn ?? '', original));
  const namesake = namesakes.get(documentId);
  if (namesake !== undefined) findings.push(duplicateNumber(namesake.documentNo, namesake));
  return {
    state: settled.has(documentId) && original === undefined ? 'SETTLED' : 'READY',
    kind: 'invoice',
    ...columnsRow(reading),
    ...findingsRow(findings),
    direction: reading.direction,
    invoice: reading.invoice,
    facts: reading.facts,
    not_this_client: reading.direction === null,
    duplicate_of: original?.documentId ?? null,
    voucher_id: proposal?.voucherId ?? null,
  } as const;
}

function columnsRow({ columns }: Extract<Reading, { columns: unknown }>) {
  const { documentNo, issueDate, counterpartyTaxId, counterpartyName, ...same } = columns;
  return {
    ...same,
    document_no: documentNo,
    issue_date: issueDate,
    counterparty_tax_id: counterpartyTaxId,
    counterparty_name: counterpartyName,
  };
}

function findingsRow(findings: readonly Finding[]) {
  return { findings: boundedFindings(findings), worst_finding: worstOf(findings) };
}
