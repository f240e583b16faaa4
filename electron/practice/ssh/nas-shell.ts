import type { Machine } from '../world/machine.js';
import { printed, type RunCommand } from './command-line.js';

const offPrograms = ['poweroff', 'synopoweroff', 'shutdown', 'halt'];

/** The shell of a small Linux NAS: it can be told to stop. */
export function nasShell(nas: Machine): RunCommand {
  return ([program = '', ...rest]) => {
    const name = program.replace(/^.*\//, '');
    const last = rest.at(-1) ?? '';
    if (offPrograms.includes(name) || (name === 'systemctl' && last === 'poweroff')) {
      nas.shutDown();
      return printed('');
    }
    if (name === 'hostname') return printed(`${nas.name}\n`);
    if (name === 'uname') return printed('Linux\n');
    if (name === 'true') return printed('');
    if (name === 'command' || name === 'which') {
      const known = [...offPrograms, 'systemctl', 'sudo'].includes(last.replace(/^.*\//, ''));
      return known ? printed(`/sbin/${last.replace(/^.*\//, '')}\n`) : printed('', 127);
    }
    return { code: 127, stdout: '', stderr: `sh: ${program}: not found\n` };
  };
}
