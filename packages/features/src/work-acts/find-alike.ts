/** "Apply to all like this": what was chosen on a document's draft, and which waiting documents could take it. */
import { kurusToDecimal } from '@muhasebi/accounting/money/kurus.ts';
import { inScope, type Scope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { documentErrors } from '../document-intake/contract.ts';
import type { Trx } from '../feature.ts';
import type { AccountOfRole } from './acts.queries.ts';
import type { ActsContext } from './acts-context.ts';
import {
  type AlikeLine,
  type ChosenAccount,
  findChosenAccounts,
  findLikeSource,
  listAlikeLines,
} from './alike.queries.ts';
import { type AlikeView, MAX_NAMED_DOCUMENTS, workActErrors } from './contract.ts';
import { refusalOf } from './present-act.ts';

/** Documents of the preview; more are counted, not shown. */
const SHOWN = 200;
/** A draft has few roles: this bounds the rows of as many documents as an act may name. */
const MAX_LINES = MAX_NAMED_DOCUMENTS * 4;

/** The accounts to bring, by role. Throws DOCUMENT_NOT_FOUND or ALIKE_NOTHING_CHOSEN. */
export async function findChosen(trx: Trx, tenantId: string, documentId: string): Promise<AccountOfRole[]> {
  const source = await findLikeSource(trx, tenantId, documentId);
  if (source === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  const chosen = await findChosenAccounts(trx, tenantId, documentId);
  if (chosen.length === 0) throw workActErrors.ALIKE_NOTHING_CHOSEN();
  return chosen.map(({ role, account }) => ({ role, account }));
}

/** Those that can take it, the first ten thousand. */
export async function findThoseAlike(trx: Trx, tenantId: string, documentId: string): Promise<string[]> {
  const { documents } = await lookForAlike(trx, tenantId, documentId);
  const able = documents.filter((lines) => !isSplit(lines));
  return able.flatMap(([line]) => line?.documentId ?? []).slice(0, MAX_NAMED_DOCUMENTS);
}

/** The preview; no changes where nothing was chosen on the document's draft. */
export function showAlike(context: ActsContext, scope: Scope, documentId: string): Promise<AlikeView> {
  const tenantId = tenantOf(scope);
  return inScope(context.db, scope, async (trx) => {
    const { chosen, documents } = await lookForAlike(trx, tenantId, documentId);
    const able = documents.filter((lines) => !isSplit(lines));
    const sum = able.reduce((total, [line]) => total + (line?.sumKurus ?? 0n), 0n);
    return {
      changes: chosen.map(({ role, account, name }) => ({ role, accountCode: account, accountName: name })),
      items: documents.slice(0, SHOWN).flatMap((lines) => presentAlike(lines, chosen)),
      count: able.length,
      sumKurus: kurusToDecimal(sum),
    };
  });
}

async function lookForAlike(
  trx: Trx,
  tenantId: string,
  documentId: string,
): Promise<{ chosen: ChosenAccount[]; documents: AlikeLine[][] }> {
  const source = await findLikeSource(trx, tenantId, documentId);
  if (source === undefined) throw documentErrors.DOCUMENT_NOT_FOUND();
  const chosen = await findChosenAccounts(trx, tenantId, documentId);
  if (chosen.length === 0) return { chosen, documents: [] };
  const lines = await listAlikeLines(trx, tenantId, { ...source, documentId }, chosen, MAX_LINES);
  return { chosen, documents: [...Map.groupBy(lines, (line) => line.documentId).values()] };
}

const isSplit = (lines: readonly AlikeLine[]) => lines.some((line) => line.lines > 1);

function presentAlike(lines: readonly AlikeLine[], chosen: readonly ChosenAccount[]): AlikeView['items'] {
  const [first] = lines;
  if (first === undefined) return [];
  const { documentId, documentNo, fileName, counterpartyName, issueDate, sumKurus } = first;
  const after = new Map(chosen.map((each) => [each.role, each]));
  return [
    {
      documentId,
      documentNo,
      fileName,
      counterpartyName,
      issueDate,
      sumKurus: kurusToDecimal(sumKurus),
      changes: lines.map(({ role, label, labelEn, account, accountName }) => ({
        role,
        label,
        labelEn,
        before: account,
        beforeName: accountName,
        after: after.get(role)?.account ?? account,
        afterName: after.get(role)?.name ?? accountName,
      })),
      refusal: isSplit(lines) ? refusalOf(workActErrors.ALIKE_ROLE_SPLIT({ fileName })) : null,
    },
  ];
}
