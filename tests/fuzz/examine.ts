/** Gives a file to everything that reads, checks and judges it; throws where the answer is none that a person could use. */
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import type { Finding } from '@muhasebi/accounting/fatura/finding.ts';
import type { RulePack, Verdict } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { decodeXml } from '@muhasebi/connectors/ubl-tr/decode-xml.ts';
import { READ_ERROR_CODES, type ReadError, ReadRefusal } from '@muhasebi/connectors/ubl-tr/read-error.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { checkSignature } from '@muhasebi/connectors/ubl-tr/signature/check-signature.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import { proposer } from '@muhasebi/tools/cli/belge/propose.ts';

const TODAY = '2026-11-23';
/** An answer is not so much larger than what it is about. */
const MOST_OUT_PER_BYTE = 60;
const MOST_OUT = 1_000_000;

/** What became of it, in a word: "read", or the code of the refusal. `pack` judges whatever can be read as XML. */
export function examine(bytes: Buffer, pack: RulePack): string {
  const result = readUbl(bytes);
  judges(pack, bytes);
  if (!result.ok) {
    sayClearly(result.error);
    return result.error.code;
  }
  if (result.documents.length === 0) throw new Error('read, and no document');
  for (const { error } of result.refused) sayClearly(error);
  for (const document of result.documents) examineDocument(document, bytes.length);
  return 'read';
}

function examineDocument(document: UblDocument, fileBytes: number): void {
  const { bytes: own, ...read } = document;
  isStorable(read, fileBytes);
  document.findings.forEach(sayFinding);
  rereads(document);
  const signature = checkSignature(own);
  isStorable(signature, own.length);
  if ('reason' in signature) isSaid(signature.reason.message, {});
  const { invoice } = document;
  if (invoice === null) return;
  const findings = checkInvoice(invoice, TODAY);
  findings.forEach(sayFinding);
  isStorable(findings, own.length);
  // Once as each of its parties, and as a stranger.
  for (const taxId of [invoice.supplier.taxId?.value, invoice.customer.taxId?.value, '9876543217'])
    if (taxId !== undefined) proposesWhole(document, taxId);
}

/** By the rules of one system or the other, by turns; what is no XML is refused as the reader refuses it. */
function judges(pack: RulePack, bytes: Buffer): void {
  const type = bytes.length % 2 === 0 ? 'efatura' : 'earchive';
  try {
    holdsTogether(pack.judge(decodeXml(bytes).utf8, { type, today: TODAY }));
  } catch (error) {
    if (!(error instanceof ReadRefusal)) throw error;
    sayClearly(error.refusal);
  }
}

function holdsTogether(verdict: Verdict): void {
  isStorable(verdict, MOST_OUT);
  if ((verdict.xsd === 'invalid') !== verdict.xsdFaults.length > 0)
    throw new Error('an XSD verdict without its faults');
  if ((verdict.schematron === 'fail') !== (verdict.faults.length > 0 && verdict.faultCount > 0))
    throw new Error('a verdict without its faults');
  for (const { rule, message, xpath, line } of verdict.faults)
    if (rule === '' || message.trim() === '' || xpath === '' || line < 1)
      throw new Error(`a fault without its place: ${rule}`);
}

/** What is stored of a document is read again as the same. */
function rereads(document: UblDocument): void {
  const again = readUbl(document.bytes);
  if (!again.ok) throw new Error(`stored, and refused when read again: ${again.error.messageEn}`);
  const [same] = again.documents;
  const [one, other] = [document, same].map((each) =>
    JSON.stringify([each?.root, each?.header, each?.invoice]),
  );
  if (one !== other) throw new Error('stored, and another document when read again');
}

function proposesWhole(document: UblDocument, clientTaxId: string): void {
  const { proposal, findings } = proposer(clientTaxId)(document);
  findings.forEach(sayFinding);
  if (proposal === null) {
    if (findings.length === 0) throw new Error('no voucher is proposed, and no reason given');
    return;
  }
  isStorable(proposal, document.bytes.length);
  const lines = proposal.lines as readonly { readonly debit: string; readonly credit: string }[];
  const sum = (side: 'debit' | 'credit') => lines.reduce((total, line) => total + kurus(line[side]), 0n);
  if (sum('debit') !== sum('credit'))
    throw new Error(`a voucher of ${sum('debit')} against ${sum('credit')} is proposed`);
  if (lines.some((line) => kurus(line.debit) < 0n || kurus(line.credit) < 0n))
    throw new Error('a line below zero is proposed');
}

function kurus(decimal: string): bigint {
  if (!/^-?\d+\.\d\d$/.test(decimal)) throw new Error(`"${decimal}" is no amount of a voucher`);
  return BigInt(decimal.replace('.', ''));
}

function sayClearly(error: ReadError): void {
  if (!READ_ERROR_CODES.includes(error.code)) throw new Error(`a refusal of no catalogue: ${error.code}`);
  isSaid(error.message, error.params);
  isSaid(error.messageEn, error.params);
  isStorable(error, 0);
}

function sayFinding(finding: Finding): void {
  if (finding.code === '') throw new Error('a finding without a code');
  isSaid(finding.message, finding.params);
  isSaid(finding.messageEn, finding.params);
}

/** Words of ours without holes; what the document itself says in them is its own. */
function isSaid(message: string, params: Readonly<Record<string, unknown>>): void {
  if (message.trim() === '') throw new Error('a message without words');
  const ours = Object.values(params).reduce<string>(
    (rest, value) => (value === '' ? rest : rest.replaceAll(String(value), '')),
    message,
  );
  if (/\bundefined\b|\bNaN\b|\[object |\{\w+\}/.test(ours))
    throw new Error(`a message with a hole: ${message.slice(0, 200)}`);
}

/** PostgreSQL takes neither a zero letter nor half of one. */
function isStorable(value: unknown, fileBytes: number): void {
  const text = JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'string' && (!each.isWellFormed() || each.includes('\0')))
      throw new Error(`a text that no database stores: ${JSON.stringify(each).slice(0, 200)}`);
    if (typeof each === 'number' && !Number.isFinite(each)) throw new Error(`${each} in an answer`);
    return typeof each === 'bigint' ? each.toString() : each;
  });
  const most = MOST_OUT + MOST_OUT_PER_BYTE * fileBytes;
  if (text.length > most)
    throw new Error(`an answer of ${text.length} letters to a file of ${fileBytes} bytes`);
}
