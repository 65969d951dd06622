/** What a feature is to its hosts, and what a host gives to a feature. */
import type { MailTransport } from '@muhasebi/connectors/mail/mail-transport.ts';
import type { Reach } from '@muhasebi/connectors/outbound-http/reachable-address.ts';
import type { TrustedRoots } from '@muhasebi/connectors/ubl-tr/signature/trusted-roots.ts';
import type { Clock } from '@muhasebi/platform/clock/clock.ts';
import type { LiveEvents } from '@muhasebi/platform/events/live-events.ts';
import type { RouteImplementation } from '@muhasebi/platform/http/handler.ts';
import type { Logger } from '@muhasebi/platform/log/logger.ts';
import type { GaugeSource } from '@muhasebi/platform/metrics/gauge-source.ts';
import type { HostFacts } from '@muhasebi/platform/operations/host-facts.ts';
import type { JobDefinition, JobSchedule } from '@muhasebi/platform/queue/jobs.ts';
import type { Storage } from '@muhasebi/platform/storage/storage.ts';
import type { Kysely, Transaction } from 'kysely';
import type { OperationsPart } from './operations-part.ts';
import type { DB } from './schema.gen.ts';

export type Database = Kysely<DB>;
export type Trx = Transaction<DB>;

export interface Feature {
  readonly name: string;
  readonly routes: readonly RouteImplementation[];
  readonly jobs: readonly JobDefinition[];
  readonly schedules: readonly JobSchedule[];
  /** What the feature adds to the worker's metrics, over all offices: counts only, nothing that tells of one. */
  readonly gauges?: readonly GaugeSource[];
  /** What the feature adds to the operations page. */
  readonly parts?: readonly OperationsPart[];
}

/** Given once at start; a feature takes what it needs. */
export interface FeatureDeps {
  readonly db: Database;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mail: MailTransport;
  /** Null in the worker, where nobody listens. */
  readonly live: LiveEvents | null;
  /** Null in the worker, which serves nobody. */
  readonly host: HostFacts | null;
  readonly jwtSecret: string;
  /** 32 bytes, for secrets at rest. */
  readonly encryptionKey: Buffer;
  /** The address people open, for links in mails: "https://muhasebi.example". */
  readonly publicUrl: string;
  /** Where TCMB's bulletins are, "https://www.tcmb.gov.tr"; null where it is not asked. */
  readonly tcmbUrl: string | null;
  /** What addresses that an office typed may lead to. */
  readonly outboundReach: Reach;
  /** Absolute; each office's watched folders lie in the folder of its id. Null where none are watched. */
  readonly watchRoot: string | null;
  /** Whose certificates are trusted for signatures of documents; null where the operator named none. */
  readonly signatureRoots: TrustedRoots | null;
  /** A local folder for uploads in flight. */
  readonly scratchDir: string;
}
