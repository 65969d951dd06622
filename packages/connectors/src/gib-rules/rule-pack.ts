/** A rule pack of GİB, opened: its schematron compiled and its XSDs at hand; documents are judged by it. */
import { withXml } from '../ubl-tr/parse-xml.ts';
import {
  type CompiledRule,
  type CompiledSchematron,
  compileSchematron,
  type Facts,
} from './compile-schematron.ts';
import type { PackFiles } from './pack-files.ts';
import { PackRefusal } from './pack-refusal.ts';
import { findFile, readSchematron } from './read-schematron.ts';
import { type SchemaFault, SchemaSet } from './schema-set.ts';
import { fillSignaturePlace, isSignatureMissing } from './signature-place.ts';
import { buildTree, lineAt, pathOf, type TreeNode } from './xml-tree.ts';
import { cast, DynamicFault } from './xpath/runtime.ts';

export { collectPackFiles, collectPackFolder, type PackFiles } from './pack-files.ts';
export { PackRefusal } from './pack-refusal.ts';

export interface PackDescription {
  /** The newest entry of the pack's History, "20260312"; "" where it has none. */
  readonly version: string;
  readonly asserts: number;
  readonly rules: number;
  /** Root elements whose XSD is in the pack: "Invoice", "CreditNote" … */
  readonly xsdRoots: readonly string[];
  readonly codeLists: number;
}

export interface JudgeOptions {
  /** Which of GİB's systems the document is for. */
  readonly type: 'efatura' | 'earchive';
  /** ISO day in Türkiye that the rules take for today. */
  readonly today: string;
}

export interface RuleFault {
  /** Official name of the rule, "InvoicedQuantityCheck". */
  readonly rule: string;
  /** Official text, its places filled in. */
  readonly message: string;
  /** "/Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity", prefixes as the document has them. */
  readonly xpath: string;
  readonly line: number;
}

export interface Verdict {
  /** `skipped`: the pack has no XSD for this root. */
  readonly xsd: 'valid' | 'invalid' | 'skipped';
  readonly xsdFaults: readonly SchemaFault[];
  /** The XSD faults say only that the place of the signature is empty: an unsigned document, valid otherwise. */
  readonly onlySignatureMissing: boolean;
  readonly schematron: 'pass' | 'fail' | 'skipped';
  readonly faults: readonly RuleFault[];
}

export interface RulePack {
  readonly description: PackDescription;
  /** Judges one document or envelope, in UTF-8. Throws ReadRefusal where it is no well-formed XML, or has a DOCTYPE. */
  judge(utf8: Buffer, how: JudgeOptions): Verdict;
  dispose(): void;
}

/**
 * Opens a pack: all of its rules are compiled and all of its schemas read. Throws PackRefusal where anything in it is
 * not understood: a rule is never left out in silence.
 */
export function openRulePack(files: PackFiles): RulePack {
  const hasSchematron = findFile(files, /(?:^|\/)UBL-TR_Main_Schematron\.xml$/i) !== null;
  const schemas = new SchemaSet(files);
  if (!hasSchematron && schemas.roots.length === 0) throw new PackRefusal('pack.not-a-pack', { file: '' });
  const source = hasSchematron ? readSchematron(files) : null;
  const compiled = source === null ? null : compileSchematron(source);
  schemas.openAll();
  const rules = source?.patterns.flatMap((pattern) => pattern.rules) ?? [];
  return {
    description: {
      version: versionOf(files),
      asserts: rules.reduce((sum, rule) => sum + rule.asserts.length, 0),
      rules: rules.length,
      xsdRoots: schemas.roots,
      codeLists: source?.variables.filter(({ value }) => /^',.*,'$/.test(value.trim())).length ?? 0,
    },
    judge: (utf8, how) => {
      const xsd = withXml(utf8, (root) => schemas.validate(root));
      const text = utf8.toString('utf8');
      const faults = compiled === null ? null : judgeByRules(compiled, text, how);
      return {
        xsd: xsd === null ? 'skipped' : xsd.length === 0 ? 'valid' : 'invalid',
        xsdFaults: xsd ?? [],
        onlySignatureMissing: xsd?.some(isSignatureMissing) === true && isValidWhenFilled(schemas, text),
        schematron: faults === null ? 'skipped' : faults.length === 0 ? 'pass' : 'fail',
        faults: faults ?? [],
      };
    },
    dispose: () => schemas.dispose(),
  };
}

/** Faults counted by rule, sorted by its name. */
export function countByRule(verdict: Pick<Verdict, 'faults'>): readonly { rule: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { rule } of verdict.faults) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, count })).toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** History is a list of entries whose titles are days, "12.03.2026" or "20260312". */
function versionOf(files: PackFiles): string {
  const file = findFile(files, /(?:^|\/)History\.txt$/i);
  if (file === null) return '';
  const text = new TextDecoder('windows-1254').decode(files.get(file));
  const days = [...text.matchAll(/\b(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])\b/g)].map(([day]) => day);
  const dotted = [...text.matchAll(/\b([0-2]\d|3[01])[./](0[1-9]|1[0-2])[./](20\d\d)\b/g)].map(
    ([, day = '', month = '', year = '']) => `${year}${month}${day}`,
  );
  return [...days, ...dotted].toSorted().at(-1) ?? '';
}

function isValidWhenFilled(schemas: SchemaSet, text: string): boolean {
  const filled = Buffer.from(fillSignaturePlace(text), 'utf8');
  return withXml(filled, (root) => schemas.validate(root))?.length === 0;
}

function judgeByRules(compiled: CompiledSchematron, text: string, how: JudgeOptions): RuleFault[] {
  const tree = buildTree(text, compiled.names);
  const [today] = cast([how.today], 'xs:date');
  const facts: Facts = { tree, type: how.type, today: Number(today) };
  compiled.begin(facts);
  const faults: RuleFault[] = [];
  for (const pattern of compiled.patterns) {
    for (const node of tree.named) {
      const rule = pattern.get(node.name)?.find(({ matches }) => matches(node, facts));
      if (rule !== undefined) judgeNode(rule, node, facts, faults);
    }
  }
  return faults;
}

function judgeNode(rule: CompiledRule, node: TreeNode, facts: Facts, faults: RuleFault[]): void {
  for (const assert of rule.asserts) {
    const note = reasonToFail(assert.holds, node, facts);
    if (note === null) continue;
    const message = `${assert.message(node, facts).trim()}${note === '' ? '' : ` (${note})`}`;
    faults.push({ rule: assert.id, message, xpath: pathOf(node), line: lineAt(facts.tree.text, node.at) });
  }
}

/** Null where it holds; a test that cannot be answered, such as of a date that is none, fails as it does in GİB's own processor. */
function reasonToFail(
  holds: (node: TreeNode, facts: Facts) => boolean,
  node: TreeNode,
  facts: Facts,
): string | null {
  try {
    return holds(node, facts) ? null : '';
  } catch (error) {
    if (error instanceof DynamicFault) return error.message;
    throw error;
  }
}
