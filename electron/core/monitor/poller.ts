import { failed, type Failure, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Reading } from '../../../shared/ups/reading.js';
import type { Clock, UpsSource } from '../ports.js';
import { leastAfterAlertMs, leastMs } from './pace.js';

/** Sources give up by themselves within 5 s; one that does not is given up here. */
export const giveUpMs = 8000;

export interface PollerParts {
  readonly clock: Clock;
  readonly source: UpsSource;
  /** From the start of one read to the start of the next, as things are now. */
  readonly intervalMs: (failuresInARow: number) => number;
  /** Changes with every gap in the clock: what was asked before one and answered after it is of no time that is known. */
  readonly era: () => number;
  readonly heard: (reading: Reading) => void;
  readonly missed: (failure: Failure) => void;
}

/** Asks one device, one question at a time, at most one a second; one more where the device itself spoke up. */
export interface Poller {
  start(): void;
  /** The device, or somebody in its name, says that something happened: the next question a tenth of a second after the last, at most one such a second. */
  alert(): void;
  /** The next question as soon as the one under way is answered and a second has passed since it was put. */
  readNow(): void;
  /** No question is under way, and none is due within a tenth of a second. */
  isIdle(): boolean;
  /** The last question was answered, or none was put yet. */
  isHeard(): boolean;
  /** The interval may have become shorter. */
  repace(): void;
  /** Nothing is heard from here after. The source is its owner's to close. */
  stop(): void;
}

export function createPoller(parts: PollerParts): Poller {
  const { clock } = parts;
  let isStopped = true;
  let isAsking = false;
  let isWantedNow = false;
  let failuresInARow = 0;
  let isAlerted = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let alertedAtMs = Number.NEGATIVE_INFINITY;
  let dueAtMs = Number.POSITIVE_INFINITY;
  let cancelTimer: (() => void) | undefined;

  const isOver = () => isStopped;

  const planAt = (atMs: number) => {
    cancelTimer?.();
    dueAtMs = Math.max(atMs, clock.nowMs());
    cancelTimer = clock.after(dueAtMs - clock.nowMs(), ask);
  };
  const soonestMs = () => (isAlerted ? Math.max(alertedAtMs + leastMs, askedAtMs + leastAfterAlertMs) : askedAtMs + leastMs);
  const planNext = () => planAt(isWantedNow || isAlerted ? soonestMs() : askedAtMs + Math.max(leastMs, parts.intervalMs(failuresInARow)));

  const ask = () => {
    isAsking = true;
    isWantedNow = false;
    askedAtMs = clock.nowMs();
    if (isAlerted) alertedAtMs = askedAtMs;
    isAlerted = false;
    dueAtMs = Number.POSITIVE_INFINITY;
    const era = parts.era();
    void answerOf(parts.source, clock).then((answer) => take(answer, era));
  };

  const take = (answer: Result<Reading>, era: number) => {
    isAsking = false;
    if (isStopped) return;
    // Told first: what is heard decides how soon to ask again.
    if (parts.era() !== era) isWantedNow = true;
    else if (answer.ok) {
      failuresInARow = 0;
      parts.heard(answer.value);
    } else {
      failuresInARow += 1;
      parts.missed(answer.failure);
    }
    // What was told may have stopped the watch.
    if (!isOver()) planNext();
  };

  return {
    start: () => {
      if (!isStopped) return;
      isStopped = false;
      planAt(soonestMs());
    },
    alert: () => {
      if (isStopped) return;
      isAlerted = true;
      if (!isAsking) planNext();
    },
    readNow: () => {
      if (isStopped) return;
      isWantedNow = true;
      if (!isAsking) planNext();
    },
    isIdle: () => !isStopped && !isAsking && dueAtMs - clock.nowMs() > leastAfterAlertMs,
    isHeard: () => failuresInARow === 0,
    repace: () => {
      if (isStopped || isAsking || isWantedNow || isAlerted) return;
      if (askedAtMs + parts.intervalMs(failuresInARow) < dueAtMs) planNext();
    },
    stop: () => {
      isStopped = true;
      cancelTimer?.();
    },
  };
}

/** The answer, or a failure when none comes in time; a throw is a bug of the source and must not end the watch. */
function answerOf(source: UpsSource, clock: Clock): Promise<Result<Reading>> {
  return new Promise((resolve) => {
    const cancel = clock.after(giveUpMs, () => resolve(failed('ups/timeout', message('policy.failure.timeout', { s: giveUpMs / 1000 }))));
    const end = (answer: Result<Reading>) => {
      cancel();
      resolve(answer);
    };
    const threw = (cause: unknown) => {
      const detail = cause instanceof Error ? cause.message : String(cause);
      end(failed('ups/unexpected', message('policy.failure.unexpected', { detail })));
    };
    try {
      source.read().then(end, threw);
    } catch (cause) {
      threw(cause);
    }
  });
}
