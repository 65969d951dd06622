/** Rule packs on a real database: installed, refused, renewed, removed; documents judged by the one of their day, and again by choice. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import type { IncomingFile } from '@muhasebi/platform/http/handler.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FINDING_REMEDIES, remedyOf } from './document-intake/finding-remedies.ts';
import { withOfficial } from './document-intake/findings.ts';
import {
  call as callIntake,
  createIntake,
  createOffice,
  type Intake,
  list,
  named,
  type Office,
  requestOf,
  runJobs,
  show,
  upload,
} from './document-intake/intake.fixture.ts';
import { invoiceXml } from './document-intake/ubl-invoice.fixture.ts';
import { noteOperatorAct } from './operations/operations.queries.ts';
import { rulePacksContract } from './rule-packs/contract.ts';
import { createRulePacksFeature } from './rule-packs/feature.ts';
import { tinyPack } from './rule-packs/tiny-pack.fixture.ts';
import { filesOf } from './test-ground.fixture.ts';

const GIB = path.join(import.meta.dirname, '../../../../shared/gib');
const { installRulePack, listRulePacks, removeRulePack } = rulePacksContract;

let intake: Intake;
let office: Office;
let feature: ReturnType<typeof createRulePacksFeature>['feature'];
beforeAll(async () => {
  intake = await createIntake();
  office = await createOffice(intake);
  feature = createRulePacksFeature({ ...intake.deps, noteOperatorAct }).feature;
});
beforeEach(async () => {
  await intake.superuser.query('delete from document_verdicts');
  await intake.superuser.query('delete from rule_pack_files');
  await intake.superuser.query('delete from rule_packs');
});
afterAll(() => intake.close());

type Route = typeof installRulePack | typeof listRulePacks | typeof removeRulePack;

async function ask(contract: Route, input: object, files: AsyncIterable<IncomingFile> = filesOf({})) {
  const route = feature.routes.find((each) => each.contract === contract);
  const scope = { ...office.scope, tenantId: null };
  const given = { params: {}, query: {}, body: undefined, ...input };
  return route?.handle(requestOf(scope, { files: () => files }), given as Parameters<typeof route.handle>[1]);
}

async function install(zips: readonly string[], validFrom?: string) {
  const files = Object.fromEntries(
    await Promise.all(zips.map(async (zip) => [path.basename(zip), await readFile(zip)] as const)),
  );
  return ask(installRulePack, { query: { validFrom } }, filesOf(files));
}

const packs = async () => (await ask(listRulePacks, {})) as { items: unknown[]; inForce: string | null };

/** Brings an invoice and answers the document once it is read. */
async function read(name: string, wish: Parameters<typeof invoiceXml>[0]) {
  await upload(intake, office, { [name]: invoiceXml(wish) });
  await runJobs(intake);
  return named(intake, office, name);
}

const official = ({ findings }: { findings: readonly { code: string }[] }) =>
  findings.filter(({ code }) => code.startsWith('gib.'));

async function judgeAgain(documentId: string, by: 'in-force' | 'newest') {
  const input = { params: { clientId: office.clientId }, body: { by, documentIds: [documentId] } };
  await callIntake(intake, 'POST /clients/:clientId/documents/judge', office.scope, input);
  await runJobs(intake);
  return show(intake, office, documentId);
}

it('without a pack documents are read as ever and no verdict is made up', async () => {
  const document = await read('paketsiz.xml', { lines: 3 });
  expect(document).toMatchObject({ state: 'READY', verdict: null, clean: true });
  expect(official(document)).toEqual([]);
});

it('a document of five megabytes is read and judged like any other', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  const xml = String(invoiceXml({ lines: 3 }));
  const note = `<cbc:Note>${'Kırık dökük bir not. '.repeat(230_000)}</cbc:Note>`;
  await upload(intake, office, {
    'kocaman.xml': Buffer.from(xml.replace('<cbc:DocumentCurrencyCode', `${note}$&`)),
  });
  await runJobs(intake);
  const document = await named(intake, office, 'kocaman.xml');
  expect(document).toMatchObject({
    state: 'READY',
    verdict: { schematron: 'fail', failedRules: [{ rule: 'QuantityCheck', count: 1 }], trouble: null },
  });
});

it('a pack judges the documents of its day and later, each fault at its place on the paper', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  expect(await packs()).toMatchObject({
    inForce: '20260101',
    items: [
      {
        version: '20260101',
        validFrom: '2026-01-01',
        asserts: 2,
        state: 'installed',
        installedByName: 'Ayşe',
      },
    ],
  });
  const faulty = await read('uc-satir.xml', { lines: 3 });
  expect(faulty.verdict).toMatchObject({
    packVersion: '20260101',
    inForce: true,
    type: 'efatura',
    xsd: 'valid',
    schematron: 'fail',
    failedRules: [{ rule: 'QuantityCheck', count: 1 }],
  });
  expect(official(faulty)).toMatchObject([
    {
      code: 'gib.rule',
      severity: 'error',
      place: 'lines[2].quantity',
      params: { rule: 'QuantityCheck', text: 'En çok 2 satır olmalıdır.', pack: '20260101' },
      remedy: { tr: expect.any(String) },
    },
  ]);
  expect(faulty.clean).toBe(false);
  expect(faulty.voucherId).not.toBeNull();
  const sound = await read('iki-satir.xml', { lines: 2 });
  expect(sound).toMatchObject({ clean: true, verdict: { schematron: 'pass', faultCount: 0 } });
});

it('a document older than every pack is judged by the oldest, and warned of rather than called wrong', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  const old = await read('eski.xml', { lines: 3, issueDate: '2025-06-01' });
  expect(old.verdict).toMatchObject({ inForce: false, schematron: 'fail' });
  expect(official(old)).toMatchObject([{ severity: 'warning' }]);
});

it('each document has the pack of its own day, and the newest when somebody asks; its voucher stays', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  await install([await tinyPack(intake.folder, { version: '20260701', mostLines: 5 })], '2026-11-15');
  expect(await packs()).toMatchObject({ inForce: '20260701' });
  const before = await read('onbir-bir.xml', { lines: 3, issueDate: '2026-11-14' });
  expect(before.verdict).toMatchObject({ packVersion: '20260101', schematron: 'fail' });
  const after = await read('onbir-on-bes.xml', { lines: 3, issueDate: '2026-11-15' });
  expect(after.verdict).toMatchObject({ packVersion: '20260701', schematron: 'pass' });
  const again = await judgeAgain(before.id, 'newest');
  expect(again).toMatchObject({ clean: true, voucherId: before.voucherId });
  expect(again.verdict).toMatchObject({ packVersion: '20260701', inForce: false, schematron: 'pass' });
  expect((await judgeAgain(before.id, 'in-force')).verdict).toMatchObject({ packVersion: '20260101' });
  // A whole list at once, named as it is narrowed.
  const params = { clientId: office.clientId };
  const body = { by: 'newest', selection: { issuedFrom: '2026-11-14', issuedTo: '2026-11-14' } };
  const input = { params, body };
  expect(
    await callIntake(intake, 'POST /clients/:clientId/documents/judge', office.scope, input),
  ).toMatchObject({ documents: 1 });
  await runJobs(intake);
  expect((await show(intake, office, before.id)).verdict).toMatchObject({ packVersion: '20260701' });
});

it('what is done about a broken rule depends on who issued the document; that it is unsigned is said once', () => {
  const params = { rule: 'InvoiceIDCheck' };
  const [ours, theirs, unknown] = (['satis', 'alis', null] as const).map(
    (direction) => remedyOf({ code: 'gib.rule', params }, direction)?.tr ?? '',
  );
  expect(ours).toMatch(/^Numarayı ABC2026000000001/);
  expect(theirs).toMatch(/^Düzenleyenden .* Numarayı ABC2026000000001/);
  expect(unknown).toMatch(/^Belge sizinse: Numarayı .* düzenleyenden isteyin\.$/);
  expect(remedyOf({ code: 'gib.rule', params: { rule: 'YeniKural' } }, 'alis')).toBe(
    FINDING_REMEDIES['gib.rule'],
  );
  const texts = { place: null, message: '', messageEn: '', params: {} };
  const unsigned = { code: 'gib.xsd', severity: 'info', ...texts } as const;
  const missing = { code: 'signature.missing', severity: 'info', ...texts } as const;
  expect(withOfficial([missing], [unsigned])).toEqual([missing]);
  expect(withOfficial([], [unsigned])).toEqual([unsigned]);
});

it('the same version once more takes the place of the one before, and the same zip changes nothing', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  const first = await read('ilk.xml', { lines: 3 });
  expect(first.verdict?.schematron).toBe('fail');
  const second = await tinyPack(intake.folder, { version: '20260101', mostLines: 9 });
  const installed = await install([second]);
  expect(await install([second])).toEqual(installed);
  expect((await packs()).items).toMatchObject([{ state: 'installed' }, { state: 'replaced' }]);
  expect((await read('ikinci.xml', { lines: 3 })).verdict?.schematron).toBe('pass');
  const { rows } = await intake.superuser.query('select distinct pack_id from rule_pack_files');
  expect(rows).toHaveLength(1);
});

it('a pack that is cut off, no pack, or holds what is not understood is refused with its reason, and the old one stays', async () => {
  const good = await tinyPack(intake.folder, { version: '20260101', mostLines: 2 });
  await install([good]);
  const bytes = await readFile(good);
  const common = 'paket/schematron/UBL-TR_Common_Schematron.xml';
  const unknownRule = await tinyPack(intake.folder, {
    version: '20260801',
    mostLines: 2,
    instead: {
      [common]: (await readCommon(good, common)).replace('number(../cbc:ID)', 'no-such-function(.)'),
    },
  });
  const wrong: Record<string, Buffer> = {
    'kesik.zip': bytes.subarray(0, bytes.length / 2),
    'metin.zip': Buffer.from('zip değil'),
    'bos.zip': await zipOf({ 'oku.txt': 'kural yok' }),
    'kural.zip': await readFile(unknownRule),
  };
  for (const [name, content] of Object.entries(wrong)) {
    const refused = ask(installRulePack, { query: {} }, filesOf({ [name]: content }));
    await expect(refused, name).rejects.toMatchObject({ code: 'RULE_PACK_REFUSED' });
  }
  await expect(ask(installRulePack, { query: {} })).rejects.toMatchObject({ code: 'RULE_PACK_NO_FILE' });
  expect(await packs()).toMatchObject({ inForce: '20260101', items: [{ state: 'installed' }] });
});

it('a removed pack judges no more; its verdicts stay until their document is read again', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  const judged = await read('kalan.xml', { lines: 3 });
  await ask(removeRulePack, { params: { version: '20260101' } });
  await expect(ask(removeRulePack, { params: { version: '20260101' } })).rejects.toMatchObject({
    code: 'RULE_PACK_NOT_INSTALLED',
  });
  expect((await show(intake, office, judged.id)).verdict).not.toBeNull();
  const params = { documentId: judged.id };
  await callIntake(intake, 'POST /documents/:documentId/retry', office.scope, { params });
  await runJobs(intake);
  expect(await show(intake, office, judged.id)).toMatchObject({ verdict: null, clean: true });
  const acts = await intake.superuser.query(
    'select act, subject from operator_acts order by at desc limit 1',
  );
  expect(acts.rows).toEqual([{ act: 'remove-rule-pack', subject: '20260101' }]);
});

it('a pack that does not open any more is a fault of ours: the document is read and told as not judged', async () => {
  await install([await tinyPack(intake.folder, { version: '20260101', mostLines: 2 })]);
  await intake.superuser.query('alter table rule_pack_files disable trigger unchanged');
  await intake.superuser.query(`update rule_pack_files set content = 'bozuk'`);
  await intake.superuser.query('alter table rule_pack_files enable trigger unchanged');
  const document = await read('bizim-hata.xml', { lines: 3 });
  expect(document).toMatchObject({ state: 'READY', verdict: { trouble: 'fault', schematron: 'skipped' } });
  expect(official(document)).toMatchObject([{ code: 'gib.not-judged', severity: 'warning' }]);
  expect(document.voucherId).not.toBeNull();
});

async function readCommon(zip: string, name: string): Promise<string> {
  const { textsOf } = await import('@muhasebi/connectors/archive/zip-in-memory.fixture.ts');
  return (await textsOf(await readFile(zip)))[name] ?? '';
}

describe.skipIf(!existsSync(GIB))('with the pack that GİB published', () => {
  it('uploaded samples have exactly the rules of the official verdicts as findings', async () => {
    const zips = ['UBL-TR1.2.1_Paketi.zip', 'e-FaturaPaketi.zip'].map((name) =>
      path.join(GIB, 'rules', name),
    );
    // The samples are older than the pack; the official verdicts judged them by it all the same.
    await install(zips, '2005-01-01');
    const samples = path.join(GIB, 'samples');
    const csv = (await readFile(path.join(samples, 'verdicts.csv'), 'utf8')).trim().split(/\r?\n/).slice(1);
    const expected = csv.flatMap((line) => {
      const [file = '', wellformed, root = '', , , , , schematron, , failed = ''] = line.split(',');
      const isRead =
        wellformed === 'yes' && root !== 'StandardBusinessDocument' && file.startsWith('ubl-tr/');
      return isRead ? [{ file, schematron, failed: failed.split(' ').filter(Boolean).toSorted() }] : [];
    });
    const other = await createOffice(intake);
    const names = (await readdir(path.join(samples, 'ubl-tr'))).filter((name) => name.endsWith('.xml'));
    const files = await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(samples, 'ubl-tr', name))] as const),
    );
    await upload(intake, other, { 'ornekler.zip': await zipOf(Object.fromEntries(files)) });
    await runJobs(intake);
    const found: Record<string, string[]> = {};
    for (const item of await list(intake, other)) {
      if (item.kind === 'archive') continue;
      const { findings, verdict } = await show(intake, other, item.id);
      const rules = findings.flatMap(({ code, params }) => (code === 'gib.rule' ? [params.rule ?? ''] : []));
      const counts = [...Map.groupBy(rules, (rule) => rule)].map(([rule, all]) => `${rule}:${all.length}`);
      found[`ubl-tr/${item.fileName}`] = counts.toSorted();
      expect(verdict?.failedRules.map(({ rule, count }) => `${rule}:${count}`).toSorted()).toEqual(
        counts.toSorted(),
      );
    }
    expect(found).toEqual(Object.fromEntries(expected.map(({ file, failed }) => [file, failed])));
  }, 60_000);
});
