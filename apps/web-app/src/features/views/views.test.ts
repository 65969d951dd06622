/** Tests of what of an address is a view, and which view is shown first. */
import { describe, expect, it } from 'vitest';
import { defaultOf, type SavedView, searchOfView } from './views.ts';

const view = (over: Partial<SavedView>): SavedView => ({
  id: '1',
  page: 'vouchers',
  name: 'Taslaklar',
  office: false,
  isDefault: false,
  search: '',
  layout: {},
  version: 1,
  ...over,
});

describe('a view', () => {
  it('is filters and order, whatever their order in the address, without what is of the moment', () => {
    expect(searchOfView('?durum=draft&ara=a%20b&belge=1&sutun=no')).toBe('ara=a+b&durum=draft');
    expect(searchOfView('?ara=a+b&durum=draft')).toBe('ara=a+b&durum=draft');
  });
  it('of one’s own is shown before that of the office, and none where none is the default', () => {
    const own = view({ id: 'own', isDefault: true });
    const office = view({ id: 'office', office: true, isDefault: true });
    expect(defaultOf([office, own])?.id).toBe('own');
    expect(defaultOf([office, view({})])?.id).toBe('office');
    expect(defaultOf([view({})])).toBeUndefined();
  });
});
