/** The process that reads one large document. */
import { answerApart } from '@muhasebi/platform/process/answer-apart.ts';
import { answerRead } from './read-any-size.ts';

answerApart(answerRead);
