/** What is asked of a drawing thread and what it answers; both cross threads. */

/** `auto`: by the document's own design, by ours where it brings none. */
export type DesignWanted = 'auto' | 'own';

/** Why a document that brings a design is shown in ours. */
export type DesignRefusal = 'faulty' | 'too-slow' | 'too-large';

export interface DrawingRequest {
  /** As it is stored. */
  readonly bytes: Uint8Array;
  readonly as: 'html' | 'pdf';
  readonly design: DesignWanted;
  readonly language: 'tr' | 'en';
}

/** `unreadable`: no document of UBL-TR, and why, in both languages. */
export type DrawingAnswer =
  | { readonly kind: 'drawn'; readonly design: 'embedded' | 'own'; readonly content: Uint8Array }
  | { readonly kind: 'design-refused'; readonly refusal: DesignRefusal; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly reasonEn: string };

/** Bounds of a drawing. Bytes, milliseconds, mebibytes of JavaScript's own memory (the engine has its own bound). */
export const DRAWING_LIMITS = {
  documentBytes: 20 * 1024 * 1024,
  designBytes: 2 * 1024 * 1024,
  htmlBytes: 4 * 1024 * 1024,
  timeMs: 8_000,
  memoryMb: 160,
} as const;
