/** What people of an office ask for, mixed as in a busy hour; what is acknowledged to them is noted. */
import { createPrng } from '@muhasebi/testkit/ubl-generator/prng.ts';
import type { Answer, Request } from './caller.ts';
import { bearer, type Office, PASSWORD, uploadOf } from './offices.ts';

/** What was answered with success, and must be found afterwards. */
export interface Acknowledged {
  readonly documents: string[];
  readonly posted: string[];
}

export interface Act {
  /** The route, as in the metrics. */
  readonly route: string;
  readonly request: Request;
  /** True where the answer is the one hoped for. */
  readonly isGood: (answer: Answer) => boolean;
}

/** Weights add up to 100. */
const WEIGHTS = [
  [15, 'clients'],
  [20, 'documents'],
  [15, 'document'],
  [15, 'voucher'],
  [6, 'vouchers'],
  [7, 'mizan'],
  [8, 'upload'],
  [10, 'post'],
  [4, 'login'],
] as const;

type Kind = (typeof WEIGHTS)[number][1];

const API = '/api/v1';
const JSON_TYPE = { 'content-type': 'application/json' };

/** An endless sequence of acts, the same for the same seed. */
export function createMix(offices: readonly Office[], acknowledged: Acknowledged, seed: string): () => Act {
  const prng = createPrng(seed);
  let count = 0;
  return () => {
    const office = prng.pick(offices);
    const n = count++;
    // Each person of an office has an address of their own behind the proxy.
    const from = { 'x-forwarded-for': `10.${prng.int(250)}.${prng.int(250)}.${prng.int(250)}` };
    const act = actOf(kindAt(prng.int(100)), office, prng.int(1_000_000), `${seed}/${n}`, acknowledged);
    return { ...act, request: { ...act.request, headers: { ...act.request.headers, ...from } } };
  };
}

function kindAt(drawn: number): Kind {
  let rest = drawn;
  for (const [weight, kind] of WEIGHTS) {
    if (rest < weight) return kind;
    rest -= weight;
  }
  return 'clients';
}

function actOf(kind: Kind, office: Office, drawn: number, seed: string, acknowledged: Acknowledged): Act {
  const client = `${API}/clients/${office.clientId}`;
  const one = (list: readonly string[]) => list[drawn % list.length] ?? '';
  switch (kind) {
    case 'clients':
      return read('GET /clients', office, `${API}/clients?limit=50`);
    case 'documents':
      return read('GET /clients/:clientId/documents', office, `${client}/documents?limit=50`);
    case 'document':
      return read('GET /documents/:documentId', office, `${API}/documents/${one(office.documents)}`);
    case 'voucher':
      return read('GET /vouchers/:voucherId', office, `${API}/vouchers/${one(office.vouchers)}`);
    case 'vouchers':
      return read('GET /clients/:clientId/vouchers', office, `${client}/vouchers?limit=50`);
    case 'mizan':
      return read(
        'GET /clients/:clientId/mizan',
        office,
        `${client}/mizan?from=2026-01-01&to=2026-12-31&level=12`,
      );
    case 'upload':
      return upload(office, drawn, seed, acknowledged);
    case 'post':
      return post(office, acknowledged);
    case 'login':
      return login(office);
  }
}

function read(route: string, office: Office, path: string): Act {
  return {
    route,
    request: { method: 'GET', path, headers: bearer(office) },
    isGood: ({ status }) => status === 200,
  };
}

function upload(office: Office, drawn: number, seed: string, acknowledged: Acknowledged): Act {
  const { contentType, body } = uploadOf(office, `load/${seed}`, drawn);
  return {
    route: 'POST /clients/:clientId/documents',
    request: {
      method: 'POST',
      path: `${API}/clients/${office.clientId}/documents`,
      headers: { ...bearer(office), 'content-type': contentType },
      body,
    },
    isGood: ({ status, text }) => {
      if (status !== 202) return false;
      const { results } = JSON.parse(text) as { results: { status: string; documentId: string }[] };
      for (const { documentId } of results) acknowledged.documents.push(documentId);
      return results.every((result) => result.status === 'accepted');
    },
  };
}

/** Where an office has no draft left, a voucher is looked at instead. */
function post(office: Office, acknowledged: Acknowledged): Act {
  const id = office.drafts.pop();
  if (id === undefined) {
    return read('GET /vouchers/:voucherId', office, `${API}/vouchers/${office.vouchers[0] ?? ''}`);
  }
  return {
    route: 'POST /vouchers/post',
    request: {
      method: 'POST',
      path: `${API}/vouchers/post`,
      headers: { ...bearer(office), ...JSON_TYPE },
      body: JSON.stringify({ vouchers: [{ id }] }),
    },
    isGood: ({ status, text }) => {
      if (status !== 200) {
        office.drafts.unshift(id);
        return false;
      }
      const { results } = JSON.parse(text) as { results: { status: string }[] };
      const isPosted = results[0]?.status === 'posted';
      if (isPosted) acknowledged.posted.push(id);
      return isPosted;
    },
  };
}

function login(office: Office): Act {
  return {
    route: 'POST /auth/login',
    request: {
      method: 'POST',
      path: `${API}/auth/login`,
      headers: JSON_TYPE,
      body: JSON.stringify({ email: office.email, password: PASSWORD }),
    },
    isGood: ({ status, text }) => {
      if (status !== 200) return false;
      office.token = (JSON.parse(text) as { accessToken: string }).accessToken;
      return true;
    },
  };
}
