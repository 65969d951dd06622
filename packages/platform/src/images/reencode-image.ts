/** Makes a small PNG of our own of an uploaded picture: decoded within limits and encoded anew, so nothing else of the file stays. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';

export interface EncodedImage {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** Of the PNG, hexadecimal. */
  readonly sha256: string;
}

/** First bytes of PNG, JPEG and WebP. What is none of these, SVG and PDF among them, never reaches the decoder. */
const STARTS: readonly (readonly [offset: number, bytes: Buffer])[] = [
  [0, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  [0, Buffer.from([0xff, 0xd8, 0xff])],
  [8, Buffer.from('WEBP')],
];
/** A phone's photograph; more is a picture made to fill the memory. */
const MAX_PIXELS = 50_000_000;
const TIMEOUT_SECONDS = 10;

/**
 * The picture within `width` × `height` pixels, never enlarged, upright, without what its camera wrote into it.
 * Null where it is no whole PNG, JPEG or WebP, or decodes to more than a photograph.
 */
export async function reencodeImage(
  bytes: Buffer,
  within: { readonly width: number; readonly height: number },
): Promise<EncodedImage | null> {
  const isKnown = STARTS.some(([offset, start]) =>
    bytes.subarray(offset, offset + start.length).equals(start),
  );
  if (!isKnown) return null;
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      failOn: 'error',
      animated: false,
    })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .rotate()
      .resize({ ...within, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true });
    const sha256 = createHash('sha256').update(data).digest('hex');
    return { png: data, width: info.width, height: info.height, sha256 };
  } catch {
    // The decoder's words tell nothing to whoever sent the file: it is damaged, cut or too large, and is refused as such.
    return null;
  }
}
