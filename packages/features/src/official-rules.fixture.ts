/** The official rules as tests of other features have them: the judge over whatever packs their database holds, and a small pack. */

export { rulePacksContract } from './rule-packs/contract.ts';
export { createOfficialJudge as officialJudge } from './rule-packs/judge-documents.ts';
export { tinyPack } from './rule-packs/tiny-pack.fixture.ts';
