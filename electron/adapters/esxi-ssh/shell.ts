import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { faultSentence } from './answers.js';

/** `code` is absent when the connection ended first. */
interface ShellAnswer {
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command on the host; the adapter gets it from the SSH adapter through the composition root. */
export interface HostShell {
  readonly host: string;
  run(command: string, timeoutMs: number): Promise<Result<ShellAnswer>>;
  /** TCP probe of the SSH port. */
  answers(): Promise<boolean>;
  close(): void;
}

/** Output of a command that ended with code 0; ESXi prints its errors to standard output. */
export async function outputOf(shell: HostShell, command: string, timeoutMs = 30_000): Promise<Result<string>> {
  const answer = await shell.run(command, timeoutMs);
  return answer.ok ? outputIn(shell, answer.value) : answer;
}

function outputIn(shell: HostShell, { code, stdout, stderr }: ShellAnswer): Result<string> {
  if (code === 0) return done(stdout);
  return failed(
    'ssh/commandFailed',
    message('ssh.esxiSaid', { host: shell.host, said: faultSentence(stdout || stderr) || `code ${String(code ?? '-')}` }),
  );
}

/** `older` where this version of ESXi does not know the command yet (5.0 has no `esxcli system maintenanceMode`). */
export async function outputOfEither(shell: HostShell, newer: string, older: string, timeoutMs = 30_000): Promise<Result<string>> {
  const answer = await shell.run(newer, timeoutMs);
  const isUnknown = answer.ok && answer.value.code !== 0 && /unknown command|not found/i.test(answer.value.stdout + answer.value.stderr);
  if (isUnknown) return outputOf(shell, older, timeoutMs);
  return answer.ok ? outputIn(shell, answer.value) : answer;
}
