/** A small pack in memory, and verdicts of it in one call. */

import { openRulePack } from './rule-pack.ts';
import type { RuleFault } from './verdict.ts';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<sch:schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<sch:ns prefix="inv" uri="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>
<sch:ns prefix="desp" uri="urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2"/>
<sch:ns prefix="cac" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"/>
<sch:ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>`;

/** Files of a pack whose main schematron has this content. */
export function packOf(
  content: string,
  others: Readonly<Record<string, string>> = {},
): Map<string, Uint8Array> {
  const files = {
    'Main.xml': `${HEAD}${content}</sch:schema>`,
    'History.txt': '20260701\n--------\n',
    ...others,
  };
  return new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
}

/** Judges one document by a pack of this content. */
export function faultsBy(content: string, document: string, today = '2026-11-28'): readonly RuleFault[] {
  const pack = openRulePack(packOf(content));
  try {
    return pack.judge(Buffer.from(document), { type: 'efatura', today }).faults;
  } finally {
    pack.dispose();
  }
}

/** Whether a test holds at the root of `<r>…</r>`. */
export function holds(expression: string, xml: string): boolean {
  const escaped = expression.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const rule = `<sch:pattern id="p"><sch:rule context="/r"><sch:assert test="${escaped}">x</sch:assert></sch:rule></sch:pattern>`;
  return faultsBy(rule, xml).length === 0;
}
