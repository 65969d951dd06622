/** The routes of the voucher desk: each calls one use case. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import { addAttachments, openAttachment, removeAttachment, showAttachments } from './attachments.ts';
import { changeDrafts, undoDraftChange } from './change-drafts.ts';
import { voucherDeskContract as contract } from './contract.ts';
import type { DeskContext } from './desk-context.ts';
import { createRecurring, showRecurring, stopRecurring } from './recurring.ts';
import { keepTemplate, removeTemplate, showTemplates } from './templates.ts';

export function voucherDeskRoutes(context: DeskContext): RouteImplementation[] {
  return [
    implement(contract.listVoucherTemplates, async ({ scope }, { params }) => ({
      items: await showTemplates(context, scope, params.clientId),
    })),
    implement(contract.saveVoucherTemplate, ({ scope }, { params, body }) =>
      keepTemplate(context, scope, params.clientId, body),
    ),
    implement(contract.deleteVoucherTemplate, async ({ scope }, { params }) => {
      await removeTemplate(context, scope, params.voucherTemplateId);
      return undefined;
    }),
    implement(contract.listRecurringVouchers, async ({ scope }, { params }) => ({
      items: await showRecurring(context, scope, params.clientId),
    })),
    implement(contract.createRecurringVoucher, ({ scope }, { params, body }) =>
      createRecurring(context, scope, params.clientId, body),
    ),
    implement(contract.endRecurringVoucher, async ({ scope }, { params }) => {
      await stopRecurring(context, scope, params.recurringId);
      return undefined;
    }),
    implement(contract.listAttachments, async ({ scope }, { params }) => ({
      items: await showAttachments(context, scope, params.voucherId),
    })),
    implement(contract.addAttachments, async ({ scope, files }, { params }) => ({
      items: await addAttachments(context, scope, params.voucherId, files()),
    })),
    implement(contract.downloadAttachment, ({ scope }, { params }) =>
      openAttachment(context, scope, params.attachmentId),
    ),
    implement(contract.deleteAttachment, async ({ scope }, { params }) => {
      await removeAttachment(context, scope, params.attachmentId);
      return undefined;
    }),
    implement(contract.changeDrafts, ({ scope }, { params, body }) =>
      changeDrafts(context, scope, params.clientId, body),
    ),
    implement(contract.undoDraftChange, ({ scope }, { params }) =>
      undoDraftChange(context, scope, params.changeId),
    ),
  ];
}
