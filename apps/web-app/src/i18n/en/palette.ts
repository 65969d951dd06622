/** English texts of the palette. */
import type { Texts } from '../tr/index.ts';

export const palette: Texts['palette'] = {
  voucherImport: 'Voucher import',
  title: 'Find and go',
  placeholder: 'Client, account, voucher, document, amount or act…',
  placeholderClients: 'Client name or tax number…',
  count: '{{n}} results',
  draft: 'draft',
  groups: {
    recent: 'Last opened',
    clients: 'Clients',
    accounts: 'Accounts',
    vouchers: 'Vouchers',
    documents: 'Documents',
    actions: 'Acts',
    pages: 'Pages',
  },
  keys: { move: 'move', open: 'open', newTab: 'in a new tab' },
  page: {
    machines: 'Machines: API keys and webhooks',
    yevmiye: 'Journal (yevmiye)',
    kebir: 'General ledger (kebir)',
    muavin: 'Account ledger (muavin)',
    bilanco: 'Balance sheet',
    gelirTablosu: 'Income statement',
    cari: 'Statement of account',
    yaslandirma: 'Aging',
  },
  act: {
    upload: 'Upload invoices',
    newVoucher: 'New voucher',
    approveClean: 'Approve clean ones',
    approveCleanOfAll: 'Approve the clean ones: all clients',
    lock: 'Lock the period: {{month}}',
    unlock: 'Unlock the period: {{month}}',
    month: 'Period: {{month}}',
    switchClient: 'Switch client',
    office: 'Go to office: {{office}}',
    density: 'Density of lists: {{density}}',
    language: 'Türkçe / English',
  },
};
