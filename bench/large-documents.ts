/**
 * What a document of 20 MB leaves of memory in the process that has it read and judged: as the worker does it (in a process that ends)
 * beside doing it in place. The dense one is empty elements with attributes, the worst for its size. Usage: node bench/large-documents.ts
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { judgeOfAnySize } from '@muhasebi/connectors/gib-rules/judge-any-size.ts';
import { collectPackFiles, openRulePack } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { decodeXml } from '@muhasebi/connectors/ubl-tr/decode-xml.ts';
import { readUblOfAnySize } from '@muhasebi/connectors/ubl-tr/read-any-size.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { generateInvoice } from '@muhasebi/testkit/ubl-generator/generate-invoice.ts';
import { tell } from './tell.ts';

const BYTES = 19 * 1024 * 1024;
const ZIPS = ['e-FaturaPaketi.zip', 'UBL-TR1.2.1_Paketi.zip'].map((name) =>
  path.join(import.meta.dirname, '../../shared/gib/rules', name),
);
const HOW = { type: 'efatura', today: '2026-11-28' } as const;

/** `filler` in place of the invoice's lines, as often as fits. */
const DOCUMENTS = {
  lines: (xml: string) => filled(xml, /<cac:InvoiceLine>[\s\S]*?<\/cac:InvoiceLine>/.exec(xml)?.[0] ?? ''),
  dense: (xml: string) => filled(xml, '<a b="" c="" d="" e=""/>'),
} as const;
type Kind = keyof typeof DOCUMENTS;

function filled(xml: string, filler: string): Buffer {
  const lines = /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/.exec(xml)?.[0] ?? '';
  return Buffer.from(xml.replace(lines, filler.repeat(Math.floor(BYTES / Buffer.byteLength(filler)))));
}

interface Left {
  /** Resident memory beyond what was held before it. */
  readonly grewMb: number;
  readonly peakMb: number;
  readonly seconds: number;
}

/** In a process of its own for each way and kind. */
async function measure(way: string, kind: Kind): Promise<Left> {
  const { xml } = generateInvoice('buyuk', { kind: 'satis', issueDate: '2026-10-01' });
  const bytes = DOCUMENTS[kind](xml);
  const files = await collectPackFiles(ZIPS);
  const pack = openRulePack(files);
  const before = mb('VmRSS');
  const started = performance.now();
  if (way === 'apart') {
    await readUblOfAnySize(bytes, {});
    await judgeOfAnySize(pack, async () => files, bytes, HOW);
  } else {
    readUbl(bytes);
    pack.judge(decodeXml(bytes).utf8, HOW);
  }
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  return { grewMb: mb('VmRSS') - before, peakMb: mb('VmHWM'), seconds };
}

function mb(field: 'VmRSS' | 'VmHWM'): number {
  const kb = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round(Number(kb) / 1024);
}

const isKind = (text: string | undefined): text is Kind => text !== undefined && text in DOCUMENTS;
const [way, kind] = process.argv.slice(2);
if (way !== undefined && isKind(kind)) console.log(JSON.stringify(await measure(way, kind)));
else {
  const left = (how: string, shape: Kind): Left =>
    JSON.parse(execFileSync(process.execPath, [import.meta.filename, how, shape], { encoding: 'utf8' }));
  for (const shape of ['lines', 'dense'] as const) {
    const apart = left('apart', shape);
    const inPlace = left('in-place', shape);
    tell({
      bench: `a document of ${BYTES / 1024 / 1024} MB, ${shape}, read and judged`,
      unit: 'MB more in the process that asks',
      figure: apart.grewMb,
      baseline: inPlace.grewMb,
      baselineIs: 'read and judged in place',
      goal: 'less than in place',
      met: apart.grewMb < inPlace.grewMb,
      details: { seconds: apart.seconds, inPlaceSeconds: inPlace.seconds, inPlacePeakMb: inPlace.peakMb },
    });
  }
}
