/** A route without a permission that somebody can hold does not start. */
import type { Feature } from '@muhasebi/features/feature.ts';
import { implement } from '@muhasebi/platform/http/handler.ts';
import { type RoutePermission, route } from '@muhasebi/platform/http/route.ts';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { type MountOptions, mountRoutes } from './mount-routes.ts';

function start(permission: RoutePermission): void {
  const contract = route({ method: 'GET', path: '/deneme', permission, summary: 'deneme' });
  const feature: Feature = {
    name: 'deneme',
    routes: [implement(contract, async () => undefined)],
    jobs: [],
    schedules: [],
  };
  const never = () => Promise.reject(new Error('not asked'));
  const options: Omit<MountOptions, 'db'> = {
    authenticate: never,
    secureCookies: false,
    shutdown: new AbortController().signal,
    shed: () => {},
  };
  mountRoutes(Fastify(), [feature], options as MountOptions);
}

test('a route without a permission does not start', () => {
  expect(() => start(undefined as never)).toThrow('GET /deneme has no known permission');
});

test('a route with a permission that no role holds does not start', () => {
  expect(() => start('uydurma:yetki')).toThrow('GET /deneme has no known permission: uydurma:yetki');
});

test('a route with a permission of the table starts', () => {
  expect(() => start('client:read')).not.toThrow();
});
