/** Reads the bytes of one claimed document into what its row will say; pure but for the parser. */
import { isEnvelopeOfOthers, isOfAnother } from '@muhasebi/accounting/belge-baglari/whose-document.ts';
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import { decideDirection, hasTemplate } from '@muhasebi/accounting/fatura/invoice-kind.ts';
import { renderedBy } from '@muhasebi/connectors/archive/entry-name.ts';
import { partiesIn } from '@muhasebi/connectors/ubl-tr/parties-in.ts';
import { readSignedOfAnySize } from '@muhasebi/connectors/ubl-tr/read-any-size.ts';
import type { EnvelopeHeader } from '@muhasebi/connectors/ubl-tr/read-envelope-header.ts';
import type { ReadError } from '@muhasebi/connectors/ubl-tr/read-error.ts';
import { signatureFindings } from '@muhasebi/connectors/ubl-tr/signature/signature-findings.ts';
import type { SignatureState } from '@muhasebi/connectors/ubl-tr/signature/signature-state.ts';
import type { TrustedRoots } from '@muhasebi/connectors/ubl-tr/signature/trusted-roots.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import { failureOf } from './failure.ts';
import { envelopeOfOthers, noInvoice, notThisClient } from './findings.ts';
import { MAX_DOCUMENT_BYTES } from './limits.ts';
import { linksOf } from './links-of.ts';
import {
  type ClaimedDocument,
  columnsOf,
  type ReadFacts,
  type Reading,
  type SignatureFacts,
} from './reading.ts';

export interface ReadingFor {
  readonly clientTaxId: string;
  /** ISO day in Türkiye; a later document date is a finding. */
  readonly today: string;
  /** Whose certificates are trusted; null: the chain is not looked at. */
  readonly roots: TrustedRoots | null;
}

/** Never rejects for what the file holds; whatever else goes wrong is told as `unexpected`. */
export async function readFile(
  claimed: ClaimedDocument,
  bytes: Uint8Array,
  reader: ReadingFor,
): Promise<Reading> {
  try {
    const options = { maxBytes: MAX_DOCUMENT_BYTES };
    const { result, signature } = await readSignedOfAnySize(bytes, options, reader.roots);
    if (!result.ok) return failed(claimed, result.error);
    const [document] = result.documents;
    const envelope = result.envelope ?? claimed.envelope;
    if (document === undefined || signature === null) {
      return { kind: 'envelope', claimed, facts: factsOf(envelope) };
    }
    const findings = [...document.findings, ...signatureFindings(document.bytes, signature)];
    const facts = { ...factsOf(envelope), signature: signatureFacts(signature) };
    return readOne({ ...claimed, envelope }, { ...document, findings }, facts, reader);
  } catch (error) {
    return { kind: 'unexpected', claimed, error };
  }
}

function failed(claimed: ClaimedDocument, error: ReadError): Reading {
  const { fileName } = claimed;
  const isRendering = error.code === 'file.pdf' || error.code === 'file.html';
  const rendering = isRendering ? renderedBy(fileName) : null;
  const failure = failureOf(fileName, error);
  return { kind: 'failed', claimed, failure, ...(rendering === null ? {} : { rendering }) };
}

/** What pages tell of it; its faults are findings. */
function signatureFacts(state: SignatureState): SignatureFacts {
  if (state.kind === 'absent') return { state: 'absent' };
  const signer = state.signer && { name: state.signer.name, taxId: state.signer.taxId };
  if (state.kind !== 'sound') return { state: state.kind, signer };
  return { state: 'sound', signer, signedAt: state.signedAt, chain: state.chain };
}

const factsOf = (envelope: EnvelopeHeader | null): ReadFacts => (envelope === null ? {} : { envelope });

function readOne(
  claimed: ClaimedDocument,
  document: UblDocument,
  facts: ReadFacts,
  reader: ReadingFor,
): Reading {
  const { invoice } = document;
  if (invoice === null || (document.root === 'CreditNote' && !hasTemplate(invoice.type)))
    return readOther(claimed, document, facts, reader);
  const decided = decideDirection(invoice, reader.clientTaxId);
  // Both parties the same: a document for one's own use is issued, hence a sale.
  const direction = decided === 'neither' ? null : decided === 'both' ? 'satis' : decided;
  const findings: Finding[] = [...document.findings, ...checkInvoice(invoice, reader.today)];
  findings.push(...whoseFindings(claimed, direction === null, reader));
  return {
    kind: 'invoice',
    claimed,
    columns: columnsOf(document, direction),
    facts,
    invoice,
    direction,
    links: linksOf(document),
    findings,
  };
}

/** What asks for no entry; of another client, it asks to be moved there. */
function readOther(
  claimed: ClaimedDocument,
  document: UblDocument,
  facts: ReadFacts,
  reader: ReadingFor,
): Reading {
  const { supplier, customer } = document.header;
  const another = isOfAnother(partiesIn(document), claimed.envelope, reader.clientTaxId);
  const own = supplier.taxId?.value === reader.clientTaxId;
  return {
    kind: 'other',
    claimed,
    columns: columnsOf(document, own ? 'satis' : 'alis'),
    facts: { ...facts, supplier, customer },
    isOfAnother: another,
    links: linksOf(document),
    findings: [...document.findings, noInvoice(document.root), ...whoseFindings(claimed, another, reader)],
  };
}

function whoseFindings(
  { envelope }: ClaimedDocument,
  another: boolean,
  { clientTaxId }: ReadingFor,
): Finding[] {
  if (another) return [notThisClient(clientTaxId)];
  return envelope !== null && isEnvelopeOfOthers(envelope, clientTaxId) ? [envelopeOfOthers(envelope)] : [];
}
