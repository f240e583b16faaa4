import type { RemoteMachine } from '../../core/ports.js';
import type { Finding } from '../../../shared/run/run.js';
import type { Connection } from '../../../shared/settings/connection.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { probeTcp } from '../common/tcp-probe.js';
import { wake } from '../common/wake-on-lan.js';
import { openSession, type SshSession, type SshTarget } from './session.js';

const defaultOffCommand = 'sudo -n /sbin/shutdown -h now || /sbin/poweroff';

/**
 * A machine that stops when told over SSH. Counted as off when its alive port no longer answers; the caller decides how often to look.
 * `target` is asked anew at each use, so a changed password or pin counts at once.
 */
export function openSshMachine(connection: Connection, target: () => Promise<Result<SshTarget>>): RemoteMachine {
  const command = connection.offCommand ?? defaultOffCommand;
  const alive = async () => {
    const where = await target();
    if (!where.ok) return true;
    // A name that nobody resolves any more is no sign that the machine is off: the DNS server may be one of the VMs.
    return (await probeTcp(where.value.host, connection.aliveTcpPort ?? where.value.port)) !== 'silent';
  };
  return {
    connectionId: connection.id,
    answers: alive,
    shutdown: async () => withSession(target, (session, host) => tellToStop(session, host, command)),
    wake: async () => {
      if (connection.mac === undefined) return failed('ssh/noMac', message('ssh.noMac', { name: connection.title }));
      try {
        await wake(connection.mac);
        return done(undefined);
      } catch (cause) {
        return failed(
          'ssh/wakeFailed',
          message('ssh.wakeFailed', { name: connection.title, reason: cause instanceof Error ? cause.message : String(cause) }),
        );
      }
    },
    check: () => check(connection, target, command),
  };
}

/** A success, or an end of the connection while the machine goes down, is success; an exit code other than 0 is not. */
async function tellToStop(session: SshSession, host: string, command: string): Promise<Result<void>> {
  const answer = await session.run(command, 30_000);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code === undefined || code === 0) return done(undefined);
  const said = (stderr.trim() || stdout.trim()).slice(0, 200);
  return failed('ssh/commandFailed', message('ssh.commandFailed', { host, code, said: said || '-' }));
}

async function withSession(
  target: () => Promise<Result<SshTarget>>,
  work: (session: SshSession, host: string) => Promise<Result<void>>,
): Promise<Result<void>> {
  const where = await target();
  if (!where.ok) return where;
  const session = await openSession(where.value);
  if (!session.ok) return session;
  try {
    return await work(session.value, where.value.host);
  } finally {
    session.value.close();
  }
}

/**
 * Each way to ask a shell for a program fails in the others, and says nothing there: POSIX, Windows (whose OpenSSH starts cmd.exe, or PowerShell, where
 * `where` alone is something else), and PowerShell's own commands, which are no programs.
 */
const askFor = ['command -v', 'where.exe', 'Get-Command'] as const;

async function isThere(session: SshSession, program: string): Promise<boolean> {
  for (const words of askFor) {
    const answer = await session.run(`${words} ${program}`, 10_000);
    if (!answer.ok) return false;
    // No exit code is no answer either way: many appliances have no shell behind their login.
    if (answer.value.code === 0 || answer.value.code === undefined) return true;
  }
  return false;
}

/** Reads only: logs in, and looks whether the first word of the command is there. */
async function check(connection: Connection, target: () => Promise<Result<SshTarget>>, command: string): Promise<readonly Finding[]> {
  const finding = (failure: Failure, severity: Finding['severity'] = 'error'): Finding => ({ severity, ...failure, target: connection.id });
  const where = await target();
  if (!where.ok) return [finding(where.failure)];
  const session = await openSession(where.value);
  if (!session.ok) return [finding(session.failure)];
  try {
    const program = programOf(command);
    if (program === undefined || (await isThere(session.value, program))) return [];
    return [
      finding({ code: 'ssh/commandNotFound', message: message('ssh.commandNotFound', { host: where.value.host, program }) }, 'warning'),
    ];
  } finally {
    session.value.close();
  }
}

/** First word that names a program, sudo and its flags left out; undefined when it is not a plain word. */
export function programOf(command: string): string | undefined {
  const words = command.trim().split(/\s+/);
  while (words[0] === 'sudo' || words[0]?.startsWith('-') === true) words.shift();
  const first = words[0] ?? '';
  return /^[\w./-]+$/.test(first) ? first : undefined;
}
