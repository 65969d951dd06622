/** The `muhasebi` command: finds the group that is asked for, loads it alone and runs it. */

import { Command } from 'commander';
import { loadStartedSettings } from '../start/started-settings.ts';
import { commandFault } from './command-fault.ts';
import { GROUPS } from './groups.ts';

loadStartedSettings(process.env);

const program = new Command('muhasebi')
  .description('AI Muhasebi: işletmenler ve bütünleştirenler için komutlar')
  .helpOption('-h, --help', 'bu yardımı gösterir')
  .helpCommand('help [komut]', 'bir komutun yardımını gösterir')
  .showHelpAfterError('(yardım: muhasebi --help / help: muhasebi --help)')
  .configureOutput({ outputError: (text, write) => write(commandFault(text)) });

const wanted = process.argv.slice(2).find((argument) => !argument.startsWith('-') && argument !== 'help');
for (const group of GROUPS) {
  const command = program.command(group.name).description(group.description);
  if (group.name === wanted) (await group.load()).register(command);
}
// A reader that stops early (`… | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
await program.parseAsync();
