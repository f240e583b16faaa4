import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Reading } from '../../../shared/ups/reading.js';
import type { Clock, Glance, UpsSource } from '../ports.js';

/** What the device does when asked: a reading, no answer (a failure after 5 s), a hang for ever, or a throw. */
export type Answer = Partial<Reading> | 'silent' | 'hangs' | 'throws';

export interface ScriptedUps extends UpsSource {
  /** From now on. */
  says(answer: Answer | ((nowMs: number) => Answer)): void;
  /** When it was asked, in milliseconds of the clock. */
  readonly askedAtMs: readonly number[];
  /** When a glance was taken. */
  readonly glancedAtMs: readonly number[];
  /** The most questions that were ever under way at once. */
  readonly mostAtOnce: number;
}

const unanswered = failed('ups/unreachable', message('policy.trust.lost'));

/** A UPS that says what a test wants, after `takesMs` of virtual time. */
export function createScriptedUps(
  clock: Clock,
  connectionId: string,
  options: { readonly takesMs?: number; readonly glances?: boolean } = {},
): ScriptedUps {
  let answer: Answer | ((nowMs: number) => Answer) = {};
  const askedAtMs: number[] = [];
  const glancedAtMs: number[] = [];
  let power: unknown;
  let atOnce = 0;
  let mostAtOnce = 0;
  const later = <T>(ms: number, value: T) => new Promise<T>((resolve) => clock.after(ms, () => resolve(value)));
  const readingOf = (values: Partial<Reading>): Result<Reading> =>
    done({ protocol: 'snmp', power: 'mains', flags: [], readAt: clock.wall().toISOString(), roundTripMs: 1, requests: 1, ...values });
  const read = async (): Promise<Result<Reading>> => {
    const said = typeof answer === 'function' ? answer(clock.nowMs()) : answer;
    if (said === 'throws') throw new Error('a bug in the adapter');
    if (said === 'hangs') return new Promise(() => undefined);
    power = said === 'silent' ? undefined : (said.power ?? 'mains');
    return said === 'silent' ? later(5000, unanswered) : later(options.takesMs ?? 20, readingOf(said));
  };
  const glance = async (): Promise<Glance> => {
    glancedAtMs.push(clock.nowMs());
    const said = typeof answer === 'function' ? answer(clock.nowMs()) : answer;
    if (said === 'throws') throw new Error('a bug in the adapter');
    if (said === 'silent' || said === 'hangs') return later(3000, 'silent');
    return later(options.takesMs ?? 20, (said.power ?? 'mains') === power ? 'same' : 'changed');
  };
  return {
    connectionId,
    says: (next) => {
      answer = next;
    },
    askedAtMs,
    glancedAtMs,
    ...(options.glances === true ? { glance } : {}),
    get mostAtOnce() {
      return mostAtOnce;
    },
    read: async () => {
      askedAtMs.push(clock.nowMs());
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      try {
        return await read();
      } finally {
        atOnce -= 1;
      }
    },
    capabilities: () =>
      Promise.resolve(
        done({ right: { kind: 'unknown' }, commands: [{ name: 'shutdown.return', abortable: true, confirmedBy: 'readBack' }] }),
      ),
    tell: () => Promise.resolve(done({ confirmed: 'readBack', abortable: true })),
    close: () => undefined,
  };
}
