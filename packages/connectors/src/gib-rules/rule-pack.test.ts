/** Packs as GİB publishes them, and the official verdict of every sample. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeXml } from '../ubl-tr/decode-xml.ts';
import { collectPackFiles, countByRule, openRulePack, type RulePack } from './rule-pack.ts';

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
        count: verdict.schematron === 'skipped' ? '' : String(verdict.faults.length),
        failed: countByRule(verdict)
          .map((one) => `${one.rule}:${one.count}`)
          .join(' '),
      }).toStrictEqual({ wellFormed, xsd, signed, schematron, count, failed });
    },
  );
});
