/** Packs as GİB publishes them, and the official verdict of every sample. */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XmlElement, XmlText } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { withXml } from '../ubl-tr/parse-xml.ts';
import { EXPLAINED_RULES, explainRule } from './explain-rule.ts';
import { collectPackFiles, openRulePack, type RulePack } from './rule-pack.ts';
import { readSchematron } from './schematron/read-schematron.ts';
import type { Schema } from './schematron/schema.ts';
import { scanXml } from './tree/scan-xml.ts';
import { KIND, XmlTree } from './tree/xml-tree.ts';

const GIB = path.resolve(import.meta.dirname, '../../../../../shared/gib');
const hasGib = existsSync(GIB);
const ZIPS = [path.join(GIB, 'rules/e-FaturaPaketi.zip'), path.join(GIB, 'rules/UBL-TR1.2.1_Paketi.zip')];

const rows = hasGib
  ? readFileSync(path.join(GIB, 'samples/verdicts.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',') as [string, ...string[]])
  : [];

describe.skipIf(!hasGib)('the official pack', () => {
  let pack: RulePack;
  beforeAll(async () => {
    pack = openRulePack(await collectPackFiles(ZIPS));
  });
  afterAll(() => pack.dispose());

  it('is read out of the ZIPs as GİB publishes them', () => {
    expect(pack.description).toStrictEqual({
      version: '20260312',
      asserts: 484,
      rules: 119,
      codeLists: 39,
      xsdRoots: [
        'Invoice',
        'CreditNote',
        'DespatchAdvice',
        'ReceiptAdvice',
        'ApplicationResponse',
        'StandardBusinessDocument',
        'ProcessUserAccount',
        'CancelUserAccount',
      ],
    });
  });

  it('has the same asserts as the rules that were resolved and flattened by others', () => {
    for (const kind of ['efatura', 'earchive']) {
      const flat = readFileSync(path.join(GIB, `rules/flattened-20260312/${kind}-flat.sch`));
      const schema = readSchematron('flat.sch', flat, () => undefined);
      const main = path.join(GIB, 'rules/schematron/UBL-TR_Main_Schematron.xml');
      const own = readSchematron('Main', readFileSync(main), (href) =>
        readFileSync(path.join(path.dirname(main), href)),
      );
      expect(assertsOf(own)).toStrictEqual(assertsOf(schema));
    }
  });

  it('has words of ours for rules that are there, and says nothing of others', () => {
    const common = readFileSync(path.join(GIB, 'rules/schematron/UBL-TR_Common_Schematron.xml'), 'utf8');
    expect(EXPLAINED_RULES.filter((rule) => !common.includes(`id="${rule}"`))).toStrictEqual([]);
    expect(explainRule('InvoiceIDCheck')?.remedy.tr).toContain('ABC2026000000001');
    expect(explainRule('toString')).toBeNull();
  });

  it('gives every document the tree that libxml2 gives it', () => {
    const names = new Map<string, number>();
    const tree = new XmlTree(0);
    for (const [file, wellFormed] of rows.filter(([, ok]) => ok === 'yes')) {
      expect(wellFormed).toBe('yes');
      const utf8 = Buffer.from(decodeXml(readFileSync(path.join(GIB, 'samples', file))).utf8);
      scanXml(tree, utf8, names);
      expect(ofTree(tree), file).toStrictEqual(withXml(utf8, ofLibxml));
    }
  });

  it('says of an empty place of a signature what the schema says, the first time and every time', () => {
    const how = { type: 'efatura', today: '2026-11-28' } as const;
    const file = 'ubl-tr/TemelFaturaOrnegi.xml';
    const text = decodeXml(readFileSync(path.join(GIB, 'samples', file))).utf8.toString();
    const emptied = [
      text.replace(/<ext:UBLExtensions>.*<\/ext:UBLExtensions>/s, ''),
      ...['UBLExtensions', 'UBLExtension', 'ExtensionContent'].map((name) =>
        text.replace(new RegExp(`(<ext:${name}>).*(</ext:${name}>)`, 's'), '$1$2'),
      ),
    ];
    const told = emptied.map((each) => {
      const { onlySignatureMissing, xsdFaults } = pack.judge(Buffer.from(each), how);
      const [fault] = xsdFaults;
      // Lower down; and beside another fault, which has the schema say all of it anew.
      const lower = each.replace(/<(?![?!])/, '\n\n<');
      const broken = lower.replace(/<\/\w*:?Invoice>\s*$/, '<yok xmlns=""/>$&');
      const [again] = pack.judge(Buffer.from(lower), how).xsdFaults;
      expect(again).toEqual({ ...fault, line: (fault?.line ?? 0) + 2 });
      expect(pack.judge(Buffer.from(broken), how).xsdFaults[0]).toEqual(again);
      return [onlySignatureMissing, fault?.message];
    });
    expect(told.map(([isOnly]) => isOnly)).toEqual([true, true, true, true]);
    expect(new Set(told.map(([, message]) => message)).size).toBe(4);
  });

  it.each(rows)(
    'judges %s as GİB does',
    (file, wellFormed, _root, profile, _code, xsd, signed, schematron, count, failed) => {
      const utf8 = Buffer.from(decodeXml(readFileSync(path.join(GIB, 'samples', file))).utf8);
      const type = profile === 'EARSIVFATURA' ? 'earchive' : 'efatura';
      const verdict = pack.judge(utf8, { type, today: '2026-11-28' });
      expect({
        wellFormed: verdict.schematron === 'skipped' ? 'no' : 'yes',
        xsd: verdict.xsd === 'valid' ? 'yes' : 'no',
        signed: verdict.onlySignatureMissing ? 'yes' : signed === 'no' ? 'no' : '',
        schematron: { pass: 'pass', fail: 'FAIL', skipped: '' }[verdict.schematron],
        count: verdict.schematron === 'skipped' ? '' : String(verdict.faultCount),
        failed: verdict.failedRules.map((one) => `${one.rule}:${one.count}`).join(' '),
      }).toStrictEqual({ wellFormed, xsd, signed, schematron, count, failed });
    },
  );
});

/** Rule, context and test of each assert, sorted: the flattened rules stand in another order. */
function assertsOf(schema: Schema): readonly string[] {
  return schema.patterns
    .flatMap(({ rules }) => rules)
    .flatMap(({ context, asserts }) => asserts.map(({ rule, test }) => `${rule} ${context} ${test}`))
    .toSorted();
}

/** Names, attributes and own texts in document order. */
function ofTree(tree: XmlTree): readonly string[] {
  const out: string[] = [];
  for (let node = 2; node < tree.count; node++) {
    const kind = tree.kind[node];
    if (kind === KIND.element) out.push(`<${tree.nameOf(node)}`);
    else if (kind === KIND.attribute) out.push(`@${tree.nameOf(node)}=${tree.stringOf(node)}`);
    else if (kind === KIND.text) out.push(digest(tree.stringOf(node)));
  }
  return out;
}

function ofLibxml(root: XmlElement): readonly string[] {
  const prefixed = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}:${name}`);
  const attributes = root.attrs.map(({ prefix, name, value }) => `@${prefixed(prefix, name)}=${value}`);
  const out = [`<${prefixed(root.prefix, root.name)}`, ...attributes];
  for (let child = root.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) out.push(...ofLibxml(child));
    else if (child instanceof XmlText) out.push(digest(child.content));
  }
  return out;
}

function digest(text: string): string {
  return text.length < 200 ? text : createHash('sha256').update(text).digest('hex');
}
