/** Remembers for a few seconds what a session may do, so that not every request asks the database. */
import type { AuthenticatedActor } from './authenticated-actor.ts';

/** A change made by another process bites after this long at the latest. Milliseconds. */
const KEPT_MS = 5_000;
const MAX_ENTRIES = 10_000;

interface Entry {
  readonly actor: AuthenticatedActor;
  readonly untilMs: number;
}

export class AccessCache {
  readonly #entries = new Map<string, Entry>();
  #generation = 0;

  /** Counts up with every `forget`: what was loaded before one may not be kept after it. */
  get generation(): number {
    return this.#generation;
  }

  get(key: string, nowMs: number): AuthenticatedActor | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && nowMs < entry.untilMs ? entry.actor : undefined;
  }

  set(key: string, actor: AuthenticatedActor, nowMs: number, generation: number): void {
    if (generation !== this.#generation) return;
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    this.#entries.set(key, { actor, untilMs: nowMs + KEPT_MS });
  }

  /** Forgets a person's sessions, so that a change of this process bites at once. Call it after the commit. */
  forgetUser(userId: string): void {
    this.#generation += 1;
    for (const [key, { actor }] of this.#entries) {
      if (actor.userId === userId) this.#entries.delete(key);
    }
  }
}

const caches = new WeakMap<object, AccessCache>();

/** The cache that the authenticator and the feature of one process share: one a database pool. */
export function accessCacheOf(db: object): AccessCache {
  const cache = caches.get(db) ?? new AccessCache();
  caches.set(db, cache);
  return cache;
}
