/** Which face of documents a person looked at last, on this device. */

export type Face = 'read' | 'drawn' | 'xml';

const FACES: readonly Face[] = ['read', 'drawn', 'xml'];
const keyOf = (userId: string) => `muhasebi.face.${userId}`;

export function rememberedFace(userId: string): Face {
  try {
    const stored = localStorage.getItem(keyOf(userId));
    return FACES.find((face) => face === stored) ?? 'read';
  } catch {
    // Without storage nothing was remembered.
    return 'read';
  }
}

export function rememberFace(userId: string, face: Face): void {
  try {
    localStorage.setItem(keyOf(userId), face);
  } catch {
    // Without storage the choice lasts as long as the document is open.
  }
}
