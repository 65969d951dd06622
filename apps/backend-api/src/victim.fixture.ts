/** What the victim of the attack holds beside its books: drafts' tools, webhooks, keys, each with the mark. */
import { KEY_PERMISSIONS } from '@muhasebi/features/api-keys/contract.ts';
import { expect } from 'vitest';
import { invoiceDraft } from './attack-bodies.fixture.ts';
import { multipartFiles, type Person, type TestApi } from './test-api.fixture.ts';

/** A key with everything that a key can be given. */
export async function keyOf(owner: Person, name: string, clientIds: string[] | null) {
  const body = { name, permissions: KEY_PERMISSIONS, clientIds, expiresAt: null };
  const made = await owner.ask('POST', '/api-keys', body);
  expect(made.statusCode, made.body).toBe(201);
  const { key, token } = made.json() as { key: { id: string }; token: string };
  return { keyId: key.id, machine: { ...owner, accessToken: token } };
}

/** A webhook with the mark, and a delivery that could not be sent. */
export async function addWebhook(victim: Person, mark: string) {
  const url = `http://127.0.0.1:1/${encodeURIComponent(mark)}`;
  const added = await victim.ask('POST', '/webhooks', { url, description: mark, events: ['sync.failed'] });
  expect(added.statusCode, added.body).toBe(201);
  const endpointId: string = added.json().webhook.id;
  const tested = await victim.ask('POST', `/webhooks/${endpointId}/test`, {});
  expect(tested.statusCode, tested.body).toBe(200);
  return { endpointId, deliveryId: tested.json().id as string };
}

/** A template, a recurring voucher, an attachment and a change of drafts, each with the mark. */
export async function fillDesk(
  api: TestApi,
  { victim, mark }: { readonly victim: Person; readonly mark: string },
  clientId: string,
  voucherId: string,
) {
  const lines = [
    { accountCode: '100.01', debit: '10.00', description: mark },
    { accountCode: '500', credit: '10.00', description: mark },
  ];
  const made = async (path: string, body: object) => {
    const answer = await victim.ask('POST', path, body);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json();
  };
  const template = await made(`/clients/${clientId}/voucher-templates`, { name: mark, lines });
  const recurring = await made(`/clients/${clientId}/recurring-vouchers`, {
    ...{ name: mark, lines, every: 'month', day: 5, from: '2027-01-01' },
  });
  const attached = await api.request({
    method: 'POST',
    url: `/api/v1/vouchers/${voucherId}/attachments`,
    ...withToken(victim, multipartFiles([{ name: `${mark}.txt`, content: mark }])),
  });
  expect(attached.statusCode, attached.body).toBe(201);
  const changed = await made(`/clients/${clientId}/drafts/change`, {
    drafts: [{ id: voucherId, version: 1 }],
    change: { description: mark },
  });
  const invoice = await made(`/clients/${clientId}/issued-invoices`, { draft: invoiceDraft(mark) });
  return {
    issuedInvoiceId: invoice.id as string,
    voucherTemplateId: template.id as string,
    recurringId: recurring.id as string,
    attachmentId: attached.json().items[0].id as string,
    changeId: changed.changeId as string,
  };
}

/** A body with the person's token beside its own headers. */
export function withToken(person: Person, body: { payload: Buffer; headers: Record<string, string> }) {
  return {
    payload: body.payload,
    headers: { ...body.headers, authorization: `Bearer ${person.accessToken}` },
  };
}
