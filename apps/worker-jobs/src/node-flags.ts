/**
 * How Node is told to run the worker. On a machine with much memory V8 gives the young generation 192 MB, and large texts
 * beside it; a batch of documents fills that in a second, whatever its garbage is worth. `deploy/` says the same.
 */
export const WORKER_NODE_FLAGS = ['--max-semi-space-size=16'] as const;
