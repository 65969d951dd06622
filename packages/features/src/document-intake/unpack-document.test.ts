/** Archives, envelopes and bad input: each fault is told by name, and everything else of the same upload works. */
import { zipOf } from '@muhasebi/connectors/archive/zip-in-memory.fixture.ts';
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  call,
  createIntake,
  createOffice,
  type Intake,
  joinOffice,
  list,
  named,
  noticesOf,
  type Office,
  OTHER_TAX_ID,
  runJob,
  runJobs,
  upload,
} from './intake.fixture.ts';
import { UNPACK_JOB } from './jobs.ts';
import { listRenderings } from './renderings.queries.ts';
import { envelopeXml, freshEttn, invoiceElement, invoiceXml } from './ubl-invoice.fixture.ts';

let intake: Intake;
let office: Office;
beforeAll(async () => {
  intake = await createIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  office = await createOffice(intake);
});

describe('a ZIP', () => {
  it('gives a document for each invoice, tells the bad ones by name and keeps renderings beside their documents', async () => {
    const zip = await zipOf({
      'klasör/a.xml': invoiceXml(),
      'klasör/a.pdf': '%PDF-1.7',
      'b.xml': invoiceXml(),
      'bozuk.xml': '<Invoice><yarım',
      'resim.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]),
    });
    await upload(intake, office, { 'ekim.zip': zip });
    await runJobs(intake);
    const container = await named(intake, office, 'ekim.zip');
    expect(container).toMatchObject({
      state: 'UNPACKED',
      kind: 'archive',
      memberCounts: { READY: 2, FAILED: 2 },
    });
    expect(container.findings[0]?.params).toEqual({
      members: '4',
      failed: '0',
      alreadyHere: '0',
      renderings: '1',
      skipped: '0',
    });
    const good = await named(intake, office, 'a.xml');
    expect(good.renderings).toMatchObject([{ kind: 'pdf', fileName: 'a.pdf', sizeBytes: 8 }]);
    expect(good).toMatchObject({
      state: 'READY',
      entryPath: 'klasör/a.xml',
      containerId: container.id,
      clean: true,
    });
    const bad = await named(intake, office, 'bozuk.xml');
    expect(bad).toMatchObject({ state: 'FAILED', failure: { code: 'xml.truncated' } });
    expect(bad.failure?.message).toContain('bozuk.xml');
  });

  it('with renderings keeps each once however often it is unpacked, moves it with its document, and skips what only claims to be one', async () => {
    const zip = await zipOf({
      'a.xml': invoiceXml({ customer: OTHER_TAX_ID }),
      'a.pdf': '%PDF-1.7 a',
      'a.html': '<!DOCTYPE html><html><script>1</script></html>',
      'a.xml.pdf': 'metin',
      'b.xml': '<Invoice',
    });
    const [result] = await upload(intake, office, { 'a.zip': zip });
    await runJobs(intake);
    await intake.superuser.query(`update documents set state = 'PROCESSING' where document_id = $1`, [
      result?.documentId,
    ]);
    const payload = { tenantId: office.tenantId, clientId: office.clientId, documentId: result?.documentId };
    await runJob(intake, UNPACK_JOB, payload);
    const { id, renderings } = await named(intake, office, 'a.xml');
    expect(renderings.map(({ kind }) => kind).toSorted()).toEqual(['html', 'pdf']);
    expect((await named(intake, office, 'a.zip')).findings[0]?.params).toMatchObject({
      renderings: '2',
      skipped: '1',
    });
    const body = { clientId: office.otherClientId };
    await call(intake, 'POST /documents/:documentId/move', office.scope, {
      params: { documentId: id },
      body,
    });
    const seenBy = (clientId: string) =>
      inScope(intake.db, { ...office.scope, clientIds: [clientId] }, (trx) =>
        listRenderings(trx, office.tenantId, id),
      );
    expect(await seenBy(office.clientId)).toEqual([]);
    expect(await seenBy(office.otherClientId)).toHaveLength(2);
    // Nor can one be written for a client that its document is not of.
    const astray = `insert into document_renderings (tenant_id, document_id, client_id, kind, file_name, sha256, size_bytes)
      select tenant_id, document_id, $2, kind, 'x', sha256, 1 from document_renderings where document_id = $1 limit 1`;
    await expect(intake.superuser.query(astray, [id, office.clientId])).rejects.toThrow(
      'belongs to the client',
    );
  });

  it('in a ZIP is opened, and its members say how deep they lay', async () => {
    const inner = await zipOf({ 'c.xml': invoiceXml() });
    await upload(intake, office, { 'dış.zip': await zipOf({ 'iç.zip': inner, 'd.xml': invoiceXml() }) });
    await runJobs(intake);
    expect(await named(intake, office, 'c.xml')).toMatchObject({ state: 'READY', entryPath: 'iç.zip!c.xml' });
    expect(await named(intake, office, 'd.xml')).toMatchObject({ state: 'READY' });
  });

  it('with a bomb inside fails that member alone, which has no file to download or read again', async () => {
    const zip = await zipOf({ 'bomba.xml': Buffer.alloc(30 * 1024 * 1024), 'iyi.xml': invoiceXml() });
    await upload(intake, office, { 'a.zip': zip });
    await runJobs(intake);
    const bomb = await named(intake, office, 'bomba.xml');
    expect(bomb).toMatchObject({ state: 'FAILED', failure: { code: 'archive.ratio' } });
    const params = { documentId: bomb.id };
    const file = call(intake, 'GET /documents/:documentId/file', office.scope, { params });
    await expect(file).rejects.toMatchObject({ code: 'DOCUMENT_HAS_NO_FILE' });
    const retry = call(intake, 'POST /documents/:documentId/retry', office.scope, { params });
    await expect(retry).rejects.toMatchObject({ code: 'DOCUMENT_HAS_NO_FILE' });
    expect(await named(intake, office, 'iyi.xml')).toMatchObject({ state: 'READY' });
  });

  it('that cannot be opened at all FAILs with what to do', async () => {
    const zip = await zipOf({ 'a.xml': invoiceXml() });
    await upload(intake, office, { 'yarım.zip': zip.subarray(0, zip.length - 40), 'iyi.xml': invoiceXml() });
    await runJobs(intake);
    const document = await named(intake, office, 'yarım.zip');
    expect(document).toMatchObject({ state: 'FAILED', failure: { code: 'archive.cut-off' } });
    expect(document.failure?.message).toBe('“yarım.zip”: ZIP dosyası yarım kalmış: sonu yok.');
    expect(document.failure?.next).toContain('yeniden indirip');
    expect(await named(intake, office, 'iyi.xml')).toMatchObject({ state: 'READY' });
  });

  it('unpacked twice, as after a kill, gives its members once', async () => {
    const zip = await zipOf({ 'a.xml': invoiceXml(), 'b.xml': invoiceXml() });
    const [result] = await upload(intake, office, { 'a.zip': zip });
    const payload = { tenantId: office.tenantId, clientId: office.clientId, documentId: result?.documentId };
    await runJob(intake, UNPACK_JOB, payload);
    await intake.superuser.query(`update documents set state = 'PROCESSING' where document_id = $1`, [
      payload.documentId,
    ]);
    await runJob(intake, UNPACK_JOB, payload);
    await runJobs(intake);
    const container = await named(intake, office, 'a.zip');
    expect(container.memberCounts).toEqual({ READY: 2 });
    expect(container.findings[0]?.params).toMatchObject({ members: '2', alreadyHere: '0' });
  });

  it('counts in the notice of the upload what failed while it was unpacked, each once, beside what failed when read', async () => {
    await joinOffice(intake, office);
    const bomb = Buffer.alloc(30 * 1024 * 1024);
    const zip = await zipOf({ 'bomba.xml': bomb, 'bozuk.xml': '<Invoice><yarım', 'iyi.xml': invoiceXml() });
    const [result] = await upload(intake, office, { 'a.zip': zip, 'yarım.zip': zip.subarray(0, -40) });
    await runJobs(intake);
    const told = [{ kind: 'upload-failures', params: { count: 3 } }];
    expect(await noticesOf(intake, office)).toMatchObject(told);
    const failed = (await list(intake, office, { state: 'FAILED' })).map(({ fileName }) => fileName);
    expect(failed.toSorted()).toEqual(['bomba.xml', 'bozuk.xml', 'yarım.zip']);
    // As after a kill: the bomb is there already and is not told again.
    await intake.superuser.query(`update documents set state = 'PROCESSING' where document_id = $1`, [
      result?.documentId,
    ]);
    const payload = { tenantId: office.tenantId, clientId: office.clientId, documentId: result?.documentId };
    await runJob(intake, UNPACK_JOB, payload);
    expect(await noticesOf(intake, office)).toMatchObject(told);
  });
});

describe('a PDF or HTML by itself, called by ETTN or number', () => {
  it('is put beside its document and settled, whichever of the two comes first; of two documents with its number beside neither', async () => {
    const ettn = freshEttn();
    await upload(intake, office, { [`${ettn.toUpperCase()}.html`]: Buffer.from('<html>1</html>') });
    await runJobs(intake);
    const early = await named(intake, office, `${ettn.toUpperCase()}.html`);
    expect(early).toMatchObject({ state: 'FAILED', ettn, failure: { code: 'file.html' } });
    await upload(intake, office, {
      'a.xml': invoiceXml({ ettn, number: 'ABC2026000000901' }),
      'e-fatura_ABC2026000000901.pdf': Buffer.from('%PDF-1.7 901'),
      'ABC2026000000901 sözleşme.pdf': Buffer.from('%PDF-1.7 x'),
    });
    await runJobs(intake);
    const { renderings } = await named(intake, office, 'a.xml');
    expect(renderings.map(({ kind }) => kind).toSorted()).toEqual(['html', 'pdf']);
    for (const name of [`${ettn.toUpperCase()}.html`, 'e-fatura_ABC2026000000901.pdf'])
      expect(await named(intake, office, name)).toMatchObject({
        state: 'SETTLED',
        kind: 'other',
        failure: null,
        findings: [{ code: 'belge.goruntu', params: { name: 'ABC2026000000901' } }],
      });
    expect((await named(intake, office, 'ABC2026000000901 sözleşme.pdf')).state).toBe('FAILED');
    const twice = { number: 'ABC2026000000902' };
    await upload(intake, office, {
      'b.xml': invoiceXml(twice),
      'c.xml': invoiceXml({ ...twice, supplier: '1111111114' }),
      'ABC2026000000902.pdf': Buffer.from('%PDF-1.7 902'),
    });
    await runJobs(intake);
    expect((await named(intake, office, 'ABC2026000000902.pdf')).state).toBe('FAILED');
    expect((await named(intake, office, 'b.xml')).renderings).toEqual([]);
  });
});

describe('an envelope', () => {
  it('of several invoices gives several documents, each with a file of its own', async () => {
    const documents = [
      invoiceElement({ number: 'AAA2026000000001' }),
      invoiceElement({ number: 'AAA2026000000002' }),
    ];
    await upload(intake, office, { 'zarf.xml': envelopeXml(documents) });
    await runJobs(intake);
    expect(await named(intake, office, 'zarf.xml')).toMatchObject({
      state: 'UNPACKED',
      memberCounts: { READY: 2 },
    });
    expect(await named(intake, office, 'AAA2026000000002.xml')).toMatchObject({
      state: 'READY',
      clean: true,
    });
  });

  it('of one invoice is that document itself', async () => {
    await upload(intake, office, { 'zarf.xml': envelopeXml([invoiceElement()]) });
    await runJobs(intake);
    expect(await named(intake, office, 'zarf.xml')).toMatchObject({
      state: 'READY',
      kind: 'invoice',
      clean: true,
    });
  });
});

it('each bad file FAILs with its own code, named in both languages, beside a good one that becomes READY', async () => {
  const doctype = (body: string) => Buffer.from(`<?xml version="1.0"?><!DOCTYPE a [${body}]><a>&x;</a>`);
  const bad: Record<string, readonly [code: string, bytes: Buffer]> = {
    'metin.xml': ['xml.not-xml', Buffer.from('merhaba')],
    'yarim.xml': ['xml.truncated', invoiceXml().subarray(0, 700)],
    'xxe.xml': ['xml.doctype', doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')],
    'gulme.xml': ['xml.doctype', doctype('<!ENTITY y "ha"><!ENTITY x "&y;&y;&y;&y;">')],
    'belge.pdf': ['file.pdf', Buffer.from('%PDF-1.7 x')],
    'sayfa.html': ['file.html', Buffer.from('<!DOCTYPE html><html></html>')],
    'yabanci.xml': ['ubl.not-tr', invoiceXml({ customization: 'urn:cen.eu:en16931:2017' })],
    'e-smm.xml': ['ubl.other-format', Buffer.from('<eArsivVeri xmlns="http://earsiv.efatura.gov.tr"/>')],
    'kök.xml': ['ubl.unknown-root', Buffer.from('<?xml version="1.0"?><baska/>')],
  };
  const files = Object.fromEntries(Object.entries(bad).map(([name, [, bytes]]) => [name, bytes]));
  await upload(intake, office, { ...files, 'iyi.xml': invoiceXml() });
  await runJobs(intake);
  for (const [name, [code]] of Object.entries(bad)) {
    const document = await named(intake, office, name);
    expect([name, document.state, document.failure?.code]).toEqual([name, 'FAILED', code]);
    expect(document.failure?.message).toContain(name);
    expect(document.failure?.messageEn).toContain(name);
    expect(document.failure?.next.length).toBeGreaterThan(10);
    expect(document.voucherId).toBeNull();
  }
  expect((await named(intake, office, 'e-smm.xml')).failure?.next).toMatch(/UBL-TR XML’ini entegratörden/);
  expect(await named(intake, office, 'iyi.xml')).toMatchObject({ state: 'READY', clean: true });
});

it('odd but readable files become READY: BOM, windows-1254, 10,000 lines, an impossible date, an ETTN beyond any bound', async () => {
  const latin = Buffer.from(
    invoiceXml({ number: 'ABC2026000000077' })
      .toString('utf8')
      .replace('UTF-8', 'windows-1254')
      .replaceAll('Ş', '\u00de')
      .replaceAll('ş', '\u00fe')
      .replaceAll('ı', '\u00fd')
      .replaceAll('ğ', '\u00f0'),
    'latin1',
  );
  await upload(intake, office, {
    'bom.xml': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), invoiceXml()]),
    'cp1254.xml': latin,
    'uzun.xml': invoiceXml({ lines: 10_000, net: 10 }),
    'tarih.xml': invoiceXml({ issueDate: '2026-02-31' }),
    'ettn.xml': invoiceXml({ ettn: freshEttn().repeat(200) }),
  });
  await runJobs(intake);
  for (const document of await list(intake, office)) {
    expect([document.fileName, document.state]).toEqual([document.fileName, 'READY']);
  }
  expect(await named(intake, office, 'cp1254.xml')).toMatchObject({
    counterpartyName: 'Çiğdem Kırtasiye A.Ş.',
  });
  expect((await named(intake, office, 'uzun.xml')).invoice?.lines).toHaveLength(10_000);
  expect(await named(intake, office, 'tarih.xml')).toMatchObject({ issueDate: null, voucherId: null });
});
