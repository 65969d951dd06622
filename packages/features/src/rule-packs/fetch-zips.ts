/** Downloads the zips of a rule pack from the addresses that an operator named: guarded, bounded, never redirected. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  guardedRequest,
  RequestFault,
  type RequestFaultKind,
} from '@muhasebi/connectors/outbound-http/guarded-request.ts';
import type { Reach } from '@muhasebi/connectors/outbound-http/reachable-address.ts';
import { rulePackErrors } from './contract.ts';
import type { PackSource } from './install-pack.ts';
import { MAX_ZIP_BYTES } from './limits.ts';

const TIMEOUT_MS = 60_000;

type Words = readonly [tr: string, en: string];

const FAULTS: Readonly<Record<RequestFaultKind, Words>> = {
  'address-refused': [
    'bu adres internetten herkesin ulaştığı bir https adresi değil',
    'it is no https address of the public internet',
  ],
  'unknown-host': ['sunucunun adı bulunamadı', 'the name of the server was not found'],
  unreachable: [
    'sunucuya ulaşılamadı ya da yanıt yarıda kesildi',
    'the server could not be reached, or its answer broke off',
  ],
  tls: ['sunucunun sertifikası geçerli değil', 'the certificate of the server does not hold'],
  timeout: ['bir dakikada inmedi', 'it did not arrive within a minute'],
  'too-large': [
    `${MAX_ZIP_BYTES / 1024 / 1024} MB sınırından büyük`,
    `it is larger than ${MAX_ZIP_BYTES / 1024 / 1024} MB`,
  ],
  stopped: ['indirme durduruldu', 'the download was stopped'],
};

/** Into files of `folder`, which the caller removes. Throws RULE_PACK_ADDRESS_FAILED. */
export async function fetchZips(
  urls: readonly string[],
  folder: string,
  reach: Reach,
): Promise<PackSource[]> {
  const sources: PackSource[] = [];
  for (const url of urls) {
    const filePath = path.join(folder, `${randomUUID()}.zip`);
    await writeFile(filePath, await download(url, reach), { mode: 0o600 });
    sources.push({ path: filePath, name: withoutSecrets(url) });
  }
  return sources;
}

async function download(url: string, reach: Reach): Promise<Buffer> {
  const refuse = ([reason, reasonEn]: Words) =>
    rulePackErrors.RULE_PACK_ADDRESS_FAILED({ url: withoutSecrets(url), reason, reasonEn });
  try {
    const { status, body, headers } = await guardedRequest({
      url,
      method: 'GET',
      headers: { accept: 'application/zip, application/octet-stream' },
      timeoutMs: TIMEOUT_MS,
      mostBytes: MAX_ZIP_BYTES,
      longer: 'refuse',
      reach,
    });
    if (status === 200) return body;
    const moved = headers.location === undefined ? '' : ` → ${headers.location.slice(0, 300)}`;
    throw refuse([
      `sunucu HTTP ${status} yanıtı verdi${moved}`,
      `the server answered HTTP ${status}${moved}`,
    ]);
  } catch (error) {
    if (error instanceof RequestFault) throw refuse(FAULTS[error.kind]);
    throw error;
  }
}

/** The address without a user, a password or a query, as it is kept and shown. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.slice(0, 500);
}
