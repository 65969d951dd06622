/** The baseline of healthz.ts: a Fastify with one route that gives the same answer, and nothing else. */
import Fastify from 'fastify';

const app = Fastify();
app.get('/healthz', () => ({ status: 'ok', service: 'backend-api' }));
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.once('SIGTERM', () => void app.close());
