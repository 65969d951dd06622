/** Tests of telling what changed in a record. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../i18n/tr/audit.ts';
import { changesOf, isTechnical } from './changes.ts';

describe('a change of a record', () => {
  it('names only the fields that differ', () => {
    expect(changesOf({ title: 'A', name: 'x' }, { title: 'B', name: 'x' })).toEqual([
      { field: 'title', before: 'A', after: 'B' },
    ]);
  });
  it('tells all fields of what is new or gone', () => {
    expect(changesOf(null, { title: 'B' })).toEqual([{ field: 'title', before: null, after: 'B' }]);
    expect(changesOf({ title: 'A' }, null)).toEqual([{ field: 'title', before: 'A', after: null }]);
  });
  it('leaves out what was empty and stays empty', () => {
    expect(changesOf(null, { nace_code: null, description: '' })).toEqual([]);
  });
  it('shows the reason that a person gave, and not the data of a proposal', () => {
    expect(changesOf(null, { reason: 'Geç gelen fatura' })).toHaveLength(1);
    expect(changesOf(null, { reason: { role: 'alis.kdv', text: 'KDV' } })).toEqual([]);
  });
  it('shows no key of a person or record, but every tax number', () => {
    expect(['client_id', 'posted_by', 'version', 'reason'].map(isTechnical)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['tax_id', 'counterparty_tax_id', 'title'].map(isTechnical)).toEqual([false, false, false]);
  });
  it('has a word for every field of a document and a voucher that is shown', () => {
    const shown = [
      'state',
      'payable',
      'document_no',
      'voucher_date',
      'debit_kurus',
      'fx_rate',
      'reject_reason',
    ];
    expect(shown.filter((field) => !Object.hasOwn(audit.fields, field))).toEqual([]);
  });
});
