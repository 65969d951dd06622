/** Compose file, Kubernetes manifests and units give each process every setting that it needs, and none that it does not know. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apiSettings } from '@muhasebi/backend-api/settings.ts';
import {
  databaseSettings,
  migrationSettings,
  publicSettings,
  runtimeSettings,
} from '@muhasebi/platform/config/process-settings.ts';
import type { SettingsSpec } from '@muhasebi/platform/config/setting.ts';
import { workerSettings } from '@muhasebi/worker-jobs/settings.ts';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { deployDir, repoRoot } from './build-context.ts';
import { environmentOf, readStages } from './dockerfile.ts';
import { missingSettings, unknownSettings } from './settings-given.ts';

const read = (file: string) => readFileSync(path.join(deployDir, file), 'utf8');
const stages = readStages(read('docker/Dockerfile'));
const operatorSettings = { ...runtimeSettings, ...publicSettings, ...databaseSettings, ...migrationSettings };
const specs: Readonly<Record<string, SettingsSpec>> = {
  api: apiSettings,
  worker: workerSettings,
  migrate: operatorSettings,
};
/** What the migrations ask for. */
const migrateNeeds: SettingsSpec = { ...migrationSettings, DATABASE_URL: databaseSettings.DATABASE_URL };
const needs = { ...specs, migrate: migrateNeeds };

interface ComposeService {
  readonly environment: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly image: string;
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
}

interface Container {
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: unknown;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: { readonly limits: object; readonly requests: object };
  readonly livenessProbe?: unknown;
  readonly readinessProbe?: unknown;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly Container[];
        readonly terminationGracePeriodSeconds: number;
        readonly securityContext: Readonly<Record<string, unknown>>;
      };
    };
  };
}

describe('the comparison with the settings', () => {
  it('names what production needs and nobody gave, and what nobody knows', () => {
    expect(missingSettings(workerSettings, { NODE_ENV: 'production', STORAGE_DRIVER: 's3' })).toEqual(
      expect.arrayContaining([
        'PUBLIC_URL',
        'DATABASE_URL',
        'ENCRYPTION_KEY',
        'STORAGE_DIR',
        'S3_BUCKET',
        'MAIL_FROM',
      ]),
    );
    expect(missingSettings(workerSettings, {})).not.toContain('S3_BUCKET');
    expect(unknownSettings(workerSettings, { JWT_SECRET: 'x', DATABASE_URL: 'x' })).toEqual(['JWT_SECRET']);
  });
});

describe('the compose file', () => {
  const { services } = parse(read('compose.yaml'), { merge: true }) as {
    services: Readonly<Record<string, ComposeService>>;
  };

  it.each(['api', 'worker', 'migrate'])(
    'gives %s every setting it needs and none it does not know',
    (name) => {
      const given = { ...services[name]?.environment };
      expect(unknownSettings(specs[name] ?? {}, given)).toEqual([]);
      expect(missingSettings(needs[name as keyof typeof needs] ?? {}, given)).toEqual([]);
    },
  );

  it('asks for every variable that it takes from outside, in the example beside it', () => {
    const asked = new Set([...read('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    const told = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(told.sort()).toEqual([...asked].sort());
  });

  it('opens no port but the proxy’s, and runs ours on a read-only root', () => {
    const open = Object.entries(services).filter(([, service]) => service.ports);
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    for (const name of ['api', 'worker', 'migrate']) expect(services[name]?.read_only).toBe(true);
    for (const { image } of Object.values(services)) expect(image).toMatch(/:\d+\.\d+/);
  });

  it('waits longer than a process takes to drain', () => {
    expect(services.api?.stop_grace_period).toBe('20s');
    expect(services.worker?.stop_grace_period).toBe('35s');
  });
});

describe('the Kubernetes manifests', () => {
  const folder = path.join(deployDir, 'kubernetes');
  const manifests = readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(path.join(folder, file), 'utf8')).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    }),
  );
  const shared = manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  const workload = (name: string) =>
    manifests.find(
      ({ kind, metadata }) => /^(Deployment|Job)$/.test(kind) && metadata.name === `muhasebi-${name}`,
    );

  it.each(['api', 'worker', 'migrate'])(
    'give %s every setting it needs and none it does not know',
    (name) => {
      const container = workload(name)?.spec.template.spec.containers[0];
      const own = Object.fromEntries(
        (container?.env ?? []).map(({ name: key, value }) => [key, value ?? 'secret']),
      );
      const image = environmentOf(stages, name === 'migrate' ? 'operator' : name);
      const given = { ...image, ...(container?.envFrom ? shared : {}), ...own };
      expect(unknownSettings(specs[name] ?? {}, own)).toEqual([]);
      expect(missingSettings(needs[name as keyof typeof needs] ?? {}, given)).toEqual([]);
    },
  );

  it('name only settings that API or worker knows for both of them', () => {
    expect(unknownSettings({ ...apiSettings, ...workerSettings }, shared)).toEqual([]);
    const secrets = Object.entries(apiSettings).filter(([, setting]) => 'secret' in setting);
    expect(secrets.filter(([name]) => name in shared)).toEqual([]);
  });

  it.each(['api', 'worker', 'migrate'])('let %s do nothing that it does not need', (name) => {
    const pod = workload(name)?.spec.template.spec;
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
    expect(pod?.containers[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod?.containers[0]?.resources).toMatchObject({ limits: { memory: expect.any(String) } });
  });

  it('probe API and worker, keep one of each, and wait longer than they take to drain', () => {
    const drainSeconds = { api: 5 + 15, worker: 30 };
    for (const name of ['api', 'worker'] as const) {
      const pod = workload(name)?.spec.template.spec;
      expect(pod?.containers[0]).toMatchObject({
        livenessProbe: { httpGet: { path: '/healthz' } },
        readinessProbe: { httpGet: { path: '/readyz' } },
      });
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds[name]);
      expect(
        manifests.some(
          ({ kind, metadata }) => kind === 'PodDisruptionBudget' && metadata.name === `muhasebi-${name}`,
        ),
      ).toBe(true);
    }
  });

  it('hold no secret, only its name', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });
});

describe('the systemd units', () => {
  const folder = path.join(deployDir, 'systemd');
  const units = readdirSync(folder).filter((name) => name.endsWith('.service'));

  it.each(units)('%s is hardened and starts a program that is there', (unit) => {
    const text = read(`systemd/${unit}`);
    for (const line of [
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'User=muhasebi',
      'CapabilityBoundingSet=',
    ])
      expect(text).toContain(`\n${line}\n`);
    const [, program = ''] = /^ExecStart=\S+\/node (\S+)/m.exec(text) ?? [];
    expect(readFileSync(path.join(repoRoot, program), 'utf8')).not.toBe('');
  });

  it('back up every night, the missed night too, by a timer of the backup’s own name', () => {
    const timer = read('systemd/muhasebi-backup.timer');
    expect(units).toContain('muhasebi-backup.service');
    expect(timer).toMatch(/^OnCalendar=\*-\*-\* \d\d:\d\d:\d\d$/m);
    expect(timer).toContain('\nPersistent=true\n');
  });

  it('give a stop more time than the drain takes', () => {
    expect(read('systemd/muhasebi-api.service')).toContain('\nTimeoutStopSec=20s\n');
    expect(read('systemd/muhasebi-worker.service')).toContain('\nTimeoutStopSec=35s\n');
  });

  it.skipIf(!isThere('systemd-analyze'))('systemd itself finds them in order', () => {
    const copy = mkdtempSync(path.join(tmpdir(), 'muhasebi-units-'));
    try {
      // As on a machine: a link to the release, whose own folder may have a space in its name.
      const current = path.join(copy, 'current');
      symlinkSync(repoRoot, current);
      for (const unit of units)
        writeFileSync(
          path.join(copy, unit),
          read(`systemd/${unit}`).replaceAll('/opt/muhasebi/current', current),
        );
      const files = units.map((unit) => path.join(copy, unit));
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    // Not on this machine.
    return false;
  }
}
