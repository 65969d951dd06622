/** Starts database, API, worker and web app in the order of their needs, and stops them in the opposite one. */
import { join } from 'node:path';
import { findFreePort, isPortFree } from '@muhasebi/platform/embedded-postgres/free-port.ts';
import { WORKER_NODE_FLAGS } from '@muhasebi/worker-jobs/node-flags.ts';
import { type RunningServices, runningServices, servicesEnvironment } from '../services/running-services.ts';
import { awaitReady } from './await-ready.ts';
import { keepBounded } from './bound-logs.ts';
import { closingWords } from './closing-words.ts';
import { type DemoAtStart, ensureDemoOffice } from './demo-office.ts';
import { firstRunWords } from './first-run-words.ts';
import { type LocalDatabase, migrateDatabase, startLocalDatabase } from './local-database.ts';
import { localSecrets } from './local-secrets.ts';
import { dataRoot, repoRoot, webAppDir, webDistDir } from './repo-paths.ts';
import { type Service, startService } from './service.ts';
import { type StartLock, takeLock } from './start-lock.ts';
import {
  checkedSettings,
  developmentEnvironment,
  planStart,
  type StartPlan,
  withoutOwner,
} from './start-plan.ts';
import { removeStartedSettings, writeStartedSettings } from './started-settings.ts';
import { refuseUnusablePort } from './usable-port.ts';
import { buildWebApp } from './web-build.ts';

/** What a supervisor is given. */
export type SupervisorOptions = {
  readonly env: NodeJS.ProcessEnv;
  readonly args: readonly string[];
  readonly report: (line: string) => void;
};

type Prepared = {
  readonly env: Record<string, string>;
  readonly demo: DemoAtStart;
  /** Servers of this machine that mail and integrations go to; null where none run. */
  readonly services: RunningServices | null;
};

const noDemo: DemoAtStart = { signIns: [], goOn: null };

/** One start from its plan to its end. `start` may be called once. */
export class Supervisor {
  /** Rejects when a service died too often to go on. */
  readonly failed: Promise<never>;
  readonly #options: SupervisorOptions;
  #fail: (error: Error) => void = () => undefined;
  #lock: StartLock | undefined;
  #database: LocalDatabase | undefined;
  #services: Service[] = [];
  #children: number[] = [];
  #stopping: Promise<void> | undefined;
  #leaveLogs: () => void = () => undefined;
  /** Of what goes on beside the services, which is ended before them. */
  readonly #ending = new AbortController();
  #books: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.failed = new Promise((_resolve, reject) => {
      this.#fail = reject;
    });
    // It may reject while `start` is still under way, and is looked at only afterwards.
    this.failed.catch(() => undefined);
  }

  /** Resolves when everything answers. @throws SettingsError, AlreadyRunning, UnusablePort, or what went wrong */
  async start(): Promise<void> {
    const startedAt = performance.now();
    const plan = await withVitePort(planStart(this.#options.env, this.#options.args));
    const address = `http://localhost:${plan.watch ? plan.vitePort : plan.port}`;
    this.#lock = await takeLock(join(dataRoot, 'start.lock'), address, 'tools/src/start/');
    await refuseUnusablePort(plan.port, plan.host);
    const logs = ['api.log', 'worker.log', 'postgres.log'].map((name) => join(dataRoot, name));
    this.#leaveLogs = keepBounded(logs, this.#options.report);
    const built = plan.watch ? undefined : this.#buildWebApp();
    // Looked at below, after the database; a rejection until then is not unhandled.
    built?.catch(() => undefined);
    const { env, demo, services } = plan.production
      ? this.#prepareProduction()
      : await this.#prepareDevelopment(plan);
    await built;
    await this.#startServices(plan, env);
    const gaveUp = this.failed.catch(() => undefined);
    if (!(await awaitReady(plan.host, plan.port, 60_000, gaveUp))) {
      await Promise.race([this.failed, Promise.resolve()]);
      throw new Error(`API hazır olmadı / the API did not become ready: ${join(dataRoot, 'api.log')}`);
    }
    const settings = checkedSettings(env);
    const shown = plan.production ? settings.PUBLIC_URL : address;
    this.#options.report(
      closingWords({
        address: shown,
        firstRun: await firstRunWords(settings.DATABASE_URL, shown, plan.production),
        signIns: demo.signIns,
        dataRoot: plan.production ? undefined : dataRoot,
        tookMs: performance.now() - startedAt,
      }),
    );
    await this.#connectDemo(env, services);
    this.#books = demo.goOn?.(this.#ending.signal).catch((error: unknown) => this.#booksNotWritten(error));
  }

  async #connectDemo(env: Record<string, string>, services: RunningServices | null): Promise<void> {
    if (services === null) return;
    // Loaded only now: most starts have no such servers beside them.
    const { connectRunningDemo } = await import('../services/connect-demo.ts');
    await connectRunningDemo(env, services, this.#options.report);
  }

  /** Said where nobody stops it: a later start takes the books up again. */
  #booksNotWritten(error: unknown): void {
    if (this.#stopping !== undefined) return;
    const why = error instanceof Error ? error.message : String(error);
    this.#options.report(
      `Demo defterleri tamamlanmadı; sonraki başlatmada sürer / the demo’s books go on with the next start: ${why}`,
    );
  }

  /** API, worker, database, in this order; each may finish what it is doing. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopInOrder();
    return this.#stopping;
  }

  /** Everything at once, without waiting for anything to be finished. */
  async force(): Promise<void> {
    this.#ending.abort();
    for (const service of this.#services) service.kill();
    await this.#database?.stop();
    await this.#lock?.release();
  }

  async #stopInOrder(): Promise<void> {
    this.#lock?.update({ stopping: true });
    this.#leaveLogs();
    this.#ending.abort();
    await this.#books;
    for (const service of this.#services) await service.stop();
    await this.#database?.stop();
    await removeStartedSettings(dataRoot);
    await this.#lock?.release();
  }

  async #buildWebApp(): Promise<void> {
    const places = { root: repoRoot, appDir: webAppDir, distDir: webDistDir };
    const note = setTimeout(
      () => this.#options.report('Web uygulaması derleniyor… / Building the web app…'),
      400,
    );
    try {
      await buildWebApp(places);
    } finally {
      clearTimeout(note);
    }
  }

  /** Nothing is generated, migrated or seeded here: the plan has refused whatever is missing. */
  #prepareProduction(): Prepared {
    return {
      env: { WEB_DIST_DIR: webDistDir, ...withoutOwner(this.#options.env) },
      demo: noDemo,
      services: null,
    };
  }

  async #prepareDevelopment(plan: StartPlan): Promise<Prepared> {
    const { report } = this.#options;
    const services = await runningServices(dataRoot);
    const env = { ...servicesEnvironment(services), ...this.#options.env };
    const secrets = await localSecrets(join(dataRoot, 'secrets.json'));
    if (plan.embedded) this.#database = await startLocalDatabase(dataRoot, secrets, report);
    if (this.#database?.recovered === 'orphan-stopped') {
      report('Önceki çalışmadan kalan PostgreSQL durduruldu / Stopped a PostgreSQL left by an earlier run');
    }
    const appUrl = this.#database?.appUrl ?? env.DATABASE_URL;
    const ownerUrl = this.#database?.ownerUrl ?? env.DATABASE_OWNER_URL;
    const childEnv = developmentEnvironment(env, plan, { dataRoot, webDistDir }, secrets, appUrl);
    if (appUrl === undefined || ownerUrl === undefined) {
      report(
        'DATABASE_OWNER_URL yok: şema güncellenmedi (pnpm db:migrate:deploy) / not given: the schema was left as it is',
      );
      return { env: childEnv, demo: noDemo, services: null };
    }
    if (plan.embedded) await writeStartedSettings(dataRoot, childEnv, ownerUrl);
    const applied = await migrateDatabase(ownerUrl, appUrl);
    if (applied.length > 0) report(`Şema güncellendi / schema updated: ${applied.length}`);
    const storageDir = childEnv.STORAGE_DIR ?? join(dataRoot, 'documents');
    return {
      env: childEnv,
      demo: await ensureDemoOffice({ dataRoot, appUrl, storageDir }, plan.demo, report),
      services,
    };
  }

  async #startServices(plan: StartPlan, env: Record<string, string>): Promise<void> {
    await this.#startNode(plan, env, 'API', 'apps/backend-api/src/main.ts', 10_000);
    await this.#startNode(plan, env, 'worker', 'apps/worker-jobs/src/main.ts', 30_000, WORKER_NODE_FLAGS);
    if (!plan.watch) return;
    const vite = join(webAppDir, 'node_modules/vite/bin/vite.js');
    const viteEnv = { ...env, MUHASEBI_API: `http://127.0.0.1:${plan.port}` };
    const args = [vite, '--port', String(plan.vitePort), '--strictPort', '--clearScreen', 'false'];
    await this.#keep('web', ['--import', preload, ...args], viteEnv, webAppDir, plan, 5_000);
  }

  async #startNode(
    plan: StartPlan,
    env: Record<string, string>,
    name: string,
    main: string,
    stopTimeoutMs: number,
    flags: readonly string[] = [],
  ) {
    const watch = plan.watch ? ['--watch', '--watch-preserve-output'] : [];
    await this.#keep(
      name,
      [...watch, ...flags, '--import', preload, join(repoRoot, main)],
      env,
      repoRoot,
      plan,
      stopTimeoutMs,
    );
  }

  async #keep(
    name: string,
    args: string[],
    env: Record<string, string>,
    cwd: string,
    plan: StartPlan,
    stopTimeoutMs: number,
  ): Promise<void> {
    const supervised = {
      MUHASEBI_SUPERVISOR_PID: String(process.pid),
      MUHASEBI_WATCH: plan.watch ? '1' : '0',
    };
    const service = await startService({
      name,
      command: process.execPath,
      args,
      cwd,
      env: { ...env, ...supervised },
      // In production and while developing the log is wanted on the terminal.
      ...(plan.production || plan.watch ? {} : { logFile: join(dataRoot, `${name.toLowerCase()}.log`) }),
      stopTimeoutMs,
      report: this.#options.report,
      onStarted: (pid) => {
        this.#children.push(pid);
        this.#lock?.update({ children: this.#children });
      },
    });
    this.#services.push(service);
    void service.gaveUp.then((log) => {
      const message = `${name} tekrar tekrar durdu, vazgeçildi / ${name} kept dying, gave up:\n${log}`;
      this.#fail(new Error(message));
    });
  }
}

/** Another port for the web app's development server where its own is taken: nobody has it bookmarked. */
async function withVitePort(plan: StartPlan): Promise<StartPlan> {
  if (!plan.watch || (await isPortFree(plan.vitePort, '127.0.0.1'))) return plan;
  return { ...plan, vitePort: await findFreePort() };
}

const preload = join(import.meta.dirname, 'end-with-supervisor.ts');
