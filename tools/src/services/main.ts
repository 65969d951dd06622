/** `pnpm dev:services`: mail, mailbox, SFTP, an integrator and rates as servers of this machine, until Ctrl-C. */
import { ensurePeers } from '../check/ensure-peers.ts';
import { dataRoot } from '../start/repo-paths.ts';
import { loadStartedSettings } from '../start/started-settings.ts';
import { connectRunningDemo } from './connect-demo.ts';
import { startLocalServices } from './local-services.ts';
import { forgetRunning, runningServices, servicesFolder, tellRunning } from './running-services.ts';
import { serviceWords } from './service-words.ts';

const other = await runningServices(dataRoot);
if (other !== null) {
  console.error(`Zaten çalışıyor (süreç ${other.pid}). / Already running (process ${other.pid}).`);
  process.exit(1);
}
await ensurePeers(console.log, ['dovecot', 'openssl', 'sshd']);
const services = await startLocalServices(servicesFolder(dataRoot));
let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await forgetRunning(dataRoot);
  await services.stop();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
await tellRunning(dataRoot, services.running);
console.log(serviceWords(services.running));
// A start that runs already is connected now; one that comes later connects itself.
loadStartedSettings(process.env);
await connectRunningDemo(process.env, services.running, (line) => console.log(line));
