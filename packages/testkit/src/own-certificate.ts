/** Makes a certificate that nobody vouches for, as a server of a test presents it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { findPeer } from './peers.ts';

/** Writes key.pem and cert.pem (for "localhost" and 127.0.0.1) into the folder. Throws where there is no openssl. */
export async function makeOwnCertificate(folder: string): Promise<void> {
  const openssl = findPeer('openssl');
  if (openssl === undefined) throw new Error('this machine has no openssl');
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')];
  const made = spawn(
    openssl,
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', ...names, ...files],
    { stdio: 'ignore' },
  );
  const [code] = (await once(made, 'exit')) as [number | null];
  if (code !== 0) throw new Error('openssl made no certificate');
}
