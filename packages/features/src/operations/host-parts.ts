/** The parts that every installation has: process, database, schema, workers, queue, store, disk. */
import type { Bilingual } from '@muhasebi/platform/config/setting.ts';
import { schemaFit } from '@muhasebi/platform/db/migration-status.ts';
import type { HostFacts } from '@muhasebi/platform/operations/host-facts.ts';
import type { QueueHealth } from '@muhasebi/platform/queue/queue-health.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import type { OperationsPart, PartReport, PartState } from '../operations-part.ts';

/** As the worker's health check: beyond this a job waits too long, and the schedule has stopped. Seconds. */
const LATE_SECONDS = 300;
/** Connections in use, of those that the server gives, in percent. */
const CROWDED_PERCENT = 80;
/** Room left, in percent of the disk: look at it; act now. */
const LITTLE_ROOM_PERCENT = 15;
const NO_ROOM_PERCENT = 5;

const report = (state: PartState, tr: string, en: string): PartReport => ({ state, detail: { tr, en } });
const title = (tr: string, en: string): Bilingual => ({ tr, en });

export function hostParts(host: HostFacts, storage: Storage): OperationsPart[] {
  return [
    {
      name: 'api',
      title: title('API', 'API'),
      keepSeconds: 0,
      look: async () => apiReport(host),
    },
    {
      name: 'database',
      title: title('Veritabanı', 'Database'),
      keepSeconds: 2,
      look: () => databaseReport(host),
    },
    { name: 'schema', title: title('Şema', 'Schema'), keepSeconds: 2, look: () => schemaReport(host) },
    {
      name: 'workers',
      title: title('Worker’lar', 'Workers'),
      keepSeconds: 2,
      look: async () => workersReport(await host.queue()),
    },
    {
      name: 'queue',
      title: title('İş kuyruğu', 'Job queue'),
      keepSeconds: 2,
      look: async () => queueReport(await host.queue()),
    },
    {
      name: 'storage',
      title: title('Belge deposu', 'Document store'),
      keepSeconds: 10,
      async look() {
        await storage.check();
        return report('ok', 'yazılabiliyor', 'can be written');
      },
    },
    { name: 'disk', title: title('Disk', 'Disk'), keepSeconds: 10, look: () => diskReport(host) },
  ];
}

function apiReport({ process: { host, pid } }: HostFacts): PartReport {
  return report('ok', `yanıt veriyor (${host}, süreç ${pid})`, `answers (${host}, process ${pid})`);
}

async function databaseReport(host: HostFacts): Promise<PartReport> {
  const { connections, maxConnections } = await host.database();
  const crowded = (connections / maxConnections) * 100 >= CROWDED_PERCENT;
  return report(
    crowded ? 'warn' : 'ok',
    `${connections}/${maxConnections} bağlantı`,
    `${connections}/${maxConnections} connections`,
  );
}

async function schemaReport(host: HostFacts): Promise<PartReport> {
  const statuses = await host.migrations();
  const fit = schemaFit(statuses);
  if (fit === 'failed') return report('bad', 'bir değişiklik başarısız oldu', 'a migration failed');
  if (fit === 'contracted')
    return report(
      'bad',
      'daha yeni bir sürümün; bu sürüm çalışamaz',
      'that of a newer release, which took away what this one needs',
    );
  if (fit === 'behind')
    return report('bad', 'bu sürümün gerisinde: pnpm db:migrate:deploy', 'behind: pnpm db:migrate:deploy');
  if (statuses.some(({ state }) => state === 'edited'))
    return report(
      'warn',
      'uygulanmış bir dosya değiştirilmiş: pnpm db:migrate check',
      'an applied file was edited: pnpm db:migrate check',
    );
  if (fit === 'ahead')
    return report('ok', 'daha yeni bir sürümün; uyuyor', 'that of a newer release; it fits');
  return report('ok', `uyuyor (${statuses.length} değişiklik)`, `fits (${statuses.length} migrations)`);
}

function workersReport({ liveWorkers, abandoned, scheduleSeconds }: QueueHealth): PartReport {
  if (liveWorkers === 0)
    return report(
      'bad',
      'hiçbiri çalışmıyor; belgeler okunmaz, posta gitmez',
      'none is running; no document is read, no mail leaves',
    );
  if (scheduleSeconds !== null && scheduleSeconds > LATE_SECONDS)
    return report(
      'bad',
      `zamanlanmış işler ${scheduleSeconds} s’dir başlamadı`,
      `nothing was scheduled for ${scheduleSeconds} s`,
    );
  if (abandoned > 0)
    return report(
      'warn',
      `${liveWorkers} çalışıyor; ${abandoned} iş ölmüş worker’larda`,
      `${liveWorkers} at work; ${abandoned} jobs held by dead ones`,
    );
  return report('ok', `${liveWorkers} çalışıyor`, `${liveWorkers} at work`);
}

function queueReport({ waiting, running, gaveUp, oldestDueSeconds }: QueueHealth): PartReport {
  const due = oldestDueSeconds ?? 0;
  const lateTr = due > 0 ? `; en eskisi ${due} s’dir sırada` : '';
  const lateEn = due > 0 ? `; the oldest is due for ${due} s` : '';
  const tr = `${waiting} bekliyor, ${running} çalışıyor, ${gaveUp} başarısız${lateTr}`;
  const en = `${waiting} waiting, ${running} running, ${gaveUp} failed${lateEn}`;
  return report(due > LATE_SECONDS ? 'bad' : gaveUp > 0 ? 'warn' : 'ok', tr, en);
}

async function diskReport(host: HostFacts): Promise<PartReport> {
  const disk = await host.disk();
  if (disk === null) return report('ok', 'belgeler S3’te', 'documents are in S3');
  const percent = Math.floor((disk.freeBytes / disk.sizeBytes) * 100);
  const state = percent < NO_ROOM_PERCENT ? 'bad' : percent < LITTLE_ROOM_PERCENT ? 'warn' : 'ok';
  const gigabytes = (disk.freeBytes / 1024 ** 3).toFixed(1);
  return report(
    state,
    `${gigabytes.replace('.', ',')} GB boş (%${percent})`,
    `${gigabytes} GB free (${percent}%)`,
  );
}
