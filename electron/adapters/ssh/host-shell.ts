import { createHash } from 'node:crypto';
import { probeTcp } from '../common/tcp-probe.js';
import type { Result } from '../../../shared/result.js';
import { openSession, type SshAnswer, type SshSession, type SshTarget } from './session.js';

/** sshd takes ten commands at a time in one connection, and a host that is shutting down has little to give. */
const atOnce = 4;
/** ESXi locks an account for 15 minutes after 5 failures: what was refused is not sent again for a while. */
const refusedPauseMs = 300_000;

/** One login and the commands in it; closed when it is given up and its last command has ended. */
interface Line {
  readonly session: Promise<Result<SshSession>>;
  busy: number;
  isGivenUp: boolean;
}

/** A shell that logs in at its first command, once for all of them, and again after the connection was lost. */
export function openHostShell(host: string, port: number, target: () => Promise<Result<SshTarget>>) {
  let line: Line | undefined;
  const turns = takeTurns(atOnce);
  const logIn = rememberRefusals(target);

  const giveUp = (one: Line | undefined) => {
    if (one === undefined) return;
    if (line === one) line = undefined;
    one.isGivenUp = true;
    if (one.busy === 0) void one.session.then((opened) => opened.ok && opened.value.close());
  };

  const current = async (): Promise<Line> => {
    const known = await line?.session;
    if (known?.ok === true && !known.value.isOpen()) giveUp(line);
    return (line ??= { session: logIn(), busy: 0, isGivenUp: false });
  };

  const run = async (command: string, timeoutMs: number): Promise<Result<SshAnswer>> => {
    const done = await turns();
    const mine = await current();
    mine.busy += 1;
    try {
      const opened = await mine.session;
      const answer = opened.ok ? await opened.value.run(command, timeoutMs) : opened;
      if (!answer.ok || answer.value.code === undefined) giveUp(mine);
      return answer;
    } finally {
      mine.busy -= 1;
      if (mine.isGivenUp) giveUp(mine);
      done();
    }
  };
  return { host, run, answers: async () => (await probeTcp(host, port)) !== 'silent', close: () => giveUp(line) };
}

function rememberRefusals(target: () => Promise<Result<SshTarget>>): () => Promise<Result<SshSession>> {
  let refused: { readonly digest: string; readonly untilMs: number; readonly answer: Result<SshSession> } | undefined;
  return async () => {
    const where = await target();
    if (!where.ok) return where;
    const digest = createHash('sha256').update(JSON.stringify(where.value)).digest('hex');
    if (refused?.digest === digest && performance.now() < refused.untilMs) return refused.answer;
    const answer = await openSession(where.value);
    const isRefused = !answer.ok && answer.failure.code === 'ssh/refused';
    refused = isRefused ? { digest, untilMs: performance.now() + refusedPauseMs, answer } : undefined;
    return answer;
  };
}

/** Waits until fewer than `most` have their turn; what it gives ends the turn. */
function takeTurns(most: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const end = () => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return async () => {
    if (taken < most) taken += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return end;
  };
}
