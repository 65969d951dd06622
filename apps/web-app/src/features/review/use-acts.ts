/** The acts of the reviewing page: shown at once, done by the server under an id, and back with the reason where refused. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.ts';
import { booksOf, type DocumentItem, type Voucher, voucherQuery } from '../../api/queries.ts';
import { api } from '../../api/session.ts';
import { useFormat } from '../../format/use-format.ts';
import { showDone, showProblem, showRefused, useProblemText } from '../../ui/problem-note.tsx';
import { type Act, type ActRequest, refusedQuery } from './acts/act-queries.ts';
import { askAct, askUndo, followAct } from './acts/ask-act.ts';
import { refusalWords } from './acts/refusal-words.ts';
import { type Refusal, sitting } from './review-session.ts';

/** The queue that is worked on: of a client, or of the whole office (null). */
export interface QueuePlace {
  /** Under this name the sitting is kept. */
  readonly key: string;
  readonly clientId: string | null;
}

export interface Acts {
  readonly approve: (document: DocumentItem) => Promise<void>;
  readonly reject: (documents: readonly DocumentItem[], reason: string) => Promise<void>;
  readonly move: (documents: readonly DocumentItem[], toClientId: string) => Promise<void>;
  /** Takes the last act of this person back; answers the act where it is too large to be taken back by one key. */
  readonly undo: () => Promise<Act | null>;
  /** Asks for an act on many; what it takes leaves the queue at once and what is refused comes back. */
  readonly many: (
    request: Omit<ActRequest, 'id'>,
    taken: readonly DocumentItem[],
    onStep: (now: Act) => void,
  ) => Promise<Act>;
}

/** By one key, U takes back acts of so few documents; of more in the history, which names their number. */
const UNDONE_BY_KEY = 20;
const DAY_MS = 86_400_000;

/** Marks every list of these clients as old without reloading them under the reader; the history is asked anew. */
function useBooksChanged(): (clientIds: Iterable<string>) => void {
  const cache = useQueryClient();
  return useCallback(
    (clientIds) => {
      for (const clientId of new Set(clientIds)) {
        for (const queryKey of booksOf(clientId))
          void cache.invalidateQueries({ queryKey, refetchType: 'none' });
        void cache.invalidateQueries({ queryKey: ['client', clientId] });
      }
      void cache.invalidateQueries({ queryKey: ['work-acts'] });
    },
    [cache],
  );
}

const nameOf = (document: DocumentItem) => document.documentNo ?? document.fileName;

/** Puts a document back into the queue with the reason, said at once and again where it is opened. */
function useComeBack(queue: string): (document: DocumentItem, refusal: Refusal) => void {
  const { t } = useTranslation();
  const { pick } = useFormat();
  return useCallback(
    (document, refusal) => {
      sitting.comeBack(queue, document.id, refusal);
      showRefused(t('review.approveFailed', { name: nameOf(document) }), pick(refusal.tr, refusal.en));
    },
    [queue, pick, t],
  );
}

function useApprove({ key }: QueuePlace): Acts['approve'] {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const comeBack = useComeBack(key);
  const changed = useBooksChanged();
  return useCallback(
    async (document) => {
      const { voucherId, clientId } = document;
      if (voucherId === null) return;
      const known = cache.getQueryData<Voucher>(['voucher', voucherId]);
      const version = known?.version ?? document.voucherVersion;
      sitting.leave(key, [document.id]);
      try {
        const { only } = await askAct({
          kind: 'approve',
          documentIds: [document.id],
          ...(version === null ? {} : { voucherVersions: { [document.id]: version } }),
        });
        if (only?.refusal?.code === 'DOCUMENT_POSTED_ALREADY') {
          // Another person was sooner: it is done, though not by this person.
          const posted = await cache.fetchQuery({ ...voucherQuery(voucherId), staleTime: 0 });
          const name = posted.postedByName ?? t('presence.somebody');
          showDone(t('presence.approvedBy', { name, no: posted.fisNo ?? '' }));
        } else if (only?.refusal != null) {
          comeBack(document, refusalWords(only.refusal));
          await cache.invalidateQueries({ queryKey: ['voucher', voucherId] });
          return;
        } else showDone(t('review.approved', { no: only?.fisNo == null ? '' : format.count(only.fisNo) }));
        changed([clientId]);
      } catch (error) {
        const { what, next } = problemText(asProblem(error));
        comeBack(document, { tr: `${what} ${next}`, en: `${what} ${next}` });
      }
    },
    [cache, changed, comeBack, format, key, problemText, t],
  );
}

/** Acts on some documents; those that are refused come back with the reason. */
function useMany({ key }: QueuePlace): Acts['many'] {
  const changed = useBooksChanged();
  const cache = useQueryClient();
  return useCallback(
    async (request, taken, onStep) => {
      const ids = taken.map(({ id }) => id);
      sitting.leave(key, ids);
      let act: Act;
      try {
        act = await askAct(request);
      } catch (error) {
        for (const id of ids) sitting.comeBack(key, id, null);
        throw error;
      }
      onStep(act);
      void cache.invalidateQueries({ queryKey: ['work-acts'] });
      const ended = await followAct(act, onStep);
      const stayed = new Set<string>();
      if (ended.counts.refused > 0) {
        for (const { documentId, refusal } of await cache.fetchQuery(refusedQuery(ended.id))) {
          stayed.add(documentId);
          sitting.comeBack(key, documentId, refusal === null ? null : refusalWords(refusal));
        }
      }
      // What was left undone waits again; the lists say which that is.
      if (ended.counts.waiting > 0)
        for (const id of ids) if (!stayed.has(id)) sitting.comeBack(key, id, null);
      changed(taken.map(({ clientId }) => clientId));
      await cache.invalidateQueries({ queryKey: ['documents'] });
      return ended;
    },
    [cache, changed, key],
  );
}

function useReject(many: Acts['many']): Acts['reject'] {
  const { t } = useTranslation();
  const tellRefused = useTellRefused();
  const format = useFormat();
  return useCallback(
    async (documents, reason) => {
      try {
        const documentIds = documents.map(({ id }) => id);
        const act = await many({ kind: 'reject', documentIds, reason }, documents, () => {});
        const n = format.count(act.counts.done);
        if (act.counts.done > 0)
          showDone(documents.length === 1 ? t('documents.detail.rejected') : t('acts.rejectedMany', { n }));
        tellRefused(act);
      } catch (error) {
        showProblem(error);
      }
    },
    [format, many, t, tellRefused],
  );
}

/** Says what was refused of an act: the reason of the only document, the number of many. */
function useTellRefused(): (act: Act) => void {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (act) => {
      const { refused } = act.counts;
      if (refused === 0) return;
      const title = t('acts.refusedMany', { n: format.count(refused) });
      const words = act.only?.refusal == null ? null : refusalWords(act.only.refusal);
      if (words === null) showRefused(title, '');
      else showRefused(act.firstDocument ?? title, format.pick(words.tr, words.en));
    },
    [format, t],
  );
}

function useMove(many: Acts['many']): Acts['move'] {
  const { t } = useTranslation();
  const tellRefused = useTellRefused();
  const format = useFormat();
  return useCallback(
    async (documents, toClientId) => {
      try {
        const documentIds = documents.map(({ id }) => id);
        const act = await many({ kind: 'move', documentIds, toClientId }, documents, () => {});
        const client = act.toClientTitle ?? '';
        const [only] = documents;
        if (act.counts.done === 1 && documents.length === 1 && only !== undefined)
          showDone(t('acts.move.done', { name: nameOf(only), client }));
        else if (act.counts.done > 0)
          showDone(t('acts.move.doneMany', { n: format.count(act.counts.done), client }));
        tellRefused(act);
      } catch (error) {
        showProblem(error);
      }
    },
    [format, many, t, tellRefused],
  );
}

/** The newest act of this person that can be taken back, of the last day; null where there is none. */
async function lastAct(clientId: string | null): Promise<Act | null> {
  const query = { mine: 'true', limit: 20, ...(clientId === null ? {} : { clientId }) } as const;
  const { items } = await api.call('GET /work-acts', { query });
  const since = Date.now() - DAY_MS;
  return items.find((act) => act.undoable && Date.parse(act.createdAt) > since) ?? null;
}

function useUndo(place: QueuePlace, onUndone: (documentId: string) => void): Acts['undo'] {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const changed = useBooksChanged();
  const tellRefused = useTellRefused();
  return useCallback(async () => {
    try {
      const act = await lastAct(place.clientId);
      if (act === null) {
        showDone(t('acts.undo.nothing'));
        return null;
      }
      if (act.counts.done > UNDONE_BY_KEY) {
        showDone(t('acts.undo.many', { n: format.count(act.counts.done) }));
        return act;
      }
      const undo = await askUndo(act.id);
      const { refused, done } = undo.counts;
      if (refused > 0) tellRefused(undo);
      if (done > 0) {
        if (act.kind === 'approve' && act.only !== null)
          showDone(
            t('acts.undo.approve', { no: act.only.fisNo === null ? '' : format.count(act.only.fisNo) }),
          );
        else if (act.kind === 'reject' && act.only !== null) showDone(t('acts.undo.reject'));
        else if (done > 1) showDone(t('acts.history.undone', { n: format.count(done) }));
        else showDone(t('acts.undo.other', { kind: t(`acts.kind.${act.kind}`) }));
      }
      changed(act.clientId === null ? [] : [act.clientId]);
      // Asked first: the list as it was would show the document with the voucher that is no longer its own.
      await cache.invalidateQueries({ queryKey: ['documents'] });
      sitting.allBack(place.key);
      if (undo.only?.state === 'done') onUndone(undo.only.documentId);
    } catch (error) {
      showProblem(error);
    }
    return null;
  }, [cache, changed, format, onUndone, place.clientId, place.key, t, tellRefused]);
}

export function useActs(place: QueuePlace, onUndone: (documentId: string) => void): Acts {
  const approve = useApprove(place);
  const many = useMany(place);
  const reject = useReject(many);
  const move = useMove(many);
  const undo = useUndo(place, onUndone);
  return useMemo(() => ({ approve, reject, move, undo, many }), [approve, reject, move, undo, many]);
}
