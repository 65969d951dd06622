/** Tests of how files are put into requests. */
import { describe, expect, it } from 'vitest';
import { requestsOf } from './upload-requests.ts';

const MB = 1024 * 1024;
const files = (...sizes: number[]) => sizes.map((size, index) => ({ size, name: String(index) }));

describe('files to upload', () => {
  it('go in requests of at most fifty', () => {
    expect(
      requestsOf(files(...Array.from({ length: 120 }, () => 10))).map((request) => request.length),
    ).toEqual([50, 50, 20]);
  });
  it('go in requests of at most 32 MB, a larger one alone', () => {
    expect(
      requestsOf(files(20 * MB, 20 * MB, 90 * MB, 1)).map((request) => request.map((file) => file.name)),
    ).toEqual([['0'], ['1'], ['2'], ['3']]);
  });
  it('keep their order and lose none', () => {
    expect(
      requestsOf(files(1, 2, 3))
        .flat()
        .map((file) => file.size),
    ).toEqual([1, 2, 3]);
  });
});
