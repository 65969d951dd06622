/**
 * Imported first by a process that ends as soon as it has answered: its memory is cleaned by its own thread alone. A thread of V8
 * that is at it when the process ends can wait for it, and it for that thread, without end (nodejs/node#54918).
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--single-threaded-gc');
