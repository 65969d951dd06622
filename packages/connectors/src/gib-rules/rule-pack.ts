/**
 * GİB's rule packs: the one door of this folder. A pack is opened once, compiled to JavaScript and schemas, and then
 * judges documents one after another.
 */

import { withXml } from '../ubl-tr/parse-xml.ts';
import { ReadRefusal } from '../ubl-tr/read-error.ts';
import { PackRefusal } from './pack-refusal.ts';
import { packVersion } from './pack-version.ts';
import { PlaceFinder } from './place-of.ts';
import { type CompiledSchema, compileSchema } from './schematron/compile-schema.ts';
import { readSchematron } from './schematron/read-schematron.ts';
import { scanXml } from './tree/scan-xml.ts';
import { XmlTree } from './tree/xml-tree.ts';
import type { JudgeOptions, PackDescription, PackFiles, RulePack, Verdict } from './verdict.ts';
import { takesAnyFile, withoutFiles } from './without-files.ts';
import { type XsdAnswer, XsdSchemas } from './xsd-schemas.ts';

export { collectPackFiles, collectPackFolder } from './pack-files.ts';
export { PackRefusal, type PackRefusalCode } from './pack-refusal.ts';
export type {
  PackDescription,
  PackFiles,
  RuleFault,
  RulePack,
  Verdict,
} from './verdict.ts';

/**
 * Compiles the pack. Throws PackRefusal: a schematron or XPath construct that is not understood refuses the whole pack
 * by its name and place, for a rule may not be passed over in silence.
 */
export function openRulePack(files: PackFiles): RulePack {
  const main = mainSchematron(files);
  const schema = readSchematron(main.name, main.bytes, (href) => besides(files, main.name, href));
  const compiled = compileSchema(schema);
  if (compiled.asserts === 0)
    throw new PackRefusal('pack.not-a-pack', { file: main.name, what: 'sch:assert' });
  const version = packVersion(files);
  const xsds = new XsdSchemas(files);
  const { asserts, rules } = compiled;
  const { codeLists } = schema;
  const description = { version, asserts, rules, xsdRoots: xsds.roots, codeLists };
  return new OpenPack(description, compiled, xsds, takesAnyFile(files));
}

class OpenPack implements RulePack {
  readonly description: PackDescription;
  private readonly schema: CompiledSchema;
  private readonly xsds: XsdSchemas;
  private readonly takesAnyFile: boolean;
  private tree: XmlTree;

  constructor(description: PackDescription, schema: CompiledSchema, xsds: XsdSchemas, takesAnyFile: boolean) {
    this.description = description;
    this.schema = schema;
    this.xsds = xsds;
    this.takesAnyFile = takesAnyFile;
    this.tree = new XmlTree(schema.names.size);
  }

  judge(utf8: Buffer, how: JudgeOptions): Verdict {
    const xsd = this.judgeXsd(utf8);
    if (xsd.broken)
      return { ...xsd.answer, schematron: 'skipped', faults: [], faultCount: 0, failedRules: [] };
    const { faults, failedRules } = this.judgeRules(utf8, how);
    const faultCount = failedRules.reduce((sum, { count }) => sum + count, 0);
    return { ...xsd.answer, schematron: faultCount === 0 ? 'pass' : 'fail', faults, faultCount, failedRules };
  }

  dispose(): void {
    this.xsds.dispose();
  }

  private judgeXsd(utf8: Buffer): { readonly broken: boolean; readonly answer: XsdAnswer } {
    try {
      const seen = this.takesAnyFile ? withoutFiles(utf8) : utf8;
      return { broken: false, answer: withXml(seen, (root) => this.xsds.judge(root.doc)) };
    } catch (error) {
      if (!(error instanceof ReadRefusal)) throw error;
      const { message, params } = error.refusal;
      const xsdFaults = [{ line: Number(params.line ?? 1), message }];
      return { broken: true, answer: { xsd: 'invalid', xsdFaults, onlySignatureMissing: false } };
    }
  }

  private judgeRules(utf8: Buffer, how: JudgeOptions): Pick<Verdict, 'faults' | 'failedRules'> {
    const { tree } = this;
    scanXml(tree, utf8, this.schema.names);
    const places = new PlaceFinder(tree);
    const { told, failedRules } = this.schema.judge(tree, how.type, how.today);
    const faults = told.map(({ rule, message, node }) => ({
      rule,
      message,
      xpath: places.placeOf(node),
      line: tree.lineOf(node),
    }));
    tree.clear();
    // A huge document's room is not kept for the small ones after it.
    if (tree.kind.length > KEPT_NODES) this.tree = new XmlTree(this.schema.names.size);
    return { faults, failedRules };
  }
}

const KEPT_NODES = 1 << 18;

/** The file that includes the others; GİB calls it "…Main…", other packs have one schematron only. */
function mainSchematron(files: PackFiles): { readonly name: string; readonly bytes: Uint8Array } {
  const found = [...files].filter(
    ([name]) => /\.(?:xml|sch)$/i.test(name) && !/codelist/i.test(baseOf(name)),
  );
  const main = found.filter(([name]) => /main/i.test(baseOf(name)));
  const [only, ...others] = main.length > 0 ? main : found;
  if (only === undefined) throw new PackRefusal('pack.missing-file', { file: 'UBL-TR_Main_Schematron.xml' });
  if (others.length > 0) {
    const file = [only, ...others].map(([name]) => name).join(', ');
    throw new PackRefusal('pack.not-a-pack', { file, what: 'birden çok ana şematron' });
  }
  return { name: only[0], bytes: only[1] };
}

/** A file in the folder of `from`, whatever the case of its letters. */
function besides(files: PackFiles, from: string, href: string): Uint8Array | undefined {
  const wanted = (from.slice(0, from.length - baseOf(from).length) + href).toLowerCase();
  return [...files].find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
