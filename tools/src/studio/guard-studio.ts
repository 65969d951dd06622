/** Stands before Prisma Studio, which asks nobody who they are: other sites get nothing out of it, and it tells nobody of us. */
import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';

/** The page of Studio counts tables for its maker; with this, the browser lets it speak to where it came from alone. */
const POLICY =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self'; frame-ancestors 'none'; form-action 'self'";

/** Serves what listens on `innerPort` of loopback at `port` of 127.0.0.1. Rejects where the port is taken. */
export function guardStudio(port: number, innerPort: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (isForeign(request, port)) response.writeHead(403, { 'content-type': 'text/plain' }).end('403\n');
    else pass(request, response, innerPort);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => resolve(server));
  });
}

/** Another name for this address (DNS rebinding), or a page of another site. */
function isForeign({ headers }: IncomingMessage, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!own.includes(headers.host ?? '')) return true;
  const { origin } = headers;
  if (origin !== undefined && !own.some((host) => origin === `http://${host}`)) return true;
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function pass(request: IncomingMessage, response: ServerResponse, innerPort: number): void {
  const host = `127.0.0.1:${innerPort}`;
  const { origin: _origin, ...headers } = request.headers;
  const options = { host: '127.0.0.1', port: innerPort, method: request.method, path: request.url };
  const inner = ask({ ...options, headers: { ...headers, host } }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-security-policy': POLICY });
    answer.pipe(response);
  });
  inner.once('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  request.pipe(inner);
}
