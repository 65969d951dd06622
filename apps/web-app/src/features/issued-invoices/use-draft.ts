/** The draft that is being written: kept on the server by itself a moment after the last change, one sending at a time. */
import type { InvoiceDraft } from '@muhasebi/accounting/duzenleme/invoice-draft.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem } from '../../api/problem.ts';
import { api } from '../../api/session.ts';
import { type IssuedInvoice, invoiceQuery, listKey } from './issued-queries.ts';

const IDLE_MS = 1_200;

export interface KeptDraft {
  readonly id: string;
  readonly version: number;
}

interface Options {
  readonly clientId: string;
  /** Null of an invoice that is not kept yet. */
  readonly start: KeptDraft | null;
  readonly draft: InvoiceDraft;
  /** Told once, when a new invoice was kept for the first time. */
  readonly onKept: (id: string) => void;
}

/** `keep` answers what is kept then; it throws what the server refused. */
export function useDraft({ clientId, start, draft, onKept }: Options) {
  const cache = useQueryClient();
  const [kept, setKept] = useState(start);
  const [problem, setProblem] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const text = JSON.stringify(draft);
  const [keptText, setKeptText] = useState(text);
  const now = useRef({ kept, draft, text, keptText });
  now.current = { kept, draft, text, keptText };
  const running = useRef<Promise<KeptDraft> | null>(null);

  const send = useCallback(async (): Promise<KeptDraft> => {
    const { kept: before, draft: body, text: sent } = now.current;
    // The wire's own shape: the form's readonly lists are the same to it.
    const wire = JSON.parse(JSON.stringify(body)) as IssuedInvoice['draft'];
    const answer =
      before === null
        ? await api.call('POST /clients/:clientId/issued-invoices', {
            params: { clientId },
            body: { draft: wire },
          })
        : await api.call('PUT /issued-invoices/:issuedInvoiceId', {
            params: { issuedInvoiceId: before.id },
            body: { version: before.version, draft: wire },
          });
    const after = { id: answer.id, version: answer.version };
    now.current.kept = after;
    now.current.keptText = sent;
    setKept(after);
    setKeptText(sent);
    cache.setQueryData(invoiceQuery(answer.id).queryKey, answer);
    void cache.invalidateQueries({ queryKey: listKey(clientId) });
    if (before === null) onKept(answer.id);
    return after;
  }, [cache, clientId, onKept]);

  const keep = useCallback(async (): Promise<KeptDraft> => {
    await running.current?.catch(() => undefined);
    const { kept: at, text: wanted, keptText: done } = now.current;
    if (at !== null && wanted === done) return at;
    setSending(true);
    running.current = send();
    try {
      const after = await running.current;
      setProblem(null);
      return after;
    } catch (error) {
      setProblem(error);
      throw error;
    } finally {
      running.current = null;
      setSending(false);
    }
  }, [send]);

  const isChanged = text !== keptText;
  const isStuck = problem !== null && asProblem(problem).code === 'ISSUED_INVOICE_CHANGED';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew
  useEffect(() => {
    if (!isChanged || isStuck) return;
    // What it refuses is shown beside the form.
    const timer = setTimeout(() => void keep().catch(() => undefined), IDLE_MS);
    return () => clearTimeout(timer);
  }, [text, isChanged, isStuck, keep]);

  return { kept, keep, problem, isChanged, sending };
}
