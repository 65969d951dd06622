/** Room on the disk that a folder lies on. */
import { statfs } from 'node:fs/promises';
import type { GaugeSource } from './gauge-source.ts';

/** `folders` by the name that they get in the label; one that is not there yet makes the reading fail. */
export function diskGauges(folders: Readonly<Record<string, string>>): GaugeSource {
  return {
    name: 'disk',
    keepSeconds: 10,
    gauges: {
      muhasebi_disk_free_bytes: { help: 'Room left on the disk of a folder.', labels: ['folder'] },
      muhasebi_disk_size_bytes: { help: 'Size of the disk of a folder.', labels: ['folder'] },
    },
    async read() {
      const all = await Promise.all(
        Object.entries(folders).map(async ([folder, path]) => {
          const { bavail, blocks, bsize } = await statfs(path);
          const labels = { folder };
          return [
            { gauge: 'muhasebi_disk_free_bytes', labels, value: bavail * bsize },
            { gauge: 'muhasebi_disk_size_bytes', labels, value: blocks * bsize },
          ];
        }),
      );
      return all.flat();
    },
  };
}
