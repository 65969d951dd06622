/** The official verdicts: each sample of GİB is judged as her own rules judge it, file by file and rule by rule. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { ReadRefusal } from '../ubl-tr/read-error.ts';
import {
  collectPackFiles,
  collectPackFolder,
  countByRule,
  openRulePack,
  PackRefusal,
  type RulePack,
} from './rule-pack.ts';

const GIB = path.join(import.meta.dirname, '../../../../../shared/gib');
const VERDICTS = path.join(GIB, 'samples/verdicts.csv');
const ZIPS = ['e-FaturaPaketi.zip', 'UBL-TR1.2.1_Paketi.zip'].map((name) => path.join(GIB, 'rules', name));

interface Official {
  readonly file: string;
  readonly isWellFormed: boolean;
  readonly profile: string;
  readonly xsd: string;
  /** "yes" where it is valid once something stands in the place of the signature; "" where that was not asked. */
  readonly xsdFilled: string;
  readonly rules: string;
}

function readVerdicts(): Official[] {
  const [, ...rows] = readFileSync(VERDICTS, 'utf8').trim().split(/\r?\n/);
  return rows.map((row) => {
    const [file = '', wellFormed, , profile = '', , xsd = '', xsdFilled = '', , , rules = ''] =
      row.split(',');
    return { file, isWellFormed: wellFormed === 'yes', profile, xsd, xsdFilled, rules };
  });
}

describe.skipIf(!existsSync(VERDICTS))('GİB’s rule pack of 12 March 2026', () => {
  let pack: RulePack;

  beforeAll(async () => {
    pack = openRulePack(await collectPackFiles(ZIPS));
  });
  afterAll(() => pack?.dispose());

  const judge = ({ file, profile }: Official) =>
    pack.judge(decodeXml(readFileSync(path.join(GIB, 'samples', file))).utf8, {
      type: profile === 'EARSIVFATURA' ? 'earchive' : 'efatura',
      today: '2026-11-28',
    });

  it('is read whole: every assert of the Main file, the nine rules outside of its patterns among them', () => {
    expect(pack.description).toEqual({
      version: '20260312',
      asserts: 484,
      rules: 119,
      xsdRoots: ['ApplicationResponse', 'CreditNote', 'DespatchAdvice', 'Invoice', 'ReceiptAdvice'],
      codeLists: 39,
    });
  });

  it('gives each of the 104 samples its official verdict, rule by rule', () => {
    const official = readVerdicts();
    expect(official).toHaveLength(104);
    for (const row of official) {
      if (!row.isWellFormed) {
        expect(() => judge(row), row.file).toThrow(ReadRefusal);
        continue;
      }
      const verdict = judge(row);
      const rules = countByRule(verdict).map(({ rule, count }) => `${rule}:${count}`);
      expect.soft(rules.join(' '), row.file).toBe(row.rules);
      expect.soft(verdict.schematron, row.file).toBe(row.rules === '' ? 'pass' : 'fail');
      expect.soft(verdict.xsd === 'valid' ? 'yes' : 'no', row.file).toBe(row.xsd);
      if (row.xsdFilled !== '')
        expect.soft(verdict.onlySignatureMissing ? 'yes' : 'no', row.file).toBe(row.xsdFilled);
    }
  });

  it('says where a rule is broken: its line, its path, and the official text filled in', () => {
    const [hospital] = readVerdicts();
    expect(hospital?.file).toBe('ubl-tr/HASTANE.xml');
    if (hospital === undefined) return;
    const [first] = judge(hospital).faults;
    expect(first).toMatchObject({
      rule: 'InvoicedQuantityCheck',
      xpath: '/Invoice/cac:InvoiceLine[1]/cbc:InvoicedQuantity',
    });
    expect(first?.message).toContain('unitCode');
    expect(first?.line).toBeGreaterThan(1);
  });

  it('is the same out of a folder into which it was unpacked', async () => {
    const unpacked = openRulePack(await collectPackFolder(path.join(GIB, 'rules')));
    expect(unpacked.description).toEqual(pack.description);
    unpacked.dispose();
  });
});

describe('what is no rule pack', () => {
  it('is refused by name: files without a rule and without a schema', () => {
    expect(() => openRulePack(new Map([['History.txt', Buffer.from('12.03.2026')]]))).toThrow(PackRefusal);
  });
});
