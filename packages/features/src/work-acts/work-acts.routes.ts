/** The routes of acts: each calls one use case. */
import { implement, type RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { ActsContext } from './acts-context.ts';
import { askForAct } from './ask-for-act.ts';
import { workActsContract as contract } from './contract.ts';
import { showAlike } from './find-alike.ts';
import { countTargets, showAct, showHistory, showItems } from './look-at-acts.ts';
import { stopAct, undoAct } from './undo-act.ts';

/** All routes of the contract. */
export function workActRoutes(context: ActsContext): RouteImplementation[] {
  return [
    implement(contract.ask, ({ scope }, { body }) => askForAct(context, scope, body)),
    implement(contract.count, ({ scope }, { body }) => countTargets(context, scope, body)),
    implement(contract.listActs, ({ scope }, { query }) => showHistory(context, scope, query)),
    implement(contract.getAct, ({ scope }, { params }) => showAct(context, scope, params.actId)),
    implement(contract.listItems, ({ scope }, { params, query }) =>
      showItems(context, scope, params.actId, query),
    ),
    implement(contract.stop, ({ scope }, { params }) => stopAct(context, scope, params.actId)),
    implement(contract.undo, ({ scope }, { params, body }) => undoAct(context, scope, params.actId, body)),
    implement(contract.findAlike, ({ scope }, { params }) => showAlike(context, scope, params.documentId)),
  ];
}
