/** Uploads: what is stored, what is a duplicate, what is refused, and who may. */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
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
  runJobs,
  show,
  upload,
} from './intake.fixture.ts';
import { freshEttn, invoiceXml } from './ubl-invoice.fixture.ts';

let intake: Intake;
let office: Office;
beforeAll(async () => {
  intake = await createIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  office = await createOffice(intake);
});

it('an uploaded invoice becomes READY with a proposed voucher and is clean', async () => {
  const [result] = await upload(intake, office, { 'fatura.xml': invoiceXml() });
  expect(result).toMatchObject({ fileName: 'fatura.xml', status: 'accepted', state: 'PENDING', error: null });
  await runJobs(intake);
  const document = await named(intake, office, 'fatura.xml');
  expect(document).toMatchObject({
    state: 'READY',
    kind: 'invoice',
    direction: 'alis',
    counterpartyTaxId: '1234567808',
    counterpartyName: 'Çiğdem Kırtasiye A.Ş.',
    payable: '1200.00',
    issueDate: '2026-11-02',
    failure: null,
  });
  expect(document.findings.filter((finding) => finding.severity !== 'info')).toEqual([]);
  expect(document.voucherId).not.toBeNull();
  expect(document.clean).toBe(true);
  expect(document.invoice?.lines[0]?.name).toBe('Kırtasiye');
});

it('the same file twice is one document, in one request or in two', async () => {
  const xml = invoiceXml();
  const [first, second] = await upload(intake, office, { 'a.xml': xml, 'b.xml': xml });
  expect([first?.status, second?.status]).toEqual(['accepted', 'duplicate']);
  expect(second?.documentId).toBe(first?.documentId);
  await runJobs(intake);
  const [third] = await upload(intake, office, { 'c.xml': xml });
  expect(third).toMatchObject({ status: 'duplicate', documentId: first?.documentId, state: 'READY' });
  expect(await list(intake, office)).toHaveLength(1);
});

it('the same ETTN in another file is a stated duplicate without a voucher', async () => {
  const ettn = freshEttn();
  await upload(intake, office, { 'ilk.xml': invoiceXml({ ettn, net: 100 }) });
  await runJobs(intake);
  await upload(intake, office, { 'ikinci.xml': invoiceXml({ ettn: ettn.toUpperCase(), net: 200 }) });
  await runJobs(intake);
  const original = await named(intake, office, 'ilk.xml');
  const duplicate = await named(intake, office, 'ikinci.xml');
  expect(duplicate).toMatchObject({
    state: 'READY',
    duplicateOf: original.id,
    voucherId: null,
    clean: false,
  });
  const finding = duplicate.findings.find(({ code }) => code === 'belge.ettn-mukerrer');
  expect(finding?.message).toContain('ilk.xml');
  expect(original.voucherId).not.toBeNull();
});

it('the same number of the same seller under another ETTN is pointed at, and both have a voucher', async () => {
  const number = 'ABC2026000000500';
  await upload(intake, office, { 'ilk.xml': invoiceXml({ number, net: 100 }) });
  await runJobs(intake);
  const other = { supplier: '4810058590', number };
  await upload(intake, office, {
    'ikinci.xml': invoiceXml({ number, net: 200 }),
    'baska-satici.xml': invoiceXml({ ...other, net: 300 }),
  });
  await runJobs(intake);
  const codes = async (name: string) =>
    (await named(intake, office, name)).findings.map(({ code, severity }) => `${severity} ${code}`);
  expect(await codes('ikinci.xml')).toContain('warning belge.numara-mukerrer');
  for (const name of ['ilk.xml', 'baska-satici.xml'])
    expect(await codes(name)).not.toContain('warning belge.numara-mukerrer');
  const documents = await list(intake, office, { order: 'oldest' });
  expect(documents.map(({ voucherId }) => voucherId === null)).toEqual([false, false, false]);
});

it('the same ETTN twice in one batch has one voucher', async () => {
  const ettn = freshEttn();
  await upload(intake, office, {
    'a.xml': invoiceXml({ ettn, net: 100 }),
    'b.xml': invoiceXml({ ettn, net: 200 }),
  });
  await runJobs(intake);
  const documents = await list(intake, office, { order: 'oldest' });
  expect(documents.map(({ duplicateOf }) => duplicateOf)).toEqual([null, documents[0]?.id]);
  expect(documents.map(({ voucherId }) => voucherId === null)).toEqual([false, true]);
});

it('an empty and an oversized file are refused by name, the others of the request are taken', async () => {
  const results = await upload(intake, office, {
    'bos.xml': Buffer.alloc(0),
    'buyuk.xml': Buffer.alloc(21 * 1024 * 1024, ' '),
    'iyi.xml': invoiceXml(),
  });
  expect(results.map(({ status, error }) => [status, error?.code ?? null])).toEqual([
    ['refused', 'FILE_EMPTY'],
    ['refused', 'FILE_TOO_LARGE'],
    ['accepted', null],
  ]);
  expect(results[0]?.error?.message).toContain('bos.xml');
  expect(results[1]?.error?.messageEn).toContain('buyuk.xml');
  expect((await readdir(intake.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('files taken before the sender breaks off stay taken', async () => {
  const files = async function* () {
    yield { fileName: 'tam.xml', stream: Readable.from([invoiceXml()]), truncated: () => false };
    throw new Error('the sender is gone');
  };
  const params = { clientId: office.clientId };
  const sent = call(intake, 'POST /clients/:clientId/documents', office.scope, { params }, { files });
  await expect(sent).rejects.toThrow('the sender is gone');
  expect((await list(intake, office)).map(({ fileName }) => fileName)).toEqual(['tam.xml']);
});

it('a request without a file, and one for a client out of sight, store nothing', async () => {
  await expect(upload(intake, office, {})).rejects.toMatchObject({ code: 'UPLOAD_EMPTY' });
  const foreign = await createOffice(intake);
  const trespass = { ...foreign, clientId: office.clientId };
  await expect(upload(intake, trespass, { 'a.xml': invoiceXml() })).rejects.toMatchObject({
    code: 'CLIENT_NOT_FOUND',
  });
  const scope = { ...office.scope, clientIds: [office.otherClientId] };
  const clientUser = { ...office, scope };
  await expect(upload(intake, clientUser, { 'a.xml': invoiceXml() })).rejects.toMatchObject({
    code: 'CLIENT_NOT_FOUND',
  });
  expect(await list(intake, office)).toEqual([]);
  const stored = path.join(intake.folder, 'store', foreign.tenantId);
  await expect(readdir(stored)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('documents of another office and of clients out of sight are not found', async () => {
  const [result] = await upload(intake, office, { 'a.xml': invoiceXml() });
  const documentId = result?.documentId ?? randomUUID();
  const foreign = await createOffice(intake);
  const outOfSight = { ...office, scope: { ...office.scope, clientIds: [office.otherClientId] } };
  for (const who of [foreign, outOfSight]) {
    await expect(show(intake, who, documentId)).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    const input = { params: { documentId }, body: { reason: 'x', clientId: who.clientId } };
    for (const verb of ['retry', 'reject', 'restore', 'move']) {
      const key = `POST /documents/:documentId/${verb}`;
      await expect(call(intake, key, who.scope, input)).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    }
    const file = call(intake, 'GET /documents/:documentId/file', who.scope, input);
    await expect(file).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    const params = { clientId: office.clientId };
    const listed = call(intake, 'GET /clients/:clientId/documents', who.scope, { params });
    await expect(listed).rejects.toMatchObject({ code: 'CLIENT_NOT_FOUND' });
  }
});

it('who brought files that cannot be read is told once, with their number; what a program brought is nobody’s', async () => {
  await joinOffice(intake, office);
  await upload(intake, office, { 'bozuk.xml': Buffer.from('x'), 'iyi.xml': invoiceXml() });
  await runJobs(intake);
  await upload(intake, office, { 'bozuk-2.xml': Buffer.from('y'), 'bozuk-3.xml': Buffer.from('z') });
  await runJobs(intake);
  expect(await noticesOf(intake, office)).toEqual([
    {
      user_id: office.userId,
      kind: 'upload-failures',
      params: { count: 3 },
      about_client_id: office.clientId,
      link: `/mukellefler/${office.clientId}/belgeler?durum=FAILED`,
    },
  ]);
});
