/** The lines that tell where the local services are. */
import path from 'node:path';
import type { RunningServices } from './running-services.ts';

export function serviceWords(running: RunningServices): string {
  const { sftp, mailbox } = running;
  const rows: readonly (readonly [string, string])[] = [
    ['SMTP', `${running.smtpUrl}  → ${shown(running.mailFolder)}`],
    [
      'IMAP (dovecot)',
      mailbox === null
        ? 'yok / not on this machine: dovecot-imapd'
        : `imaps://${mailbox.host}:${mailbox.port}  ${mailbox.user}  ${mailbox.password}  (${mailbox.address})`,
    ],
    [
      'SFTP (openssh)',
      sftp === null
        ? 'yok / not on this machine: openssh-server'
        : `sftp://${sftp.user}@${sftp.host}:${sftp.port}${sftp.folder}`,
    ],
    ['', sftp === null ? '' : sftp.hostKey],
    ['e-Fatura', `${running.eInvoice.baseUrl}  ${running.eInvoice.apiKey}  (docs/machines/e-invoice.md)`],
    ['TCMB', `${running.tcmbUrl}  (uydurma kurlar / invented rates)`],
  ];
  return [
    '',
    'Yerel servisler hazır / local services are ready',
    '',
    ...rows.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(16)}${value}`),
    '',
    '  npm start (ya da / or pnpm dev) postayı ve kurları buradan alır; demo ofisi bunlara bağlanır.',
    '  npm start (or pnpm dev) sends mail and takes rates here, and connects the demo office to them.',
    `  ${'Durdurma / stop'.padEnd(16)}Ctrl-C`,
    '',
  ].join('\n');
}

const shown = (folder: string) => path.relative(process.cwd(), folder) || '.';
