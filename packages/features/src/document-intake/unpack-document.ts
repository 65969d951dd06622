/** Unpacks a container: members are stored, saved and sent to be read in batches; killed at any line it can start over. */
import { createHash } from 'node:crypto';
import { inScope, systemScope } from '@muhasebi/platform/db/scope.ts';
import { isTransient } from '@muhasebi/platform/db/transient-errors.ts';
import { announce } from '@muhasebi/platform/events/live-events.ts';
import type { JobContext } from '@muhasebi/platform/queue/jobs.ts';
import { StoredFileMissing } from '@muhasebi/platform/storage/storage.ts';
import type { FeatureDeps } from '../feature.ts';
import { type Member, membersOf } from './archive-members.ts';
import { type Failure, type Fault, FILE_MISSING, failureOf, GIVEN_UP } from './failure.ts';
import { archiveContents, archiveIncomplete, worstOf } from './findings.ts';
import { insertDocuments, type NewDocument } from './intake.queries.ts';
import { enqueueReading, enqueueUnpacking, LAST_ROUND, type UnpackPayload } from './jobs.ts';
import { MEMBER_BATCH, MEMBER_BATCH_BYTES, STORE_CONCURRENCY } from './limits.ts';
import { insertRenderings, type NewRendering } from './renderings.queries.ts';
import { tellUploaders } from './tell-uploaders.ts';
import {
  type ClaimedArchive,
  claimArchive,
  countMembers,
  endArchive,
  holdArchive,
} from './unpack.queries.ts';

type Deps = Pick<FeatureDeps, 'db' | 'storage' | 'clock'>;

interface Unpacking {
  readonly deps: Deps;
  readonly payload: UnpackPayload;
  readonly archive: ClaimedArchive;
  readonly job: JobContext;
}

interface Tally {
  files: number;
  renderings: number;
  skipped: number;
  /** The first fault of an entry, and that of the archive as a whole. */
  entryFault: Fault | null;
  ownFault: Fault | null;
}

/** Members already saved by an attempt that was killed are recognised by their content. */
export async function unpackDocument(deps: Deps, payload: UnpackPayload, job: JobContext): Promise<void> {
  const scope = systemScope(payload.tenantId, job.jobId);
  const archive = await inScope(deps.db, scope, (trx) => claimArchive(trx, payload, payload.documentId));
  if (archive === undefined) return;
  const run: Unpacking = { deps, payload, archive, job };
  try {
    const tally = await unpackMembers(run);
    if (tally !== null) await finish(run, tally);
  } catch (error) {
    if (error instanceof StoredFileMissing) await fail(run, failureOf(archive.fileName, FILE_MISSING));
    else if (isTransient(error) || payload.round < LAST_ROUND || job.attempt < job.maxAttempts) throw error;
    else {
      job.log.error(
        { err: error, documentId: archive.documentId },
        'an archive could not be unpacked for a fault of ours',
      );
      await fail(run, failureOf(archive.fileName, GIVEN_UP));
    }
  }
}

/** Null where another job took the archive over, which then does the rest. */
async function unpackMembers(run: Unpacking): Promise<Tally | null> {
  const { deps, payload, archive } = run;
  const local = await deps.storage.localPath({ tenantId: payload.tenantId, sha256: archive.sha256 });
  const tally: Tally = { files: 0, renderings: 0, skipped: 0, entryFault: null, ownFault: null };
  try {
    const batch = new MemberBatch(run);
    for await (const member of membersOf(local.path)) {
      if (run.job.signal?.aborted) return await handOver(run, batch);
      take(run, tally, batch, member);
      if (batch.isFull() && !(await batch.save())) return null;
    }
    return (await batch.save()) ? tally : null;
  } finally {
    await local.release();
  }
}

function take(run: Unpacking, tally: Tally, batch: MemberBatch, member: Member): void {
  switch (member.kind) {
    case 'skipped':
      tally.skipped++;
      break;
    case 'file':
      tally.files++;
      batch.addFile(member);
      break;
    case 'rendering':
      if (batch.addRendering(member)) tally.renderings++;
      else tally.skipped++;
      break;
    case 'refused': {
      const { path, fault } = member;
      logCause(run, fault);
      if (path === null) tally.ownFault ??= fault;
      else {
        tally.entryFault ??= fault;
        batch.addRefused(path, fault);
      }
    }
  }
}

/** The names inside stay out of the log: they are the client's. */
function logCause({ archive, job }: Unpacking, { code, cause }: Fault): void {
  if (cause == null) return;
  job.log.warn({ documentId: archive.documentId, code, cause }, 'a part of an archive could not be read');
}

/** A draining worker stops between two members; the next job goes on from what is saved. */
async function handOver({ deps, payload, job }: Unpacking, batch: MemberBatch): Promise<null> {
  if (await batch.save()) {
    await inScope(deps.db, systemScope(payload.tenantId, job.jobId), (trx) =>
      enqueueUnpacking(trx, payload, payload.documentId, payload.round),
    );
  }
  return null;
}

/** Members that are stored and saved together. */
class MemberBatch {
  readonly #run: Unpacking;
  /** Of every member that a rendering will be told of, by its path. */
  readonly #digests = new Map<string, string>();
  #rows: NewDocument[] = [];
  #renderings: NewRendering[] = [];
  #contents = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(run: Unpacking) {
    this.#run = run;
  }

  addFile({ path, bytes, envelope, isRendered }: Extract<Member, { kind: 'file' }>): void {
    const sha256 = this.#keep(bytes);
    if (isRendered) this.#digests.set(path, sha256);
    const row = memberRow(this.#run.archive, path, { sha256, sizeBytes: bytes.byteLength });
    this.#rows.push(envelope === null ? row : { ...row, facts: { envelope } });
  }

  /** False where its document could not be unpacked. */
  addRendering({ path, of, as, bytes }: Extract<Member, { kind: 'rendering' }>): boolean {
    const rendered = this.#digests.get(of);
    if (rendered === undefined) return false;
    this.#renderings.push({
      of_sha256: rendered,
      kind: as,
      file_name: nameOf(path.toWellFormed()),
      sha256: this.#keep(bytes),
      size_bytes: bytes.byteLength,
    });
    return true;
  }

  #keep(bytes: Uint8Array): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#contents.set(sha256, bytes);
    this.#bytes += bytes.byteLength;
    return sha256;
  }

  addRefused(entryPath: string, fault: Fault): void {
    this.#rows.push(memberRow(this.#run.archive, entryPath, { failure: failureOf(entryPath, fault) }));
  }

  isFull(): boolean {
    return this.#rows.length + this.#renderings.length >= MEMBER_BATCH || this.#bytes >= MEMBER_BATCH_BYTES;
  }

  /** False where the archive is another job's now. */
  async save(): Promise<boolean> {
    const { deps, payload, archive, job } = this.#run;
    const rows = this.#rows;
    const renderings = this.#renderings;
    await this.#store();
    return inScope(deps.db, systemScope(payload.tenantId, job.jobId), async (trx) => {
      if (!(await holdArchive(trx, payload.tenantId, archive))) return false;
      if (rows.length + renderings.length === 0) return true;
      const place = { ...payload, uploadId: archive.uploadId, userId: archive.createdBy };
      const inserted = await insertDocuments(trx, place, rows);
      await insertRenderings(trx, payload, renderings);
      const idsOf = (some: typeof inserted) => some.map(({ documentId }) => documentId);
      await enqueueReading(trx, payload, idsOf(inserted.filter(({ sha256 }) => sha256 !== null)));
      await tellUploaders(trx, payload, idsOf(inserted.filter(({ sha256 }) => sha256 === null)));
      await announce(trx, { tenantId: payload.tenantId, topic: 'documents', clientId: payload.clientId });
      return true;
    });
  }

  async #store(): Promise<void> {
    const { deps, payload } = this.#run;
    const waiting = [...this.#contents];
    this.#rows = [];
    this.#renderings = [];
    this.#contents = new Map();
    this.#bytes = 0;
    const store = async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        await deps.storage.put({ tenantId: payload.tenantId, sha256: next[0] }, next[1]);
      }
    };
    await Promise.all(Array.from({ length: STORE_CONCURRENCY }, store));
  }
}

const nameOf = (entryPath: string) => entryPath.split(/[/!]/).at(-1) || entryPath || 'adsiz';

type Content = { readonly sha256: string; readonly sizeBytes: number } | { readonly failure: Failure };

function memberRow(archive: ClaimedArchive, path: string, content: Content): NewDocument {
  const entryPath = path.toWellFormed();
  const failed = 'failure' in content;
  // Archives in archives are written "inner.zip!name": each mark is one level deeper.
  const depth = Math.min(5, archive.depth + 1 + entryPath.split('!').length - 1);
  return {
    sha256: failed ? null : content.sha256,
    size_bytes: failed ? 0 : content.sizeBytes,
    file_name: nameOf(entryPath),
    kind: 'unknown',
    state: failed ? 'FAILED' : 'PENDING',
    entry_path: entryPath,
    container_id: archive.documentId,
    depth,
    failure: failed ? content.failure : null,
  };
}

async function finish(run: Unpacking, tally: Tally): Promise<void> {
  const { deps, payload, archive, job } = run;
  const fault = tally.ownFault ?? tally.entryFault;
  if (tally.files === 0 && fault !== null) return fail(run, failureOf(archive.fileName, fault));
  await inScope(deps.db, systemScope(payload.tenantId, job.jobId), async (trx) => {
    if (!(await holdArchive(trx, payload.tenantId, archive))) return;
    const { members, withContent, failed } = await countMembers(trx, payload.tenantId, archive.documentId);
    const alreadyHere = Math.max(0, tally.files - withContent);
    const findings = [
      archiveContents({
        members,
        failed,
        alreadyHere,
        renderings: tally.renderings,
        skipped: tally.skipped,
      }),
    ];
    if (tally.ownFault !== null) findings.push(archiveIncomplete(tally.ownFault));
    const end = { state: 'UNPACKED', findings, worstFinding: worstOf(findings), failure: null } as const;
    await endArchive(trx, payload.tenantId, archive.documentId, { ...end, now: deps.clock.now() });
    await announce(trx, { tenantId: payload.tenantId, topic: 'documents', clientId: payload.clientId });
  });
}

async function fail(run: Unpacking, failure: Failure): Promise<void> {
  const { deps, payload, archive, job } = run;
  await inScope(deps.db, systemScope(payload.tenantId, job.jobId), async (trx) => {
    if (!(await holdArchive(trx, payload.tenantId, archive))) return;
    const end = {
      state: 'FAILED',
      findings: [],
      worstFinding: null,
      failure,
      now: deps.clock.now(),
    } as const;
    await endArchive(trx, payload.tenantId, archive.documentId, end);
    await tellUploaders(trx, payload, [archive.documentId]);
    await announce(trx, { tenantId: payload.tenantId, topic: 'documents', clientId: payload.clientId });
  });
}
