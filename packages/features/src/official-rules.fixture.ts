/** The official judge as tests of other features have it: real, over whatever packs their database holds. */
export { createOfficialJudge as officialJudge } from './rule-packs/judge-documents.ts';
