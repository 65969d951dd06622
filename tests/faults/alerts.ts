/** The alert rules and the dashboard as an operator loads them, and what makes each alert fire. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const deploy = path.join(import.meta.dirname, '../../deploy');

export const RULES = path.join(deploy, 'prometheus/alerts.yml');
export const rulesText = readFileSync(RULES, 'utf8');
const dashboardText = readFileSync(path.join(deploy, 'grafana/dashboard.json'), 'utf8');

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

/** Every expression of the dashboard. */
export const dashboardQueries = (JSON.parse(dashboardText) as Dashboard).panels.flatMap(({ targets }) =>
  targets.map(({ expr }) => expr),
);

export const alertNames = [...rulesText.matchAll(/- alert: (\w+)/g)].flatMap(([, name]) => name ?? []);

/** Names of series in a text of expressions, each with the labels that are asked for. */
export function seriesNamed(text: string): { readonly name: string; readonly labels: readonly string[] }[] {
  return [...text.matchAll(/\b((?:muhasebi|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', selector = '']) => ({
      name,
      labels: [...selector.matchAll(/(\w+)\s*[=!]~?/g)].flatMap(([, label]) => label ?? []),
    }),
  );
}

const HTTP = 'muhasebi_http_request_duration_seconds';
const QUERY = 'muhasebi_db_query_duration_seconds';
const LOGIN = 'route="/api/v1/auth/login"';

/** Series by their name and labels, each as promtool writes it: start, growth a minute, how often. */
export type Series = Readonly<Record<string, string>>;

/** An installation that is well, and used. */
export const WELL: Series = {
  'up{job="muhasebi-api"}': '1x120',
  'up{job="muhasebi-worker"}': '1x120',
  [`${HTTP}_count{route="/a",status="200"}`]: '0+60x120',
  [`${HTTP}_bucket{route="/a",status="200",le="0.5"}`]: '0+60x120',
  [`${HTTP}_bucket{route="/a",status="200",le="+Inf"}`]: '0+60x120',
  [`${HTTP}_count{${LOGIN},status="200"}`]: '0+10x120',
  [`muhasebi_http_refusals_total{${LOGIN},code="LOGIN_FAILED"}`]: '0+1x120',
  [`${QUERY}_bucket{pool="requests",le="0.5"}`]: '0+60x120',
  [`${QUERY}_bucket{pool="requests",le="+Inf"}`]: '0+60x120',
  'muhasebi_db_pool_connections{pool="requests",state="waiting"}': '0x120',
  'muhasebi_queue_live_workers{job="muhasebi-worker"}': '1x120',
  muhasebi_queue_hung_workers: '0x120',
  muhasebi_queue_oldest_due_seconds: '1x120',
  muhasebi_queue_abandoned: '0x120',
  muhasebi_queue_schedule_seconds: '30x120',
  'muhasebi_jobs_ended_total{job="a.b",outcome="gave-up"}': '2x120',
  muhasebi_documents_oldest_unread_seconds: '20x120',
  'muhasebi_disk_free_bytes{folder="documents"}': '50x120',
  'muhasebi_disk_size_bytes{folder="documents"}': '100x120',
  nodejs_eventloop_lag_p99_seconds: '0.02x120',
  'muhasebi_operation_age_seconds{kind="backup"}': '3600x120',
  'muhasebi_operation_failed{kind="backup"}': '0x120',
  'muhasebi_reading_ok{source="queue"}': '1x120',
  'muhasebi_reading_ok{source="documents"}': '1x120',
};

/** What differs from an installation that is well, by the alert that must say so. */
export const ILL: Readonly<Record<string, Series>> = {
  ApiNotAnswering: { 'up{job="muhasebi-api"}': '0x120' },
  WorkerNotAnswering: { 'up{job="muhasebi-worker"}': '0x120' },
  DatabaseConnectionFailed: { 'muhasebi_http_refusals_total{route="/a",code="UNAVAILABLE"}': '0+5x120' },
  HighErrorRate: { [`${HTTP}_count{route="/a",status="500"}`]: '0+6x120' },
  SheddingLoad: { 'muhasebi_http_refusals_total{route="/a",code="OVERLOADED"}': '0+5x120' },
  SlowResponses: {
    [`${HTTP}_bucket{route="/a",status="200",le="0.5"}`]: '0+1x120',
    [`${HTTP}_bucket{route="/a",status="200",le="5"}`]: '0+60x120',
  },
  DatabasePoolExhausted: { 'muhasebi_db_pool_connections{pool="requests",state="waiting"}': '3x120' },
  SlowQueries: {
    [`${QUERY}_bucket{pool="requests",le="0.5"}`]: '0+1x120',
    [`${QUERY}_bucket{pool="requests",le="5"}`]: '0+60x120',
  },
  NoWorkerRunning: { 'muhasebi_queue_live_workers{job="muhasebi-worker"}': '0x120' },
  WorkerHung: { muhasebi_queue_hung_workers: '1x120' },
  WorkerJobsNotProcessing: { muhasebi_queue_oldest_due_seconds: '0+60x120' },
  JobsAbandoned: { muhasebi_queue_abandoned: '2x120' },
  JobsGaveUp: { 'muhasebi_jobs_ended_total{job="a.b",outcome="gave-up"}': '2x70 3x50' },
  ScheduleStopped: { muhasebi_queue_schedule_seconds: '0+60x120' },
  DocumentsStuckPending: { muhasebi_documents_oldest_unread_seconds: '0+60x120' },
  SignInsFailing: { [`muhasebi_http_refusals_total{${LOGIN},code="LOGIN_FAILED"}`]: '0+8x120' },
  DiskNearlyFull: { 'muhasebi_disk_free_bytes{folder="documents"}': '5x120' },
  BackupTooOld: { 'muhasebi_operation_age_seconds{kind="backup"}': '93000+60x120' },
  OperationFailed: { 'muhasebi_operation_failed{kind="backup"}': '1x120' },
  EventLoopLagging: { nodejs_eventloop_lag_p99_seconds: '0.9x120' },
  NumbersUnread: { 'muhasebi_reading_ok{source="documents"}': '0x120' },
};
