/** The accounts of the demo's trader that its starting chart has not: two foreign accounts, and whom it deals with. */
import { ledgerContract } from '@muhasebi/features/ledger/contract.ts';
import { makeCompany } from '@muhasebi/testkit/ubl-generator/party.ts';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { TraderBooks } from './trader-books.ts';

interface NewAccount {
  readonly code: string;
  readonly name: string;
  readonly counterpartyTaxId?: string;
}

/** A company of the country, by its tax number. */
function ofCompany(code: string): NewAccount {
  const { name, taxId } = makeCompany(createPrng(`demo/makine/${code}`), 'toptan');
  return { code, name, counterpartyTaxId: taxId.value };
}

const ACCOUNTS: readonly NewAccount[] = [
  { code: '102.02.01', name: 'Vadesiz USD Hesabı' },
  { code: '102.02.02', name: 'Vadesiz EUR Hesabı' },
  ...['120.01.0101', '120.01.0102', '120.01.0103', '320.01.0101', '320.01.0102'].map(ofCompany),
  { code: '120.02.0101', name: 'Nordwind Handels GmbH' },
  { code: '320.02.0101', name: 'Pacific Tooling Inc.' },
];

/** Opens those that are missing. */
export async function openTraderAccounts({ stage, office, clientId }: TraderBooks): Promise<void> {
  const { api } = stage;
  const params = { clientId };
  const { items } = await api.call(office.accountant, ledgerContract.listAccounts, {
    params,
    query: { leafOnly: 'true', limit: 5000 },
  });
  const there = new Set(items.map(({ code }) => code));
  for (const body of ACCOUNTS)
    if (!there.has(body.code))
      await api.call(office.accountant, ledgerContract.createAccount, { params, body });
}
