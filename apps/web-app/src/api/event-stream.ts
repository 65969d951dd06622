/** Server-sent events over fetch, because EventSource cannot carry the access token; reconnects with growing pauses. */
import type { Api } from './client.ts';

/** Splits a text/event-stream into events as chunks arrive; comments and unknown fields are dropped. */
export function createEventParser(onEvent: (name: string, data: string) => void): (chunk: string) => void {
  let rest = '';
  let name = 'message';
  let data: string[] = [];
  const take = (line: string) => {
    if (line === '') {
      if (data.length > 0) onEvent(name, data.join('\n'));
      name = 'message';
      data = [];
    } else if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  };
  return (chunk) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  };
}

async function readStream(response: Response, onChunk: (text: string) => void): Promise<void> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onChunk(value);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

export interface StreamHandlers {
  readonly onEvent: (name: string, data: string) => void;
  /** After a (re)connection: what was missed in between must be asked for. */
  readonly onOpen?: () => void;
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** Follows an event stream until the returned function is called. */
export function followEvents(api: Api, path: string, handlers: StreamHandlers): () => void {
  const stop = new AbortController();
  const follow = async () => {
    let pauseMs = FIRST_PAUSE_MS;
    while (!stop.signal.aborted) {
      try {
        const response = await api.raw(path, {
          headers: { accept: 'text/event-stream' },
          signal: stop.signal,
        });
        pauseMs = FIRST_PAUSE_MS;
        handlers.onOpen?.();
        await readStream(response, createEventParser(handlers.onEvent));
      } catch {
        // A cut connection and a refusal are both answered by trying again later.
      }
      await pause(pauseMs, stop.signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  };
  void follow();
  return () => stop.abort();
}
