/** The other side of `askApart`: answers one question and is ended then. */
import type { Answered } from './ask-apart.ts';

/** Gives the answer of `answer` to the process that asks, or what it throws. Where that process is gone, this one goes, too. */
export function answerApart<Question>(answer: (question: Question) => unknown): void {
  process.once('disconnect', () => process.exit());
  process.once('message', (question: Question) => {
    let answered: Answered;
    try {
      answered = { answer: answer(question) };
    } catch (fault) {
      answered = { fault };
    }
    // Nobody may be there any more: the disconnection ends it then.
    process.send?.(answered, undefined, undefined, () => undefined);
  });
}
