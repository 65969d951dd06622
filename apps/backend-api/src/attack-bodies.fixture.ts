/** Bodies that an attack sends to routes that take more than the names of things. */
import { scheduleBody } from './schedule-victim.fixture.ts';

/** What a path can name of the victim. */
export interface Victim {
  readonly clientId: string;
  readonly documentId: string;
  readonly voucherId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly accountCode: string;
  readonly invitationId: string;
  /** Of a client card's statuses. */
  readonly kind: string;
  readonly reportId: string;
  readonly reportKind: string;
  readonly tabId: string;
  readonly requestId: string;
  readonly month: string;
  readonly year: string;
  readonly exceptionId: string;
  readonly viewId: string;
  readonly actId: string;
  readonly voucherTemplateId: string;
  readonly recurringId: string;
  readonly attachmentId: string;
  readonly renderingId: string;
  readonly changeId: string;
  readonly importId: string;
  readonly bankAccountId: string;
  readonly statementId: string;
  readonly mailId: string;
  readonly templateId: string;
  readonly integrationId: string;
  readonly runId: string;
  readonly itemId: string;
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly scheduleId: string;
  readonly reportRunId: string;
  readonly keyId: string;
  readonly issuedInvoiceId: string;
  /** Of rates and revaluations. */
  readonly date: string;
  readonly currency: string;
  /** Of a rule pack. */
  readonly version: string;
}

/** What is sent to this route: plausible, so that validation does not hide the answer. */
export function bodyFor(url: string, ids: Victim, officeId: string): object {
  if (url.includes('/voucher-imports/')) return importBody();
  if (url.endsWith('/vouchers/posted')) {
    const lines = [
      { accountCode: '100.01', debit: '1.00' },
      { accountCode: '500', credit: '1.00' },
    ];
    return { vouchers: [{ id: ids.tabId, date: '2026-02-01', lines }] };
  }
  if (url.endsWith('/drafts/change'))
    return { drafts: [{ id: ids.voucherId, version: 1 }], change: { description: 'saldırı' } };
  if (url.endsWith('/voucher-templates') || url.endsWith('/recurring-vouchers')) return recurringBody();
  if (url.endsWith('/send-again')) return { ids: [ids.mailId] };
  if (url.startsWith('/report-schedules')) return scheduleBody(url);
  if (url.endsWith('/reports')) return { from: '2026-01-01', to: '2026-01-31' };
  if (url.includes('/chart/')) return chartBody(url, ids);
  if (url.endsWith('/cancellation')) return { cancelledOn: '2026-11-20', way: 'other', note: 'saldırı' };
  if (url.startsWith('/documents/') && url.endsWith('/answer')) return { answer: 'RED', reason: 'saldırı' };
  if (url.includes('issued-invoices')) return { version: 1, series: 'SLD', draft: invoiceDraft('saldırı') };
  const documentIds = [ids.documentId];
  if (url === '/documents/selection' || url === '/documents/download') return { documentIds };
  if (url.startsWith('/work-acts')) {
    const act = { kind: 'reject', documentIds, reason: 'saldırı' };
    return url === '/work-acts' ? act : { documentIds };
  }
  if (url.startsWith('/sync-') || url.startsWith('/integrations')) return integrationBody(url, ids);
  if (url.endsWith('/acknowledgements')) return { check: 'documents', seen: '1 0', reason: 'saldırı' };
  if (url.endsWith('/exceptions')) return { userId: ids.userId, reason: 'saldırı', hours: 1 };
  if (url.endsWith('/documents/judge')) return { by: 'newest', documentIds };
  if (url.endsWith('/rule-packs/fetch')) return { urls: ['https://saldiri.example/paket.zip'] };
  if (url.endsWith('/closing/post')) return { step: 'yansitma', version: 1 };
  return {
    clientId: ids.clientId,
    documentId: ids.documentId,
    tabId: ids.tabId,
    officeId: officeId,
    vouchers: [{ id: ids.voucherId }],
    version: 1,
    reason: 'saldırı',
    date: '2026-02-01',
    description: 'saldırı',
    lines: [],
    name: 'saldırı',
    role: 'staff',
    email: 'saldiri@ornek.example',
    code: url.includes('second-factor') ? '000000' : '100.99',
    title: 'Saldırı A.Ş.',
    taxId: '3234567890',
    etag: 'saldırı',
    rows: [],
    clientIds: url === '/requests' ? [ids.clientId] : [],
    text: 'saldırı',
    documentIds: [],
    userIds: [],
    kind: url === '/requests' ? 'answer' : 'bulk-done',
    status: 'locked',
    inApp: true,
    mail: false,
    page: 'vouchers',
    url: 'https://saldiri.example/',
    events: ['sync.failed'],
    currentPassword: 'yanlış-parola',
    newPassword: 'yanlış-parola-yeni-1',
    password: 'yanlış-parola',
    token: 'yanlış',
    challenge: 'yanlış',
  };
}

function integrationBody(url: string, ids: Victim): object {
  if (url === '/sync-senders')
    return { kind: 'email', value: 'saldiri@ornek.example', clientId: ids.clientId };
  const own = { integrationId: ids.integrationId, itemIds: [ids.itemId], version: 1 };
  return { ...own, kind: 'mailbox', name: 'saldırı', clientId: ids.clientId, everyMinutes: 5, settings: {} };
}

function chartBody(url: string, ids: Victim): object {
  const code = '770.03';
  if (url.endsWith('/names'))
    return { names: [{ code, was: 'Kırtasiye ve Ofis Giderleri', name: 'saldırı' }] };
  if (url.endsWith('/merge')) return { from: { templateId: ids.templateId }, apply: true };
  return { codes: [code], status: 'closed' };
}

function importBody(): object {
  const plan = { columns: { date: 0, accountCode: 1, amount: 2 }, grouping: 'change', type: 'mahsup' };
  return { sheet: null, headerRow: 1, fillDown: false, allOrNothing: false, post: false, ...plan };
}

function recurringBody(): object {
  return {
    name: 'saldırı',
    lines: [{ accountCode: '100.01', debit: '1.00' }],
    every: 'month',
    day: 1,
    from: '2027-01-01',
  };
}

/** An invoice of two companies that exist nowhere, incomplete on purpose: none is issued by an attack that gets through. */
export function invoiceDraft(name: string): object {
  return {
    ...{ profile: 'TEMELFATURA', type: 'SATIS', issueDate: '2026-01-15' },
    supplier: { taxId: '1111111111', name },
    customer: { taxId: '', name },
    lines: [{ name, quantity: '1', unitPrice: '1', kdvPercent: '20' }],
  };
}
