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
    implement(contract.askWorkAct, ({ scope }, { body }) => askForAct(context, scope, body)),
    implement(contract.countWorkActTargets, ({ scope }, { body }) => countTargets(context, scope, body)),
    implement(contract.listWorkActs, ({ scope }, { query }) => showHistory(context, scope, query)),
    implement(contract.getWorkAct, ({ scope }, { params }) => showAct(context, scope, params.actId)),
    implement(contract.listWorkActItems, ({ scope }, { params, query }) =>
      showItems(context, scope, params.actId, query),
    ),
    implement(contract.stopWorkAct, ({ scope }, { params }) => stopAct(context, scope, params.actId)),
    implement(contract.undoWorkAct, ({ scope }, { params, body }) =>
      undoAct(context, scope, params.actId, body),
    ),
    implement(contract.findAlike, ({ scope }, { params }) => showAlike(context, scope, params.documentId)),
  ];
}
