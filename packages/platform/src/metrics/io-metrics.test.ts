/** Disk and network as Linux tells them. */
import { existsSync } from 'node:fs';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { countInputAndOutput, diskBytesIn, networkBytesIn } from './io-metrics.ts';

it('the disk is what went through to it, and not what the page cache answered', () => {
  const text = 'rchar: 900\nwchar: 800\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n';
  expect(diskBytesIn(text)).toEqual({ read: 4096, write: 8192 });
});

it('the network is every interface but the loopback', () => {
  const text = [
    'Inter-|   Receive                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    '    lo: 999 1 0 0 0 0 0 0 999 1 0 0 0 0 0 0',
    '  eth0: 100 1 0 0 0 0 0 0 30 1 0 0 0 0 0 0',
    '  eth1: 5 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0',
  ].join('\n');
  expect(networkBytesIn(text)).toEqual({ receive: 105, transmit: 37 });
});

it.skipIf(!existsSync('/proc/self/io'))('both are told by a running process', async () => {
  const registry = new Registry();
  countInputAndOutput(registry);
  const text = await registry.metrics();
  expect(text).toMatch(/^muhasebi_process_disk_bytes_total\{direction="write"\} \d+$/m);
  expect(text).toMatch(/^muhasebi_network_bytes_total\{direction="receive"\} \d+$/m);
});
