/** Tests that every state of a document is said to the client user in one of four plain words. */
import { describe, expect, it } from 'vitest';
import type { SentRow } from './portal.queries.ts';
import { presentSent } from './present-sent.ts';

const row: SentRow = {
  id: '00000000-0000-4000-8000-000000000001',
  fileName: 'fatura.xml',
  sentAt: new Date('2026-11-23T09:00:00Z'),
  state: 'PENDING',
  kind: 'invoice',
  notThisClient: false,
  duplicate: false,
  failure: null,
  rejectReason: null,
  counterpartyName: null,
  documentNo: null,
  issueDate: null,
  payable: null,
  currency: null,
  members: 0,
  unread: 0,
};
const failure = (code: string) => ({
  code,
  message: 'Bozuk.',
  messageEn: 'Broken.',
  next: 'Yeniden.',
  nextEn: 'Again.',
});

describe('what became of a sent document', () => {
  it.each([
    [{ state: 'PENDING' }, 'received', null],
    [{ state: 'PROCESSING' }, 'received', null],
    [{ state: 'READY' }, 'read', null],
    [{ state: 'READY', duplicate: true }, 'read', 'sent-before'],
    [{ state: 'READY', notThisClient: true }, 'problem', 'other-company'],
    [{ state: 'POSTED' }, 'done', null],
    [{ state: 'UNPACKED', kind: 'archive', members: 3 }, 'read', 'archive'],
    [{ state: 'UNPACKED', kind: 'archive', members: 3, unread: 1 }, 'read', 'archive-problems'],
    [{ state: 'REJECTED', rejectReason: 'Bu fatura iptal edildi.' }, 'problem', 'refused'],
    [{ state: 'FAILED', failure: failure('xml.truncated') }, 'problem', 'unreadable'],
  ] as const)('%o is %s', (change, state, note) => {
    expect(presentSent({ ...row, ...change })).toMatchObject({ state, note });
  });

  it('a PDF or a picture is received, for a person to look at: nobody is told that it is wrong', () => {
    for (const code of ['file.pdf', 'file.image', 'intake.given-up'])
      expect(presentSent({ ...row, state: 'FAILED', failure: failure(code) })).toMatchObject({
        state: 'received',
        note: 'by-hand',
        reason: null,
      });
  });

  it('a broken file says what happened and what to do, in both languages', () => {
    expect(presentSent({ ...row, state: 'FAILED', failure: failure('xml.truncated') })).toMatchObject({
      reason: 'Bozuk. Yeniden.',
      reasonEn: 'Broken. Again.',
    });
  });

  it('only an archive counts members', () => {
    expect(presentSent(row).members).toBeNull();
    expect(presentSent({ ...row, kind: 'archive', members: 4 }).members).toBe(4);
  });
});
