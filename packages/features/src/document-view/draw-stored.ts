/** Draws a stored document by its own design, and by ours where it brings none or its own is refused. */
import { buffer } from 'node:stream/consumers';
import {
  DRAWING_LIMITS,
  type DrawingAnswer,
  type DrawingRequest,
} from '@muhasebi/connectors/ubl-view/drawing.ts';
import { type DrawingRoom, DrawingRoomFull } from '@muhasebi/connectors/ubl-view/drawing-room.ts';
import { documentViewErrors } from './contract.ts';
import type { ShownDocument } from './open-document.ts';

type Refusal = Extract<DrawingAnswer, { kind: 'design-refused' }>;

export interface DrawnDocument {
  readonly design: 'embedded' | 'own';
  readonly content: Buffer;
  /** Why the document's own design is not the one that is shown. */
  readonly refusal: Refusal | null;
}

type Wanted = Pick<DrawingRequest, 'as' | 'design' | 'language'>;

/** Throws VIEW_TOO_LARGE, VIEW_NOT_XML, VIEW_FAILED, VIEW_BUSY. */
export async function drawStored(
  room: DrawingRoom,
  document: ShownDocument,
  wanted: Wanted,
): Promise<DrawnDocument> {
  const { fileName, sizeBytes } = document;
  if (sizeBytes > DRAWING_LIMITS.documentBytes) {
    document.stream.destroy();
    const params = { fileName, size: megabytes(sizeBytes), limit: megabytes(DRAWING_LIMITS.documentBytes) };
    throw documentViewErrors.VIEW_TOO_LARGE(params);
  }
  const bytes = await buffer(document.stream);
  const first = await drawn(room, { ...wanted, bytes }, fileName);
  if (first.kind === 'drawn') return of(first, null);
  if (wanted.design === 'own') throw documentViewErrors.VIEW_FAILED({ fileName }, [], first.detail);
  const second = await drawn(room, { ...wanted, bytes, design: 'own' }, fileName);
  if (second.kind === 'drawn') return of(second, first);
  throw documentViewErrors.VIEW_FAILED({ fileName }, [], second.detail);
}

const of = ({ design, content }: Extract<DrawingAnswer, { kind: 'drawn' }>, refusal: Refusal | null) => ({
  design,
  content: Buffer.from(content),
  refusal,
});

async function drawn(room: DrawingRoom, request: DrawingRequest, fileName: string) {
  try {
    const answer = await room.draw(request);
    if (answer.kind === 'unreadable') {
      const { reason, reasonEn } = answer;
      throw documentViewErrors.VIEW_NOT_XML({ fileName, reason, reasonEn });
    }
    return answer;
  } catch (error) {
    if (error instanceof DrawingRoomFull) throw documentViewErrors.VIEW_BUSY();
    throw error;
  }
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / (1024 * 1024))} MB`;
