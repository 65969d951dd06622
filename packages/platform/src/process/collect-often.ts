/** Keeps a process that lives long near the size of what it holds: garbage is collected earlier than V8 would by itself. */
import { setFlagsFromString } from 'node:v8';

/** Of what lives; so much more may come before V8 collects. By itself it waits for a multiple, and longer the more memory a machine has. */
const MOST_GARBAGE_PERCENT = 50;

/** For this process, from the next collection on: V8 asks for it anew each time. */
export function collectOften(): void {
  setFlagsFromString(`--heap-growing-percent=${MOST_GARBAGE_PERCENT}`);
}
