/** Reads a remote file with several requests under way, so that a distant server does not cost a journey for every piece. */
import { Buffer } from 'node:buffer';

/** What every server answers in one piece (the least that drafts of SFTP ask for). */
const PIECE_BYTES = 32 * 1024;
const UNDER_WAY = 16;

/** Fills `into` from `position`; answers how many bytes came, 0 at the end. */
export type ReadPiece = (into: Buffer, position: number) => Promise<number>;

/** `sizeBytes` as the server said it; ends early where the file turns out shorter. */
export async function* readRemoteFile(read: ReadPiece, sizeBytes: number): AsyncGenerator<Buffer> {
  const underWay: Promise<Buffer>[] = [];
  let asked = 0;
  const ask = () => {
    const piece = wholePiece(read, asked, Math.min(PIECE_BYTES, sizeBytes - asked));
    // A failure is met where the piece is waited for; those behind it are left.
    piece.catch(() => undefined);
    underWay.push(piece);
    asked += PIECE_BYTES;
  };
  while (asked < sizeBytes && underWay.length < UNDER_WAY) ask();
  for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) {
    const piece = await next;
    if (piece.length === 0) return;
    yield piece;
    if (asked < sizeBytes) ask();
  }
}

/** A server may answer less than it was asked for. */
async function wholePiece(read: ReadPiece, position: number, length: number): Promise<Buffer> {
  const piece = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const came = await read(piece.subarray(filled), position + filled);
    if (came === 0) break;
    filled += came;
  }
  return piece.subarray(0, filled);
}
