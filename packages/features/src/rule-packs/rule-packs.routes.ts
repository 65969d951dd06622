/** Routes of the rule packs: the operator's list, installation and removal, and what offices may know of them. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { turkishDay } from '@muhasebi/platform/clock/clock.ts';
import { platformErrors } from '@muhasebi/platform/errors/platform-errors.ts';
import {
  type IncomingFile,
  implement,
  type RequestContext,
  type RouteImplementation,
} from '@muhasebi/platform/http/handler.ts';
import { writeBounded } from '@muhasebi/platform/storage/write-bounded.ts';
import { plainName } from '../plain-name.ts';
import { officialRulesContract, rulePackErrors, rulePacksContract } from './contract.ts';
import { fetchZips } from './fetch-zips.ts';
import { installPack, type NoteOfAct, type PackSource, removePack } from './install-pack.ts';
import { MAX_ZIP_BYTES, MOST_SOURCES } from './limits.ts';
import { packFor } from './pack-in-force.ts';
import { presentPack } from './present-pack.ts';
import { installedPacks, listPacks } from './rule-packs.queries.ts';
import type { RulePacksDeps } from './rule-packs-deps.ts';
import { inFolder } from './work-folder.ts';

/** Packs that are listed, the installed ones among them. */
const MOST_LISTED = 50;

export function rulePackRoutes(deps: RulePacksDeps): RouteImplementation[] {
  const contextOf = (context: RequestContext) => ({
    db: deps.db,
    scope: context.scope,
    note: noteOf(deps, context),
  });
  return [
    implement(rulePacksContract.listRulePacks, async () => {
      const packs = await listPacks(deps.db, MOST_LISTED);
      const installed = packs.filter(({ state }) => state === 'installed');
      const inForce = packFor(installed, turkishDay(deps.clock));
      return {
        items: packs.map(presentPack),
        inForce: inForce?.inForce === true ? inForce.pack.version : null,
      };
    }),
    implement(rulePacksContract.installRulePack, (context, { query }) =>
      inFolder(deps.scratchDir, async (folder) => {
        const sources = await receive(context.files(), folder);
        return presentPack(await installPack(contextOf(context), { sources, validFrom: query.validFrom }));
      }),
    ),
    implement(rulePacksContract.fetchRulePack, (context, { body }) =>
      inFolder(deps.scratchDir, async (folder) => {
        const sources = await fetchZips(body.urls, folder, deps.outboundReach);
        return presentPack(await installPack(contextOf(context), { sources, validFrom: body.validFrom }));
      }),
    ),
    implement(rulePacksContract.removeRulePack, async (context, { params }) =>
      presentPack(await removePack(contextOf(context), params.version)),
    ),
    implement(officialRulesContract.officialRules, async () => {
      const installed = (await installedPacks(deps.db)).map(({ version, validFrom }) => ({
        version,
        validFrom,
      }));
      const today = turkishDay(deps.clock);
      return { inForce: installed.find(({ validFrom }) => validFrom <= today) ?? null, installed };
    }),
  ];
}

/** Nobody but a platform administrator comes this far, and every one of them is a person. */
function noteOf(deps: RulePacksDeps, { scope, log }: RequestContext): NoteOfAct {
  return async (trx, act, version) => {
    const { userId, address, requestId } = scope;
    if (userId === null) throw platformErrors.UNAUTHENTICATED();
    await deps.noteOperatorAct(trx, { userId, address, requestId, act, subject: version, detail: '' });
    log.info({ act, version }, 'operator act');
  };
}

/** Every file is read to its end, whatever becomes of it, so that the answer reaches who sent it. */
async function receive(files: AsyncIterable<IncomingFile>, folder: string): Promise<PackSource[]> {
  const sources: PackSource[] = [];
  let tooLarge: string | null = null;
  let count = 0;
  for await (const { fileName, stream, truncated } of files) {
    count += 1;
    const filePath = path.join(folder, `${randomUUID()}.zip`);
    const name = plainName(fileName);
    const isOver = count > MOST_SOURCES || tooLarge !== null;
    const { isTooLarge } = await writeBounded(stream, filePath, isOver ? 0 : MAX_ZIP_BYTES);
    if (!isOver && (isTooLarge || truncated())) tooLarge = name;
    else if (!isOver) sources.push({ path: filePath, name });
  }
  if (tooLarge !== null)
    throw rulePackErrors.RULE_PACK_TOO_LARGE({
      fileName: tooLarge,
      limit: `${MAX_ZIP_BYTES / 1024 / 1024} MB`,
    });
  if (count === 0 || count > MOST_SOURCES) throw rulePackErrors.RULE_PACK_NO_FILE({ limit: MOST_SOURCES });
  return sources;
}
