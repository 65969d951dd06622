/** Kills API, worker and PostgreSQL with -9 at random moments while clerks send and post, then asks for the books. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import { DatabaseServer } from '../faults/database-server.ts';
import { createInstallation, type Installation, pause, statusOf, until } from '../faults/installation.ts';
import { buyer } from '../faults/invoices.ts';
import { Clerk } from './clerk.ts';
import { type Verdict, verify } from './verify.ts';

const CLERKS = 3;
/** From readiness to the next kill, so that every state of the work is hit. Milliseconds. */
const LIFE_MS = [20, 1_800] as const;
/** Of a hundred kills so many do not wait for readiness: the next hits a start, or a second part beside the first. */
const AT_ONCE_PERCENT = 20;
const READY_LIMIT_MS = 90_000;
const FINISH_LIMIT_MS = 240_000;
const SUPERVISION_MS = 1_000;

export const VICTIMS = ['api', 'worker', 'postgres', 'session'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface KillsOptions {
  readonly count: number;
  readonly seed: string;
  /** No kill comes after this. Milliseconds. */
  readonly limitMs: number;
  readonly onKill?: (done: number, victim: Victim) => void;
}

export interface KillsReport extends Verdict {
  readonly seed: string;
  readonly kills: Readonly<Record<Victim, number>>;
  readonly unanswered: number;
  readonly seconds: number;
}

export async function randomKills(options: KillsOptions): Promise<KillsReport> {
  const startedAt = performance.now();
  const folder = await mkdtemp(path.join(tmpdir(), 'muhasebi-kills-'));
  const storeDir = path.join(folder, 'store');
  const database = await DatabaseServer.start({ durability: 'full' });
  const place = await createInstallation({ appUrl: database.appUrl, storeDir });
  try {
    await place.startApi();
    place.worker.start();
    const clerks = await hireClerks(place, options.seed);
    const kills = await killAmid(clerks, { ...options, place, database });
    await backToWork(place, clerks);
    return {
      ...(await verify(clerks, database, storeDir)),
      seed: options.seed,
      kills,
      unanswered: clerks.reduce((sum, { unanswered }) => sum + unanswered, 0),
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  } finally {
    await place.close();
    await database.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hireClerks(place: Installation, seed: string): Promise<Clerk[]> {
  return Promise.all(
    Array.from({ length: CLERKS }, async (_, n) => {
      const owner = await place.newOwner();
      return new Clerk(owner, await owner.newClient(buyer), `kills/${seed}/${n}`);
    }),
  );
}

type Scene = KillsOptions & { readonly place: Installation; readonly database: DatabaseServer };

async function killAmid(clerks: readonly Clerk[], scene: Scene): Promise<KillsReport['kills']> {
  const prng = createPrng(`kills/${scene.seed}`);
  const shift = new AbortController();
  const working = clerks.map((clerk) => clerk.work(shift.signal));
  const kills: Record<Victim, number> = { api: 0, worker: 0, postgres: 0, session: 0 };
  const end = performance.now() + scene.limitMs;
  try {
    for (let done = 1; done <= scene.count && performance.now() < end; done++) {
      await pause(prng.between(...LIFE_MS));
      const victim = prng.pick(VICTIMS);
      await killAndStart(victim, scene);
      kills[victim] += 1;
      scene.onKill?.(done, victim);
      if (!prng.chance(AT_ONCE_PERCENT)) await allReady(scene.place);
    }
    await allReady(scene.place);
  } finally {
    shift.abort();
    await Promise.all(working);
  }
  return kills;
}

/** As whoever supervises a process does: what died is started at once. */
async function killAndStart(victim: Victim, { place, database }: Scene): Promise<void> {
  switch (victim) {
    case 'api':
      await place.api.kill();
      return place.api.start();
    case 'worker':
      await place.worker.kill();
      return place.worker.start();
    case 'postgres':
      await database.kill();
      return database.startAgain();
    case 'session':
      // While the server recovers from the kill before nobody is let in, and there is no session to kill.
      return database.killSession().catch(() => {});
  }
}

async function allReady(place: Installation): Promise<void> {
  await until(async () => {
    startEnded(place);
    return (await statusOf(`${place.url}/readyz`, 3_000)) === 200;
  }, READY_LIMIT_MS);
}

function startEnded({ api, worker }: Installation): void {
  for (const program of [api, worker]) if (!program.isRunning) program.start();
}

async function backToWork(place: Installation, clerks: readonly Clerk[]): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      late.reject(
        new Error(
          [
            `the work was not done within ${FINISH_LIMIT_MS} ms`,
            ...clerks.map((clerk) => clerk.standing),
            place.worker.log.slice(-3_000),
          ].join('\n'),
        ),
      ),
    FINISH_LIMIT_MS,
  );
  // A part may end by a kill that came just before: whoever supervises it starts it again here as well.
  const supervised = setInterval(() => startEnded(place), SUPERVISION_MS);
  try {
    await Promise.race([Promise.all(clerks.map((clerk) => clerk.finish())), late.promise]);
  } finally {
    clearInterval(supervised);
    clearTimeout(timer);
  }
}
