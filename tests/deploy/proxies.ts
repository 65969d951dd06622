/** The proxies of deploy/proxy with the places of one test in them: ports of its own, its servers, its certificate. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deployDir } from './build-context.ts';

export interface Places {
  readonly folder: string;
  readonly port: number;
  readonly plainPort: number;
  /** Ports of one API process or two. */
  readonly apiPorts: readonly [number, number?];
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

export function nginxConf({ folder, port, plainPort, apiPorts }: Places): string {
  mkdirSync(path.join(folder, 'logs'), { recursive: true });
  return (
    readFileSync(path.join(deployDir, 'proxy/nginx.conf'), 'utf8')
      .replace('pid /run/nginx.pid', `pid ${folder}/nginx.pid`)
      // An nginx that was only unpacked has no folders of its own on this machine.
      .replace(
        'http {',
        `http {\n${TEMPORARY.map((each) => `${each}_temp_path ${folder}/${each};`).join('\n')}`,
      )
      .replace('server api:3000', `server 127.0.0.1:${apiPorts[0]}`)
      .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replaceAll('/etc/muhasebi/tls', folder)
  );
}

export function haproxyConf({ folder, port, plainPort, apiPorts }: Places): string {
  return readFileSync(path.join(deployDir, 'proxy/haproxy.cfg'), 'utf8')
    .replace('bind :80\n', `bind 127.0.0.1:${plainPort}\n`)
    .replace('bind :443', `bind 127.0.0.1:${port}`)
    .replace('127.0.0.1:3000', `127.0.0.1:${apiPorts[0]}`)
    .replace('127.0.0.1:3001', `127.0.0.1:${apiPorts[1] ?? apiPorts[0]}`)
    .replace('/etc/muhasebi/tls', folder);
}
