/** A report that was given to a client stays as it was; it can be taken back, downloaded, and seen by nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, startTestApi, type TestApi } from './test-api.fixture.ts';

let api: TestApi;
let owner: Person;
let clientUser: Person;
let otherUser: Person;
let own: string;

beforeAll(async () => {
  api = await startTestApi();
  owner = await api.office('Rapor Ofisi');
  own = await openClient('1111111111');
  clientUser = await userOf(own, 'biri@mukellef.example');
  otherUser = await userOf(await openClient('2222222222'), 'oteki@mukellef.example');
  await post('100.00');
});
afterAll(() => api?.stop());

async function openClient(taxId: string): Promise<string> {
  return (await owner.ask('POST', '/clients', { title: `Mükellef ${taxId}`, taxId })).json().id;
}
async function userOf(clientId: string, email: string): Promise<Person> {
  const added = await owner.ask('POST', '/members', {
    email,
    name: 'P',
    role: 'client',
    clientIds: [clientId],
  });
  await api.setPassword(added.json().userId);
  return api.signIn(email);
}
async function post(amount: string): Promise<void> {
  const voucher = await owner.ask('POST', `/clients/${own}/vouchers`, {
    date: '2026-01-15',
    description: '',
    lines: [
      { accountCode: '100.01', debit: amount, description: '' },
      { accountCode: '500', credit: amount, description: '' },
    ],
  });
  const posted = await owner.ask('POST', '/vouchers/post', { vouchers: [{ id: voucher.json().id }] });
  expect(posted.json().results[0].status).toBe('posted');
}
const publish = () =>
  owner.ask('POST', `/clients/${own}/reports`, { from: '2026-01-01', to: '2026-01-31', level: 3 });

test('what was published stays as it was on that day, whatever is posted later', async () => {
  const published = await publish();
  expect(published.statusCode, published.body).toBe(201);
  const { id } = published.json();
  const read = async () => (await clientUser.ask('GET', `/portal/reports/${id}`)).json();
  const before = await read();
  expect(before).toMatchObject({ from: '2026-01-01', to: '2026-01-31', publishedBy: null });
  expect(before.content.totals.periodDebit).toBe('100.00');
  await post('50.00');
  expect(await read()).toEqual(before);
  const again = (await publish()).json();
  expect((await clientUser.ask('GET', `/portal/reports/${again.id}`)).json().content.totals.periodDebit).toBe(
    '150.00',
  );
});

test('it is downloaded as PDF, XLSX and CSV, as it was published', async () => {
  const { id } = (await publish()).json();
  for (const [format, begins] of [
    ['pdf', '%PDF'],
    ['xlsx', 'PK'],
  ] as const) {
    const file = await clientUser.ask('GET', `/portal/reports/${id}/file?format=${format}`);
    expect(file.statusCode, format).toBe(200);
    expect(file.rawPayload.subarray(0, begins.length).toString('latin1')).toBe(begins);
  }
  const csv = await clientUser.ask('GET', `/portal/reports/${id}/file?format=csv`);
  expect(csv.body).toContain('150,00');
});

test('taken back, it is gone for the client and told to the office; twice is no change', async () => {
  const { id } = (await publish()).json();
  const withdraw = () => owner.ask('POST', `/reports/${id}/withdraw`);
  const first = (await withdraw()).json();
  expect((await withdraw()).json()).toEqual(first);
  for (const path of [`/portal/reports/${id}`, `/portal/reports/${id}/file`])
    expect((await clientUser.ask('GET', path)).json().code).toBe('REPORT_NOT_FOUND');
  const shown = (await clientUser.ask('GET', `/portal/clients/${own}/reports`)).json().items;
  expect(shown.map((report: { id: string }) => report.id)).not.toContain(id);
  const kept = (await owner.ask('GET', `/clients/${own}/reports`)).json().items;
  expect(kept.find((report: { id: string }) => report.id === id)).toMatchObject({ publishedBy: 'Sahip' });
});

test('another company’s user finds nothing of it, and a client user publishes nothing', async () => {
  const { id } = (await publish()).json();
  for (const path of [
    `/portal/reports/${id}`,
    `/portal/reports/${id}/file`,
    `/portal/clients/${own}/reports`,
  ])
    expect((await otherUser.ask('GET', path)).statusCode, path).toBe(404);
  const tried = await clientUser.ask('POST', `/clients/${own}/reports`, {
    from: '2026-01-01',
    to: '2026-01-31',
  });
  expect(tried.statusCode).toBe(403);
});

test('a period that ends before it begins is refused', async () => {
  const response = await owner.ask('POST', `/clients/${own}/reports`, {
    from: '2026-02-01',
    to: '2026-01-01',
  });
  expect(response.json().code).toBe('REPORT_PERIOD_BACKWARDS');
});
