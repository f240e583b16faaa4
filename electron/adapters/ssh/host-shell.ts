import { probeTcp } from '../common/tcp-probe.js';
import type { Result } from '../../../shared/result.js';
import { openSession, type SshAnswer, type SshSession, type SshTarget } from './session.js';

/** A shell that logs in at its first command and again after the connection was lost. */
export function openHostShell(host: string, port: number, target: () => Promise<Result<SshTarget>>) {
  let session: SshSession | undefined;
  const close = () => {
    session?.close();
    session = undefined;
  };
  const run = async (command: string, timeoutMs: number): Promise<Result<SshAnswer>> => {
    if (session === undefined) {
      const where = await target();
      if (!where.ok) return where;
      const opened = await openSession(where.value);
      if (!opened.ok) return opened;
      session = opened.value;
    }
    const answer = await session.run(command, timeoutMs);
    if (!answer.ok || answer.value.code === undefined) close();
    return answer;
  };
  return { host, run, answers: async () => (await probeTcp(host, port)) !== 'silent', close };
}
