/** Asks TCMB for the bulletin of one day, over HTTPS, bounded in time and size. */
import { type Bulletin, BulletinError, MAX_BULLETIN_BYTES, readBulletin } from './read-bulletin.ts';

export interface TcmbSource {
  /** "https://www.tcmb.gov.tr", without a slash at its end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

/** TCMB cannot be asked now, or answered what is no bulletin: to be tried again, or looked at. */
export class TcmbUnreachable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TcmbUnreachable';
  }
}

/** "2026-11-27" → "/kurlar/202611/27112026.xml". */
export function bulletinPath(day: string): string {
  const [year, month, date] = [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)];
  return `/kurlar/${year}${month}/${date}${month}${year}.xml`;
}

/**
 * The bulletin of an ISO day; null where TCMB has none (404: weekend, holiday, half day, or not published yet).
 * Throws TcmbUnreachable, which names the address and what came instead.
 */
export async function fetchBulletin(source: TcmbSource, day: string): Promise<Bulletin | null> {
  const url = `${source.baseUrl}${bulletinPath(day)}`;
  const bytes = await download(url, source.timeoutMs);
  if (bytes === null) return null;
  const bulletin = readAnswer(url, bytes);
  if (bulletin.date !== day)
    throw new TcmbUnreachable(`${url}: the bulletin is of ${bulletin.date}, not of ${day}`);
  return bulletin;
}

async function download(url: string, timeoutMs: number): Promise<Buffer | null> {
  try {
    // A redirect is not followed: TCMB has none, and what stands in between (a portal, a proxy) is no bulletin.
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/xml, text/xml' },
    });
    if (response.status === 404) {
      await response.body?.cancel();
      return null;
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new TcmbUnreachable(`${url}: HTTP ${response.status}`);
    }
    return await bounded(response, url);
  } catch (error) {
    if (error instanceof TcmbUnreachable) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    const said = error instanceof Error ? error.message : String(error);
    throw new TcmbUnreachable(`${url}: ${said}${cause === '' ? '' : ` (${cause})`}`, error);
  }
}

async function bounded(response: Response, url: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BULLETIN_BYTES) throw new TcmbUnreachable(`${url}: more than ${MAX_BULLETIN_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readAnswer(url: string, bytes: Buffer): Bulletin {
  try {
    return readBulletin(bytes);
  } catch (error) {
    if (error instanceof BulletinError) throw new TcmbUnreachable(`${url}: ${error.message}`, error);
    throw error;
  }
}
