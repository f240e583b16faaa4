import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { faultSentence } from './answers.js';

/** One command on the host; the adapter gets it from the SSH adapter through the composition root. */
export interface HostShell {
  readonly host: string;
  /** `code` is absent when the connection ended first. */
  run(command: string, timeoutMs: number): Promise<Result<{ readonly code?: number; readonly stdout: string; readonly stderr: string }>>;
  /** TCP probe of the SSH port. */
  answers(): Promise<boolean>;
  close(): void;
}

/** Output of a command that ended with code 0; ESXi prints its errors to standard output. */
export async function outputOf(shell: HostShell, command: string, timeoutMs = 30_000): Promise<Result<string>> {
  const answer = await shell.run(command, timeoutMs);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code === 0) return done(stdout);
  return failed(
    'ssh/commandFailed',
    message('ssh.esxiSaid', { host: shell.host, said: faultSentence(stdout || stderr) || `code ${String(code ?? '-')}` }),
  );
}
