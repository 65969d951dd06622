/** The process that judges one large document. */
import { answerApart } from '@muhasebi/platform/process/answer-apart.ts';
import { answerJudge } from './judge-any-size.ts';

answerApart(answerJudge);
