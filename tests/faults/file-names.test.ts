/** Odd names of uploaded files: taken as they are, shown without harm, and never a path. */
import { createTestDatabase, type TestDatabase } from '@muhasebi/testkit/postgres.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInstallation, type Installation } from './installation.ts';
import { buyer, purchase } from './invoices.ts';
import type { Part } from './multipart.ts';

let database: TestDatabase;
let place: Installation;

beforeAll(async () => {
  database = await createTestDatabase();
  place = await createInstallation({ appUrl: database.appUrl });
  await place.startApi();
});
afterAll(async () => {
  await place?.close();
  await database?.drop();
});

const LETTERS = 'çok-uzun-bir-ad-';

/** Name as sent, the name as it is shown, and the header where it is not a browser's. */
const NAMES: readonly (readonly [sent: string, shown: string, header?: string])[] = [
  ['Ünlü Şirket İğdır 10/2026.xml', '2026.xml'],
  ['fatura "son" hâli.xml', 'fatura "son" hâli.xml'],
  ['satır\nsonu\r\nolan.xml', 'satır\uFFFDsonu\uFFFD\uFFFDolan.xml'],
  ['curl.xml', 'curl "tırnaklı".xml', 'filename="curl \\"tırnaklı\\".xml"'],
  ['yüzde.xml', 'indirim 20%25.xml', 'filename="indirim 20%25.xml"'],
  ['فاتورة.xml', 'فاتورة.xml'],
  ['sahte\u202Elmx.exe', 'sahte\uFFFDlmx.exe'],
  ['🧾 fatura 👩‍💼.xml', '🧾 fatura 👩‍💼.xml'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Belgeler\\fatura.xml', 'fatura.xml'],
  ['yıldız.xml', 'çğş.xml', "filename*=UTF-8''%C3%A7%C4%9F%C5%9F.xml"],
  ['   ', 'adsiz'],
  [`${LETTERS.repeat(40)}.xml`, `${LETTERS.repeat(40).slice(0, 251)}.xml`],
  [`${'🧾'.repeat(300)}.xml`, `${'🧾'.repeat(125)}.xml`],
];

test('files are kept under the names people gave them, whatever stands in these', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const parts = NAMES.map(([name, , header], index): Part => {
    const { content } = purchase(`file-names/${index}`);
    return header === undefined ? { name, content } : { name, content, header };
  });
  const results = await owner.uploaded(clientId, parts);
  expect(results.map(({ fileName }) => fileName)).toEqual(NAMES.map(([, shown]) => shown));
  expect(results.map(({ status }) => status)).toEqual(NAMES.map(() => 'accepted'));
  const documents = await owner.documents(clientId);
  const shown = NAMES.map(([, name]) => name);
  expect(documents.map(({ fileName }) => fileName).toSorted()).toEqual(shown.toSorted());
});

test('a file of any name is given back under it', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  for (const [sent, shown] of NAMES.slice(0, 3)) {
    const [result] = await owner.uploaded(clientId, [{ ...purchase(`given-back/${shown}`), name: sent }]);
    const answer = await fetch(`${place.url}/api/v1/documents/${result?.documentId}/file`, {
      headers: owner.headers,
    });
    const header = answer.headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(header)).toBe(`attachment; filename*=UTF-8''${shown}`);
    expect(await answer.text()).toBe(purchase(`given-back/${shown}`).content);
  }
});

test('a bad file of any name is refused under it', async () => {
  const owner = await place.newOwner();
  const clientId = await owner.newClient(buyer);
  const results = await owner.uploaded(
    clientId,
    NAMES.map(([name, , header]) =>
      header === undefined ? { name, content: '' } : { name, content: '', header },
    ),
  );
  for (const [index, [, shown]] of NAMES.entries()) {
    expect(results[index]).toMatchObject({
      fileName: shown,
      status: 'refused',
      error: { message: `"${shown}" boş bir dosya.`, messageEn: `"${shown}" is an empty file.` },
    });
  }
});
