/** Decides, from the environment alone, what a start has to do; production makes nothing up. */
import { join } from 'node:path';
import { apiSettings } from '@muhasebi/backend-api/settings.ts';
import { loadSettings } from '@muhasebi/platform/config/load-settings.ts';
import { migrationSettings } from '@muhasebi/platform/config/process-settings.ts';
import { defineSettings, type Settings } from '@muhasebi/platform/config/setting.ts';
import { flag } from '@muhasebi/platform/config/setting-schemas.ts';
import { workerSettings } from '@muhasebi/worker-jobs/settings.ts';
import type { LocalSecrets } from './local-secrets.ts';

/** The settings of both processes together: what is wrong with either is said in one message. */
const allSettings = defineSettings({ ...apiSettings, ...workerSettings });

/** What only a start asks: in production nothing of it is made. */
const startSettings = defineSettings({
  DEMO_OFFICE: {
    schema: flag,
    description: {
      tr: 'İlk açılışta demo ofisi kurulsun mu: true ya da false. production’da hiçbir zaman kurulmaz.',
      en: 'Whether the first start makes the demo office: true or false. Never in production.',
    },
    example: 'false',
    fallback: 'true',
  },
});

/** Every setting of an installation, the owner's connection included. */
export const settingNames: ReadonlySet<string> = new Set(
  Object.keys({ ...allSettings, ...migrationSettings }),
);

type Environment = Readonly<Record<string, string | undefined>>;

/** What this start does. */
export type StartPlan = {
  readonly production: boolean;
  readonly watch: boolean;
  readonly host: string;
  readonly port: number;
  /** Where the web app's development server listens, with `--watch`. */
  readonly vitePort: number;
  /** True when no DATABASE_URL is given: then the embedded server is started. */
  readonly embedded: boolean;
  /** Whether a new installation gets the demo office. */
  readonly demo: boolean;
};

/**
 * @throws SettingsError when, in production, anything is missing or weak; outside of it, when a given value is wrong
 */
export function planStart(env: Environment, args: readonly string[]): StartPlan {
  const production = env.NODE_ENV === 'production';
  const spec = {
    ...allSettings,
    ...startSettings,
    ...(env.DATABASE_OWNER_URL?.trim() ? migrationSettings : {}),
  };
  const values = loadSettings(spec, production ? env : { ...madeUpForChecking, ...given(env) });
  return {
    production,
    watch: args.includes('--watch'),
    host: values.HOST,
    port: values.PORT,
    vitePort: 5173,
    embedded: !production && !env.DATABASE_URL,
    demo: !production && values.DEMO_OFFICE,
  };
}

/** Stands for what is generated later, so that the other settings can be checked before anything is started. */
const madeUpForChecking = {
  DATABASE_URL: 'postgresql://app:app@127.0.0.1/muhasebi',
  JWT_SECRET: 'generated-before-the-start-0123456789',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
};

function given(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

/** The environment of the API and the worker in development: the user's, with everything unset filled in. */
export function developmentEnvironment(
  env: Environment,
  plan: StartPlan,
  place: { dataRoot: string; webDistDir: string },
  secrets: LocalSecrets,
  appUrl: string | undefined,
): Record<string, string> {
  const made: Record<string, string> = {
    NODE_ENV: 'development',
    JWT_SECRET: secrets.jwtSecret,
    ENCRYPTION_KEY: secrets.encryptionKey,
    PUBLIC_URL: `http://localhost:${plan.watch ? plan.vitePort : plan.port}`,
    STORAGE_DIR: join(place.dataRoot, 'documents'),
    MAIL_OUTBOX_DIR: join(place.dataRoot, 'outbox'),
    WATCH_ROOT: join(place.dataRoot, 'watched'),
    WEB_DIST_DIR: place.webDistDir,
    ...(plan.watch ? { LOG_FORMAT: 'pretty' } : {}),
    ...(appUrl === undefined ? {} : { DATABASE_URL: appUrl }),
  };
  return { ...made, ...withoutOwner(env) };
}

/** Everything that is set, less the owner's connection: a running application must not hold it. */
export function withoutOwner(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value?.trim() && name !== 'DATABASE_OWNER_URL') kept[name] = value;
  }
  return kept;
}

/** The checked values that a process started with `env` will see. */
export function checkedSettings(env: Environment): Settings<typeof allSettings> {
  return loadSettings(allSettings, env);
}
