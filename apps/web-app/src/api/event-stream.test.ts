/** Tests of server-sent events over fetch. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createApi } from './client.ts';
import { createEventParser, followEvents } from './event-stream.ts';

function parsed(...chunks: string[]): [string, string][] {
  const events: [string, string][] = [];
  const parse = createEventParser((name, data) => events.push([name, data]));
  chunks.forEach(parse);
  return events;
}

describe('an event stream', () => {
  it('gives named events with their data', () => {
    expect(parsed('event: documents\ndata: {"a":1}\n\n')).toEqual([['documents', '{"a":1}']]);
  });
  it('may be cut anywhere', () => {
    expect(parsed('event: docu', 'ments\nda', 'ta: 1\n', '\nevent: x\ndata: 2\n\n')).toEqual([
      ['documents', '1'],
      ['x', '2'],
    ]);
  });
  it('drops comments and joins data of several lines', () => {
    expect(parsed(': kalp atışı\n\ndata: a\ndata: b\n\n')).toEqual([['message', 'a\nb']]);
  });
  it('takes CRLF for one line end, also across chunks', () => {
    expect(parsed('event: e\r\ndata: 1\r', '\n\r\n')).toEqual([['e', '1']]);
  });

  it('is followed again after the connection was cut', async () => {
    let connections = 0;
    const server = createServer((_, response) => {
      connections += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`event: documents\ndata: ${connections}\n\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const api = createApi({
      baseUrl: `http://127.0.0.1:${port}`,
      language: () => 'tr',
      onSession: () => undefined,
    });
    const got: string[] = [];
    await new Promise<void>((resolve) => {
      const stop = followEvents(api, '/events', {
        onEvent: (_, data) => {
          got.push(data);
          if (got.length === 2) {
            stop();
            resolve();
          }
        },
      });
    });
    await new Promise((resolve) => server.close(resolve));
    expect(got).toEqual(['1', '2']);
  });
});
