/** Makes, changes and deletes views: one's own by anybody, the office's by those who answer for its books. */
import { inScope } from '@muhasebi/platform/db/scope.ts';
import { tenantOf } from '@muhasebi/platform/db/tenant-of.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import type { RequestContext } from '@muhasebi/platform/http/handler.ts';
import type { RouteInput } from '@muhasebi/platform/http/route.ts';
import type { FeatureDeps, Trx } from '../feature.ts';
import { type SavedView, type savedViewsContract, viewErrors, viewLayout } from './contract.ts';
import {
  changeView,
  clearDefault,
  countViews,
  deleteView,
  insertView,
  listViews,
  lockPlace,
  lockView,
  nameIsTaken,
  type ViewColumns,
  type ViewPlace,
  type ViewRow,
} from './views.queries.ts';

type Contract = typeof savedViewsContract;
type Caller = Pick<RequestContext, 'scope' | 'actor'>;
type Deps = Pick<FeatureDeps, 'db'>;

/** Views a page and keeper. */
const MOST_VIEWS = 50;

/** One's own and the office's; a layout that a later release wrote shows as none. */
export function showViews({ db }: Deps, { scope }: Caller, page: string | undefined): Promise<SavedView[]> {
  const tenantId = tenantOf(scope);
  return inScope(db, scope, async (trx) => (await listViews(trx, tenantId, page)).map(present));
}

/** Throws VIEW_OF_THE_OFFICE, VIEW_NAME_TAKEN, VIEW_LIMIT. */
export async function createView(
  { db }: Deps,
  caller: Caller,
  body: RouteInput<Contract['createView']>['body'],
): Promise<SavedView> {
  const tenantId = tenantOf(caller.scope);
  const place: ViewPlace = { page: body.page, ownerId: keeperOf(caller, body.office) };
  return inScope(db, caller.scope, async (trx) => {
    await makeRoom(trx, tenantId, place, { name: body.name, isDefault: body.isDefault, viewId: null });
    if ((await countViews(trx, tenantId, place)) >= MOST_VIEWS)
      throw viewErrors.VIEW_LIMIT({ limit: MOST_VIEWS });
    const view: ViewColumns = {
      name: body.name,
      owner_id: place.ownerId,
      is_default: body.isDefault,
      search: body.search,
      layout: JSON.stringify(body.layout),
    };
    return present(await insertView(trx, tenantId, body.page, view));
  });
}

/** Throws VIEW_NOT_FOUND, STALE_VERSION, VIEW_OF_THE_OFFICE, VIEW_NAME_TAKEN. */
export function updateView(
  { db }: Deps,
  caller: Caller,
  viewId: string,
  body: RouteInput<Contract['updateView']>['body'],
): Promise<SavedView> {
  const tenantId = tenantOf(caller.scope);
  return inScope(db, caller.scope, async (trx) => {
    const before = await viewToChange(trx, tenantId, caller, viewId);
    if (before.version !== body.version) throw platformErrors.STALE_VERSION({ current: before.version });
    const ownerId = body.office === undefined ? before.ownerId : keeperOf(caller, body.office);
    const name = body.name ?? before.name;
    const isDefault = body.isDefault ?? before.isDefault;
    await makeRoom(trx, tenantId, { page: before.page, ownerId }, { name, isDefault, viewId });
    const view: ViewColumns = {
      name,
      owner_id: ownerId,
      is_default: isDefault,
      search: body.search ?? before.search,
      layout: JSON.stringify(body.layout ?? before.layout),
    };
    return present(await changeView(trx, tenantId, viewId, view));
  });
}

/** Throws VIEW_NOT_FOUND, VIEW_OF_THE_OFFICE. */
export function removeView({ db }: Deps, caller: Caller, viewId: string): Promise<void> {
  const tenantId = tenantOf(caller.scope);
  return inScope(db, caller.scope, async (trx) => {
    await viewToChange(trx, tenantId, caller, viewId);
    await deleteView(trx, tenantId, viewId);
  });
}

function mayChangeOfOffice({ actor }: Caller): boolean {
  return actor.role === 'owner' || actor.role === 'accountant';
}

/** Who will keep the view: null is the office. */
function keeperOf(caller: Caller, office: boolean): string | null {
  if (!office) return caller.scope.userId;
  if (!mayChangeOfOffice(caller)) throw viewErrors.VIEW_OF_THE_OFFICE();
  return null;
}

async function viewToChange(trx: Trx, tenantId: string, caller: Caller, viewId: string): Promise<ViewRow> {
  const view = await lockView(trx, tenantId, viewId);
  if (view === null) throw viewErrors.VIEW_NOT_FOUND();
  if (view.ownerId === null && !mayChangeOfOffice(caller)) throw viewErrors.VIEW_OF_THE_OFFICE();
  return view;
}

/** The name is free, and the place of the default too where it is wanted. */
async function makeRoom(
  trx: Trx,
  tenantId: string,
  place: ViewPlace,
  { name, isDefault, viewId }: { name: string; isDefault: boolean; viewId: string | null },
): Promise<void> {
  await lockPlace(trx, tenantId, place);
  if (await nameIsTaken(trx, tenantId, place, name, viewId)) throw viewErrors.VIEW_NAME_TAKEN({ name });
  if (isDefault) await clearDefault(trx, tenantId, place, viewId);
}

function present(row: ViewRow): SavedView {
  return {
    id: row.id,
    page: row.page,
    name: row.name,
    office: row.ownerId === null,
    isDefault: row.isDefault,
    search: row.search,
    layout: viewLayout.safeParse(row.layout).data ?? {},
    version: row.version,
  };
}
