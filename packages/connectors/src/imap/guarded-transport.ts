/** How the IMAP client reaches its server: an office typed the address, so it is judged where it is connected to. */
import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { ImapFlowOptions } from 'imapflow';
import { openGuardedSocket } from '../outbound-http/guarded-socket.ts';
import type { Reach } from '../outbound-http/reachable-address.ts';

type Transport = NonNullable<ImapFlowOptions['transport']>;
type Server = Parameters<NonNullable<Transport['upgrade']>>[1];

export function guardedTransport(reach: Reach): Transport {
  return {
    connect(server, onConnect) {
      const socket = openGuardedSocket(server.host, server.port, reach);
      if (server.secure) return secured(socket, server, onConnect);
      socket.once('connect', onConnect);
      return socket;
    },
    upgrade: (socket, server, onSecure) => secured(socket, server, onSecure),
  };
}

function secured(plain: Socket | ReturnType<Transport['connect']>, server: Server, onSecure: () => void) {
  const { host, servername } = server;
  const name = servername === undefined ? {} : { servername };
  const secure = tls.connect({ ...server.tls, host, ...name, socket: plain }, onSecure);
  // What stops the line before the handshake is otherwise told to nobody.
  plain.on('error', (error) => secure.destroy(error));
  return secure;
}
