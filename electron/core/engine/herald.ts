import { noticeFor, nothingSaid, type NoticeContext, type NoticeMemory, type NoticeSource } from '../../../shared/notices/notice-for.js';
import type { Notice } from '../../../shared/notices/notice.js';
import type { PolicyEffect } from '../../../shared/policy/policy-effect.js';
import type { PowerState } from '../../../shared/policy/power-state.js';
import type { Message } from '../../../shared/text/message.js';
import type { RunLine } from '../runner.js';
import type { OfficeEngine } from './office-engine.js';
import type { WatchLine } from './watch-line.js';

/** Tells what happens: as notices to people, as events to the log, as lines to the command line. */
export interface Herald {
  policyEffect(effect: PolicyEffect): void;
  runLine(line: RunLine): void;
  problem(code: string, what: Message, severity?: Notice['severity']): void;
}

type Untimed<T> = T extends unknown ? Omit<T, 'at' | 't'> : never;

export function createHerald(engine: OfficeEngine): Herald {
  let memory: NoticeMemory = nothingSaid;
  const began = engine.parts.clock.nowMs();

  // In a run what the UPS says stands among what the run does, on the same clock.
  const secondsNow = () => engine.runner.seconds() ?? Math.round((engine.parts.clock.nowMs() - began) / 100) / 10;

  const line = (what: Untimed<WatchLine>, t = secondsNow()) => {
    const at = engine.parts.clock.wall().toISOString();
    engine.parts.onLine?.({ at, t, ...what });
  };

  const context = (): NoticeContext => {
    const plan = engine.runner.current()?.plan ?? engine.activePlan;
    return {
      level: levelOf(engine.settings['notices.level']),
      id: engine.parts.newId(),
      at: engine.parts.clock.wall().toISOString(),
      nowMs: engine.parts.clock.nowMs(),
      planTitle: plan?.title ?? '',
      stepTitle: (stepId) => plan?.steps.find((step) => step.id === stepId)?.title ?? stepId,
      upsTitle: (upsId) => engine.connections.list().find((one) => one.id === upsId)?.title ?? upsId,
      isDrill: engine.runner.current()?.trigger === 'drill',
      mayAct: engine.authority.role === 'coordinator' && engine.authority.armed,
    };
  };

  /** The log keeps what is told to nobody, too, where there is something to say. `t` of what it is about, by default now. */
  const consider = (source: NoticeSource, t?: number) => {
    const [next, decision] = noticeFor(memory, source, context());
    memory = next;
    const notice = decision.kind === 'tell' ? decision.notice : decision.reason === 'level' ? decision.notice : undefined;
    if (notice === undefined) return;
    keep(notice, source.from === 'policy' ? source.effect.kind : source.story.kind, t);
    if (decision.kind === 'tell') engine.board.post(notice);
  };

  const keep = (notice: Notice, kind: string, t?: number) => {
    engine.parts.history.addEvent({ at: notice.at, severity: notice.severity, kind, message: notice.title, source: notice.topic });
    const { severity, topic: code, title, body } = notice;
    line({ kind: 'notice', severity, code, message: title, ...(body === undefined ? {} : { body }) }, t);
  };

  return {
    policyEffect: (effect) => {
      const told = lineOf(effect);
      if (told !== undefined) line(told);
      consider({ from: 'policy', effect });
    },
    runLine: (told) => {
      if (told.kind !== 'runWidened') engine.parts.onLine?.(told);
      consider({ from: 'run', story: told }, told.t);
    },
    problem: (code, what, severity = 'error') => {
      const notice: Notice = {
        id: engine.parts.newId(),
        at: engine.parts.clock.wall().toISOString(),
        severity,
        title: what,
        topic: code,
        actions: [],
        read: false,
      };
      keep(notice, code);
      engine.board.post(notice);
    },
  };
}

function levelOf(value: unknown): NoticeContext['level'] {
  return value === 'warnings' || value === 'errors' ? value : 'all';
}

function lineOf(effect: PolicyEffect): Untimed<WatchLine> | undefined {
  const runtime = (seconds: number | undefined) => (seconds === undefined ? {} : { runtimeSeconds: Math.round(seconds) });
  switch (effect.kind) {
    case 'upsChanged':
      return upsLine(effect.upsId, effect.state);
    case 'powerConfirmed':
      return { kind: 'powerConfirmed', ups: effect.upsIds };
    case 'powerReturned':
      return { kind: 'powerReturned', secondsOnBattery: Math.round(effect.secondsOnBattery) };
    case 'triggerFired':
      return {
        kind: 'triggerFired',
        trigger: effect.trigger,
        secondsOnBattery: Math.round(effect.secondsOnBattery),
        ...runtime(effect.runtimeSeconds),
      };
    default:
      return undefined;
  }
}

function upsLine(ups: string, state: PowerState): Untimed<WatchLine> {
  return {
    kind: 'upsChanged',
    ups,
    power: state.power,
    trust: state.trust,
    flags: state.flags,
    ...(state.reading?.chargePercent === undefined ? {} : { chargePercent: state.reading.chargePercent }),
    ...(state.runtimeSeconds === undefined ? {} : { runtimeSeconds: Math.round(state.runtimeSeconds) }),
    ...(state.secondsOnBattery === undefined ? {} : { secondsOnBattery: Math.round(state.secondsOnBattery) }),
  };
}
