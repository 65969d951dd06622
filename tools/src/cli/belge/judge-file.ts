/** The JSON line of `belge dogrula`: what GİB's rules say of a file, and what our own checks find in it. */

import { stat } from 'node:fs/promises';
import { checkInvoice } from '@muhasebi/accounting/fatura/check-invoice.ts';
import { explainRule } from '@muhasebi/connectors/gib-rules/explain-rule.ts';
import { explainXsdFault } from '@muhasebi/connectors/gib-rules/explain-xsd-fault.ts';
import { collectPackFiles, collectPackFolder } from '@muhasebi/connectors/gib-rules/pack-files.ts';
import { openRulePack, type RulePack, type Verdict } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { decodeXml } from '@muhasebi/connectors/ubl-tr/decode-xml.ts';
import { ReadRefusal } from '@muhasebi/connectors/ubl-tr/read-error.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import type { UblDocument } from '@muhasebi/connectors/ubl-tr/ubl-document.ts';
import { type PresentedFinding, presentFinding } from './present-document.ts';
import { type Failure, MAX_XML_BYTES } from './read-files.ts';

export interface JudgeSettings {
  /** ZIPs of GİB and folders; none: only our own checks run. */
  readonly packs: readonly string[];
  /** Null: as the document's profile says. */
  readonly type: 'efatura' | 'earchive' | null;
  readonly today: string;
}

export interface JudgedLine {
  readonly file: string;
  readonly xsd: Verdict['xsd'];
  readonly schematron: Verdict['schematron'];
  readonly failed: readonly { readonly rule: string; readonly count: number }[];
  readonly findings: readonly PresentedFinding[];
  /** Where the file could not be read as a document. */
  readonly error?: Failure;
}

/** Official faults beyond these are counted in `failed`, and not told one by one. */
const MAX_TOLD = 100;

/** All packs together are one: GİB publishes schematron and schemas in two ZIPs. Null where none is given. Throws PackRefusal. */
export async function openPacks(paths: readonly string[]): Promise<RulePack | null> {
  if (paths.length === 0) return null;
  const files = new Map<string, Uint8Array>();
  for (const path of paths) {
    const isFolder = (await stat(path)).isDirectory();
    for (const [name, bytes] of await (isFolder ? collectPackFolder(path) : collectPackFiles([path]))) {
      files.set(name, bytes);
    }
  }
  return openRulePack(files);
}

/** The line of a file. An envelope is judged as a whole; our own checks look at each document in it. */
export function judgeFile(
  pack: RulePack | null,
  file: string,
  bytes: Uint8Array,
  { type, today }: JudgeSettings,
): JudgedLine {
  const result = readUbl(bytes, { maxBytes: MAX_XML_BYTES });
  const documents = result.ok ? result.documents : [];
  const verdict = pack === null ? NOT_JUDGED : judge(pack, bytes, type ?? typeOf(documents), today);
  const error = result.ok ? result.refused[0]?.error : result.error;
  return {
    file,
    xsd: verdict.xsd,
    schematron: verdict.schematron,
    failed: verdict.failedRules,
    findings: [
      ...official(verdict),
      ...documents.flatMap((document) => own(document, today)).map(presentFinding),
    ],
    ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
  };
}

const NOT_JUDGED: Verdict = {
  xsd: 'skipped',
  xsdFaults: [],
  onlySignatureMissing: false,
  schematron: 'skipped',
  faults: [],
  faultCount: 0,
  failedRules: [],
};

function judge(pack: RulePack, bytes: Uint8Array, type: 'efatura' | 'earchive', today: string): Verdict {
  try {
    return pack.judge(decodeXml(bytes).utf8, { type, today });
  } catch (error) {
    // An encoding nobody knows: the reader tells of it in `error`.
    if (error instanceof ReadRefusal) return NOT_JUDGED;
    throw error;
  }
}

function typeOf(documents: readonly UblDocument[]): 'efatura' | 'earchive' {
  return documents.some(({ header }) => header.profile === 'EARSIVFATURA') ? 'earchive' : 'efatura';
}

function own(document: UblDocument, today: string) {
  const checks = document.invoice === null ? [] : checkInvoice(document.invoice, today);
  return [...document.findings, ...checks];
}

/** What the rule means and what to do, where we have words for it. */
function explained(rule: string): string {
  const explanation = explainRule(rule);
  return explanation === null ? '' : ` (${explanation.tr} ${explanation.remedy.tr})`;
}

function official(verdict: Verdict): readonly PresentedFinding[] {
  const unsigned = verdict.onlySignatureMissing;
  const schema = verdict.xsdFaults.slice(0, MAX_TOLD).map(({ line, message }) => ({
    code: unsigned ? 'gib.signature-missing' : 'gib.xsd',
    severity: unsigned ? ('info' as const) : ('error' as const),
    message: `${line}. satır: ${explainXsdFault(message).tr}`,
  }));
  const rules = verdict.faults.slice(0, MAX_TOLD).map(({ rule, line, xpath, message }) => ({
    code: 'gib.rule',
    severity: 'error' as const,
    message: `${rule}, ${line}. satır, ${xpath}: ${message}${explained(rule)}`,
  }));
  return [...schema, ...rules];
}
