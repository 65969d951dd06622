/** What a process reads from and writes to the disk, and what its machine sends and receives, as Linux counts them. */
import { readFileSync } from 'node:fs';
import { Counter, type Registry } from 'prom-client';

/** Bytes that went to and came from the disk itself: what the page cache answered is not in them. */
export function diskBytesIn(text: string): { readonly read: number; readonly write: number } {
  const of = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { read: of('read_bytes'), write: of('write_bytes') };
}

/** Bytes over all interfaces but the loopback, which never leaves the machine. */
export function networkBytesIn(text: string): { readonly receive: number; readonly transmit: number } {
  const lines = text.split('\n').flatMap((line) => {
    const [name, numbers] = line.split(':');
    if (numbers === undefined || name === undefined || name.trim() === 'lo') return [];
    return [numbers.trim().split(/\s+/).map(Number)];
  });
  // Received bytes stand first, sent bytes ninth: Documentation/networking/statistics.
  const sum = (column: number) => lines.reduce((total, line) => total + (line[column] ?? 0), 0);
  return { receive: sum(0), transmit: sum(8) };
}

/** Null where the system has no such file, as on macOS: then there is no series. */
function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Another system, or a container that hides it: nothing is made up.
    return null;
  }
}

/** The system counts; we say what it says. */
function tell(counter: Counter<'direction'>, counted: Readonly<Record<string, number>>): void {
  counter.reset();
  for (const [direction, bytes] of Object.entries(counted)) counter.inc({ direction }, bytes);
}

/** Counters of the system are told as they are; where it has none the metric has no series. */
export function countInputAndOutput(registry: Registry): void {
  new Counter({
    name: 'muhasebi_process_disk_bytes_total',
    help: 'Bytes that this process read from and wrote to disks, by direction: read or write.',
    labelNames: ['direction'],
    registers: [registry],
    collect() {
      const text = readOrNull('/proc/self/io');
      if (text !== null) tell(this, diskBytesIn(text));
    },
  });
  new Counter({
    name: 'muhasebi_network_bytes_total',
    help: 'Bytes over the network interfaces that this process sees, by direction: receive or transmit.',
    labelNames: ['direction'],
    registers: [registry],
    collect() {
      const text = readOrNull('/proc/self/net/dev');
      if (text !== null) tell(this, networkBytesIn(text));
    },
  });
}
