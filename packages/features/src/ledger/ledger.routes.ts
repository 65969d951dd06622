/** The routes of the ledger: each calls one use case. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { browseAccounts, browseVoucherLines, browseVouchers, searchText } from './browse-books.ts';
import { ledgerContract as contract } from './contract.ts';
import { createVoucher, deleteVoucher, updateVoucher } from './edit-draft.ts';
import { createEnterVouchers } from './enter-vouchers.ts';
import { exportMizan, exportVoucherLines, exportVouchers } from './export-books.ts';
import { getMizan } from './get-mizan.ts';
import type { LedgerContext } from './ledger-context.ts';
import { nextAccountCode, openAccount } from './open-account.ts';
import { postVouchers } from './post-vouchers.ts';
import { prepareReversal } from './prepare-reversal.ts';
import { showVoucher } from './present-voucher.ts';
import { correctVoucher, reverseVoucher } from './reverse-voucher.ts';
import { showPeriod } from './show-period.ts';
import { sumLinesOf, sumVouchersOf } from './sum-books.ts';

function accountRoutes(context: LedgerContext): RouteImplementation[] {
  return [
    implement(contract.listAccounts, async ({ scope }, { params, query }) => ({
      items: await browseAccounts(context, scope, params.clientId, {
        text: searchText(query.q),
        leafOnly: query.leafOnly,
        limit: query.limit,
        under: query.under ?? null,
        codes: query.codes ?? null,
      }),
    })),
    implement(contract.nextAccountCode, async ({ scope }, { params }) => ({
      code: await nextAccountCode(context, scope, params.clientId, params.accountCode),
    })),
    implement(contract.createAccount, ({ scope }, { params, body }) =>
      openAccount(context, scope, params.clientId, body),
    ),
    implement(contract.showPeriod, ({ scope }, { params }) =>
      showPeriod(context, scope, params.clientId, params.month),
    ),
    implement(contract.getMizan, ({ scope }, { params, query }) =>
      getMizan(context, scope, params.clientId, query),
    ),
  ];
}

function voucherRoutes(context: LedgerContext): RouteImplementation[] {
  const enterVouchers = createEnterVouchers(context);
  return [
    implement(contract.listVouchers, ({ scope }, { params, query }) =>
      browseVouchers(context, scope, params.clientId, query),
    ),
    implement(contract.createVoucher, ({ scope }, { params, body }) =>
      createVoucher(context, scope, params.clientId, body),
    ),
    implement(contract.getVoucher, ({ scope }, { params }) =>
      inScope(context.db, scope, (trx) => showVoucher(trx, tenantOf(scope), params.voucherId)),
    ),
    implement(contract.updateVoucher, ({ scope }, { params, body }) =>
      updateVoucher(context, scope, params.voucherId, body),
    ),
    implement(contract.deleteVoucher, async ({ scope }, { params }) => {
      await deleteVoucher(context, scope, params.voucherId);
      return undefined;
    }),
    implement(contract.postVouchers, async ({ scope }, { body }) => ({
      results: await postVouchers(context, scope, body.vouchers),
    })),
    implement(contract.enterVouchers, async ({ scope }, { params, body }) => ({
      results: await enterVouchers(scope, params.clientId, body.vouchers),
    })),
    implement(contract.reverseVoucher, ({ scope }, { params, body }) =>
      reverseVoucher(context, scope, params.voucherId, body),
    ),
    implement(contract.prepareReversal, ({ scope }, { params, body }) =>
      prepareReversal(context, scope, params.voucherId, body.date),
    ),
    implement(contract.correctVoucher, ({ scope }, { params, body }) =>
      correctVoucher(context, scope, params.voucherId, body),
    ),
  ];
}

function viewRoutes(context: LedgerContext): RouteImplementation[] {
  return [
    implement(contract.sumVouchers, ({ scope }, { params, query }) =>
      sumVouchersOf(context, scope, params.clientId, query),
    ),
    implement(contract.listVoucherLines, ({ scope }, { params, query }) =>
      browseVoucherLines(context, scope, params.clientId, query),
    ),
    implement(contract.sumVoucherLines, ({ scope }, { params, query }) =>
      sumLinesOf(context, scope, params.clientId, query),
    ),
    implement(contract.exportVouchers, (ctx, { params, query }) =>
      exportVouchers(context, ctx, params.clientId, query),
    ),
    implement(contract.exportVoucherLines, (ctx, { params, query }) =>
      exportVoucherLines(context, ctx, params.clientId, query),
    ),
    implement(contract.exportMizan, (ctx, { params, query }) =>
      exportMizan(context, ctx, params.clientId, query),
    ),
  ];
}

/** All routes of the ledger's contract. */
export function ledgerRoutes(context: LedgerContext): RouteImplementation[] {
  return [...accountRoutes(context), ...voucherRoutes(context), ...viewRoutes(context)];
}
