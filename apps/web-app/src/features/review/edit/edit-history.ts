/** What was done in an edit, to be taken back and done again; typing in one field counts as one step. */

export interface History<State> {
  readonly past: readonly State[];
  readonly now: State;
  readonly future: readonly State[];
  /** The field that was typed in last; null after anything else. */
  readonly field: string | null;
}

/** Nobody takes back more than this; a long edit keeps its memory small. */
const MOST_STEPS = 200;

export const begin = <State>(now: State): History<State> => ({ past: [], now, future: [], field: null });

/** The next state; with the `field` of the step before, it is the same step. What was taken back is forgotten. */
export function step<State>(history: History<State>, next: State, field: string | null): History<State> {
  if (next === history.now) return history;
  const goesOn = field !== null && field === history.field;
  const past = goesOn ? history.past : [...history.past, history.now].slice(-MOST_STEPS);
  return { past, now: next, future: [], field };
}

/** Every step as `to` makes it anew. */
export function mapSteps<State>(history: History<State>, to: (state: State) => State): History<State> {
  const { past, now, future, field } = history;
  return { past: past.map(to), now: to(now), future: future.map(to), field };
}

export function undo<State>(history: History<State>): History<State> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    now: before,
    future: [history.now, ...history.future],
    field: null,
  };
}

export function redo<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, field: null };
}
