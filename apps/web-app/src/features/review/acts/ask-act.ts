/** Asks for acts so that a dropped connection leaves no doubt: the same id again answers the same act. */
import { asProblem } from '../../../api/problem.ts';
import { api } from '../../../api/session.ts';
import { type Act, type ActRequest, isGoing } from './act-queries.ts';

/** Waits before it is asked again where no answer came. Milliseconds. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];
const FOLLOW_EVERY_MS = 700;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Nobody answered, or the server was busy or away: what was asked may have been done all the same. */
const isUnanswered = (error: unknown) => [0, 502, 503, 504].includes(asProblem(error).status);

async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (const ms of PAUSES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      await pause(ms);
    }
  }
  return ask();
}

/**
 * Rejects with `ApiProblem` where the act was refused as a whole, or nobody answered for a quarter of a minute. One that names
 * its id may be asked again after that: it is the same act.
 */
export function askAct(request: ActRequest): Promise<Act> {
  const body = { id: crypto.randomUUID(), ...request };
  return untilAnswered(() => api.call('POST /work-acts', { body }));
}

/** Takes an act back, whole or for these documents. */
export function askUndo(actId: string, documentIds?: readonly string[]): Promise<Act> {
  const id = crypto.randomUUID();
  const body = documentIds === undefined ? { id } : { id, documentIds: [...documentIds] };
  return untilAnswered(() => api.call('POST /work-acts/:actId/undo', { params: { actId }, body }));
}

/** Waits for the end of an act, telling each step; a server that restarts meanwhile is waited for. */
export async function followAct(act: Act, onStep: (now: Act) => void): Promise<Act> {
  let now = act;
  while (isGoing(now)) {
    await pause(FOLLOW_EVERY_MS);
    try {
      now = await api.call('GET /work-acts/:actId', { params: { actId: act.id } });
    } catch (error) {
      if (!isUnanswered(error)) throw error;
      continue;
    }
    onStep(now);
  }
  return now;
}
