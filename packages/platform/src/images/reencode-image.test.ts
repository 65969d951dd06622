/** Pictures of strangers: what is decoded, what is refused, and that nothing of the file itself stays. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { reencodeImage } from './reencode-image.ts';

const WITHIN = { width: 800, height: 240 };
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 20, g: 90, b: 160 } } });

describe('an uploaded picture', () => {
  it('of each kind becomes a PNG within the size, in its own proportions and never enlarged', async () => {
    const large = picture(1600, 400);
    for (const bytes of [
      await large.clone().png().toBuffer(),
      await large.clone().jpeg().toBuffer(),
      await large.clone().webp().toBuffer(),
    ]) {
      const made = await reencodeImage(bytes, WITHIN);
      expect(made).toMatchObject({ width: 800, height: 200 });
      expect((await sharp(made?.png).metadata()).format).toBe('png');
    }
    expect(await reencodeImage(await picture(60, 20).png().toBuffer(), WITHIN)).toMatchObject({
      width: 60,
      height: 20,
    });
  });

  it('keeps nothing that stood in the file beside its pixels', async () => {
    const marked = await picture(300, 100)
      .withExif({ IFD0: { Copyright: 'GIZLI-ISARET' } })
      .jpeg()
      .toBuffer();
    const behind = Buffer.concat([marked, Buffer.from('<script>GIZLI-ISARET</script>')]);
    expect(behind.includes('GIZLI-ISARET')).toBe(true);
    expect((await reencodeImage(behind, WITHIN))?.png.includes('GIZLI-ISARET')).toBe(false);
  });

  it('is refused where it is drawn by text, cut in half, empty, or no picture at all', async () => {
    const png = await picture(300, 100).png().toBuffer();
    const bad = [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'),
      Buffer.from('%PDF-1.7'),
      Buffer.alloc(0),
      png.subarray(0, 60),
      Buffer.from('RIFF0000WEBPVP8 '),
    ];
    for (const bytes of bad) expect(await reencodeImage(bytes, WITHIN)).toBeNull();
  });

  it('is refused where few bytes would fill the memory', async () => {
    const bomb = await picture(10_000, 6_000).png().toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await reencodeImage(bomb, WITHIN)).toBeNull();
  });
});
