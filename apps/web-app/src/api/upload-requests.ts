/** How many files go in one upload request: few enough to show progress and to repeat cheaply. */

const FILES_A_REQUEST = 50;
const BYTES_A_REQUEST = 32 * 1024 * 1024;

/** Files in requests of bounded count and size; a large file goes alone. */
export function requestsOf<F extends { readonly size: number }>(files: readonly F[]): F[][] {
  const requests: F[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = requests.at(-1);
    if (last === undefined || last.length >= FILES_A_REQUEST || bytes + file.size > BYTES_A_REQUEST) {
      requests.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return requests;
}
