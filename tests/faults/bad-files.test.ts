/** Bad files in an upload: each is told what is wrong with it, by name and in both languages, and harms no other. */
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hopelessFiles, mixedArchive, oddFiles, TURKISH_NAME } from './bad-files.ts';
import { createInstallation, type Installation, until } from './installation.ts';
import { buyer, purchases } from './invoices.ts';
import type { Document, Finding, UploadResult } from './owner.ts';

const READ_LIMIT_MS = 40_000;
/** More findings than this on one document help nobody. */
const MOST_FINDINGS = 201;

let database: TestDatabase;
let place: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
  place.worker.start();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

type Texts = Pick<Finding, 'message' | 'messageEn'>;

/** Turkish and English, both said, neither the other, nothing left to fill in. */
function expectBothLanguages({ message, messageEn }: Texts): void {
  for (const text of [message, messageEn]) expect(text).toMatch(/^[^{}]{10,}[.”)]$/su);
  expect(message).not.toBe(messageEn);
}

function expectNamed(fault: Texts, fileName: string): void {
  expectBothLanguages(fault);
  expect(fault.message).toContain(fileName);
  expect(fault.messageEn).toContain(fileName);
}

/** What an upload or its document says is wrong, by the name of the file. */
function faultsByName(results: readonly UploadResult[], documents: readonly Document[]) {
  const failed = documents.flatMap(({ fileName, failure, containerId }) =>
    failure === null || containerId !== null ? [] : [[fileName, failure] as const],
  );
  const refused = results.flatMap(({ fileName, error }) =>
    error === null ? [] : [[fileName, error] as const],
  );
  return new Map([...failed, ...refused]);
}

test('each hopeless file is refused by its name and fault, and every good one beside it becomes READY', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const bad = await hopelessFiles();
  const good = purchases('bad-files/beside', 10);
  const mixed = [...good.slice(0, 5), ...bad, ...good.slice(5)];
  const results = await owner.uploaded(clientId, mixed);
  await until(() => owner.isAllRead(clientId), READ_LIMIT_MS);
  const documents = await owner.documents(clientId);
  const faults = faultsByName(results, documents);
  expect(Object.fromEntries([...faults].map(([name, { code }]) => [name, code]))).toEqual(
    Object.fromEntries(bad.map(({ name, code }) => [name, code])),
  );
  for (const [name, fault] of faults) expectNamed(fault, name);
  for (const { failure } of documents) {
    if (failure !== null) expectBothLanguages({ message: failure.next, messageEn: failure.nextEn });
  }
  const read = documents.filter(({ state, voucherId }) => state === 'READY' && voucherId !== null);
  expect(read.map(({ fileName }) => fileName).toSorted()).toEqual(good.map(({ name }) => name).toSorted());
});

test('an odd file is read all the same, and what is odd about it is told', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const odd = oddFiles();
  await owner.uploaded(clientId, odd);
  await until(() => owner.isAllRead(clientId), READ_LIMIT_MS);
  const documents = await owner.documents(clientId);
  expect(documents.map(({ state }) => state)).toEqual(odd.map(() => 'READY'));
  for (const { name, finding } of odd) {
    const document = documents.find(({ fileName }) => fileName === name);
    const findings = await owner.findings(document?.id ?? '');
    // Made documents name a signature, as all do, and bear none.
    const codes = findings.map(({ code }) => code).filter((code) => code !== 'signature.missing');
    if (finding === null) expect([name, codes]).toEqual([name, []]);
    else expect([name, codes]).toEqual([name, expect.arrayContaining([finding])]);
    for (const each of findings) expectBothLanguages(each);
    expect(findings.length).toBeLessThanOrEqual(MOST_FINDINGS);
    if (name.includes('1254')) expect(document?.counterpartyName).toBe(TURKISH_NAME);
  }
});

test('hostile members of an archive are refused each by its name, and the good ones are read', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const { content, good, bad } = await mixedArchive();
  await owner.uploaded(clientId, [{ name: 'karışık.zip', content }]);
  await until(() => owner.isAllRead(clientId), READ_LIMIT_MS);
  const documents = await owner.documents(clientId);
  const members = documents.filter(({ containerId }) => containerId !== null);
  const failed = members.filter(({ failure }) => failure !== null);
  expect(Object.fromEntries(failed.map(({ entryPath, failure }) => [entryPath, failure?.code]))).toEqual(bad);
  for (const { failure, fileName } of failed) {
    if (failure !== null) expectNamed(failure, fileName);
  }
  expect(members.filter(({ state }) => state === 'READY')).toHaveLength(good);
  expect(documents.filter(({ containerId }) => containerId === null)).toMatchObject([{ state: 'UNPACKED' }]);
});
