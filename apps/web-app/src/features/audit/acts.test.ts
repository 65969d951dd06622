/** Tests of how audit lines become acts. */
import { describe, expect, it } from 'vitest';
import { actionOf, actsOf, type Entry, linesOf } from './acts.ts';

let lastId = 0;
function entry(more: Partial<Entry>): Entry {
  lastId += 1;
  return {
    id: `e${lastId}`,
    at: '2026-11-23T10:00:00Z',
    userId: 'u',
    userName: 'Cem',
    apiKeyName: null,
    address: null,
    requestId: 'r1',
    action: 'insert',
    entity: 'vouchers',
    entityId: 'v1',
    clientId: 'c',
    clientTitle: null,
    personName: null,
    before: null,
    after: null,
    ...more,
  };
}
const line = (no: number, more: Partial<Entry> = {}) =>
  entry({ entity: 'voucher_lines', entityId: `v1 ${no}`, ...more });

describe('acts of the audit log', () => {
  it('put the lines of a voucher under the voucher', () => {
    const acts = actsOf([line(2), line(1), entry({ id: 'head' })]);
    expect(acts).toHaveLength(1);
    expect(acts[0]?.head.id).toBe('head');
    expect(acts[0]?.entries).toHaveLength(3);
  });
  it('keep different requests, moments and records apart', () => {
    const acts = actsOf([
      entry({}),
      entry({ requestId: 'r2' }),
      entry({ at: '2026-11-23T10:00:01Z' }),
      entry({ entityId: 'v2' }),
    ]);
    expect(acts).toHaveLength(4);
  });
  it('are the same acts, the other way round, where the log is read from its oldest line', () => {
    const entries = [
      entry({ requestId: 'r2', entity: 'clients', entityId: 'c', action: 'update' }),
      line(2),
      entry({ action: 'update' }),
      line(1),
      entry({}),
    ];
    const shown = (acts: ReturnType<typeof actsOf>) =>
      acts.map(({ head, entries: lines }) => [head.id, lines.map(({ id }) => id)]);
    const oldest = actsOf(entries.toReversed(), true);
    expect(shown(oldest)).toEqual(shown(actsOf(entries)).toReversed());
  });
  it('call a draft that became posted a posting', () => {
    const [act] = actsOf([
      entry({ action: 'update', before: { status: 'draft' }, after: { status: 'posted' } }),
      entry({ action: 'insert', after: { status: 'draft' } }),
    ]);
    expect(act && actionOf(act)).toBe('post');
  });
  it('call lines alone a change of their voucher', () => {
    const [act] = actsOf([line(1, { action: 'delete' })]);
    expect(act && actionOf(act)).toBe('update');
    expect(act?.entity).toBe('vouchers');
  });
  it('read a line that was taken away and put back as one changed line', () => {
    const [act] = actsOf([
      line(1, { action: 'insert', after: { debit_kurus: 200 } }),
      line(1, { action: 'delete', before: { debit_kurus: 100 } }),
    ]);
    expect(act && linesOf(act)).toEqual([
      { lineNo: 1, before: { debit_kurus: 100 }, after: { debit_kurus: 200 } },
    ]);
  });
});
