import { describe, expect, it } from 'vitest';
import type { PolicyEffect, PolicyFact } from '../policy/policy-effect.js';
import type { RunStory } from '../run/run.js';
import { commandTable } from '../commands/table.js';
import { catalogue } from '../text/catalogue.js';
import { say } from '../text/say.js';
import { tellStory } from '../policy/testing/story.js';
import { noticeFor, nothingSaid, repeatMs, type NoticeContext, type NoticeDecision, type NoticeSource } from './notice-for.js';

const context: NoticeContext = {
  level: 'all',
  id: 'n1',
  at: '2026-01-01T00:00:00.000Z',
  nowMs: 0,
  upsTitle: (upsId) => `UPS ${upsId}`,
  planTitle: 'Office',
  stepTitle: (step) => `Step ${step}`,
  mayAct: true,
};
const decide = (source: NoticeSource, over: Partial<NoticeContext> = {}) => noticeFor(nothingSaid, source, { ...context, ...over })[1];
const effect = (one: PolicyEffect): NoticeSource => ({ from: 'policy', effect: one });
const fact = (one: PolicyFact): NoticeSource => effect({ kind: 'notice', atMs: 0, fact: one });
const run = (story: RunStory): NoticeSource => ({ from: 'run', story });
const notice = (decision: NoticeDecision) => {
  if (decision.notice === undefined) throw new Error(`nobody is told: ${decision.kind === 'silent' ? decision.reason : ''}`);
  return decision.notice;
};

const doubts = [
  'contradictory',
  'disagreeing',
  'selfTest',
  'calibrating',
  'runtimeJumps',
  'batteryOld',
  'overload',
  'overTemperature',
  'selfTestFailed',
] as const;
const facts: readonly PolicyFact[] = [
  { kind: 'onBattery', upsId: 'a', isOfficeHeld: true, runtimeSeconds: 600 },
  { kind: 'mainsReturned', upsId: 'a', isOfficeHeld: true, secondsOnBattery: 61 },
  { kind: 'outageResumed', upsId: 'a', secondsOnBattery: 61 },
  { kind: 'outputOff', upsId: 'a' },
  { kind: 'bypass', upsId: 'a' },
  { kind: 'protectedAgain', upsId: 'a' },
  { kind: 'lost', upsId: 'a', isOnBattery: false },
  { kind: 'lost', upsId: 'a', isOnBattery: true, runtimeSeconds: 300 },
  { kind: 'lost', upsId: 'a', isOnBattery: true },
  { kind: 'neverHeard', upsId: 'a' },
  { kind: 'heardAgain', upsId: 'a' },
  ...doubts.map((doubt) => ({ kind: 'doubted', upsId: 'a', doubt }) as const),
  ...doubts.filter((doubt) => doubt !== 'runtimeJumps').map((doubt) => ({ kind: 'doubtGone', upsId: 'a', doubt }) as const),
  { kind: 'testDisbelieved', upsId: 'a' },
  { kind: 'runtimeDisbelieved', upsId: 'a', claimedSeconds: 3600, ownSeconds: 700 },
  { kind: 'lowBattery', upsId: 'a', isOnBattery: true },
  { kind: 'lowBattery', upsId: 'a', isOnBattery: false },
  { kind: 'batteryFault', upsId: 'a', flag: 'batteryFault' },
  { kind: 'batteryFault', upsId: 'a', flag: 'noBattery' },
  { kind: 'batteryFault', upsId: 'a', flag: 'fault' },
  { kind: 'forcedShutdownSeen', upsId: 'a', isFollowed: true },
  { kind: 'forcedShutdownSeen', upsId: 'a', isFollowed: false },
  { kind: 'postponed', seconds: 240 },
  { kind: 'postponeRefused' },
];
const triggers = [
  'latestSafeStart',
  'onBatterySeconds',
  'runtimeBelow',
  'chargeBelow',
  'lowBattery',
  'forcedShutdown',
  'estimateAtFloor',
  'person',
] as const;
const effects: readonly PolicyEffect[] = [
  { kind: 'powerConfirmed', atMs: 0, upsIds: ['a'] },
  { kind: 'powerReturned', atMs: 0, secondsOnBattery: 61 },
  ...triggers.map(
    (trigger) => ({ kind: 'triggerFired', atMs: 0, trigger, upsIds: ['a'], secondsOnBattery: 61, runtimeSeconds: 500.4 }) as const,
  ),
];
const stories: readonly RunStory[] = [
  { kind: 'runStarted', runId: 'r', planId: 'p', trigger: 'latestSafeStart', operations: 3 },
  { kind: 'pointOfNoReturnPassed', step: 'hosts' },
  {
    kind: 'operationFailed',
    operation: 'o',
    action: 'ensureVmOff',
    target: 'vm1',
    code: 'x/y',
    message: { key: 'policy.power.off' },
    final: true,
  },
  { kind: 'stepFinished', step: 'hosts', status: 'failed' },
  { kind: 'restoreStarted', operations: 1 },
  { kind: 'runFinished', phase: 'finished', failed: 0 },
  { kind: 'runFinished', phase: 'aborted', failed: 1 },
  { kind: 'runFinished', phase: 'restored', failed: 2 },
];
const told: readonly NoticeSource[] = [...facts.map(fact), ...effects.map(effect), ...stories.map(run)];

describe('notices', () => {
  it.each(told.map((source) => [JSON.stringify(source), source] as const))(
    '%s is told in both languages, with nothing left to fill in',
    (_name, source) => {
      const decision = decide(source, { secondsUntilStart: 300.4, canPostpone: true });
      expect(decision.kind).toBe('tell');
      const { title, body } = notice(decision);
      for (const locale of ['en', 'de'] as const) {
        for (const sentence of [title, ...(body === undefined ? [] : [body])].map((one) => say(one, locale))) {
          expect(sentence).not.toMatch(/[{}]/);
          expect(sentence.length).toBeGreaterThan(5);
        }
      }
    },
  );

  it('offer commands of the table only', () => {
    const ids: readonly string[] = commandTable.map((command) => command.id);
    const offered = told.flatMap((source) => notice(decide(source, { canPostpone: true })).actions);
    expect(offered.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('of the same kind replace each other: they have one topic', () => {
    const topic = (source: NoticeSource) => notice(decide(source)).topic;
    expect(topic(fact({ kind: 'lost', upsId: 'a', isOnBattery: false }))).toBe(topic(fact({ kind: 'heardAgain', upsId: 'a' })));
    expect(topic(fact({ kind: 'lost', upsId: 'a', isOnBattery: false }))).not.toBe(
      topic(fact({ kind: 'lost', upsId: 'b', isOnBattery: false })),
    );
    expect(topic(effect({ kind: 'powerConfirmed', atMs: 0, upsIds: [] }))).toBe(
      topic(effect({ kind: 'powerReturned', atMs: 0, secondsOnBattery: 3 })),
    );
  });

  it('carry id, time and "unread"', () => {
    expect(notice(decide(fact({ kind: 'bypass', upsId: 'a' })))).toMatchObject({ id: 'n1', at: context.at, read: false });
  });

  it('say how long it takes to the shutdown, and offer to postpone it where that is possible and ours to do', () => {
    const confirmed = effect({ kind: 'powerConfirmed', atMs: 0, upsIds: ['a'] });
    const can = notice(decide(confirmed, { secondsUntilStart: 300, canPostpone: true }));
    expect(say(can.body!, 'en')).toContain('5\u00a0min');
    expect(can.actions).toContain('run.postpone');
    expect(notice(decide(confirmed, { canPostpone: true, mayAct: false })).actions).not.toContain('run.postpone');
    expect(notice(decide(confirmed, { canPostpone: false })).actions).not.toContain('run.postpone');
  });
});

describe('reasons for silence', () => {
  it('notTold: what the window shows is not called out', () => {
    const quiet: readonly NoticeSource[] = [
      effect({ kind: 'readNow', atMs: 0 }),
      effect({ kind: 'upsChanged', atMs: 0, upsId: 'a', state: { upsId: 'a', trust: 'fresh', power: 'mains', doubts: [], flags: [] } }),
      fact({ kind: 'onBattery', upsId: 'a', isOfficeHeld: false }),
      fact({ kind: 'mainsReturned', upsId: 'a', isOfficeHeld: false, secondsOnBattery: 3 }),
      fact({ kind: 'doubtGone', upsId: 'a', doubt: 'runtimeJumps' }),
      run({ kind: 'stepStarted', step: 'x' }),
      run({ kind: 'operationIntended', operation: 'o', action: 'a', target: 't', how: 'gentle', attempt: 1 }),
      run({ kind: 'operationDone', operation: 'o', action: 'a', target: 't', acted: true, seconds: 1 }),
      run({
        kind: 'operationFailed',
        operation: 'o',
        action: 'a',
        target: 't',
        code: 'x',
        message: { key: 'policy.power.off' },
        final: false,
      }),
      run({ kind: 'stepFinished', step: 'x', status: 'done' }),
      run({ kind: 'powerReturned' }),
      run({ kind: 'runFinished', phase: 'interrupted', failed: 0 }),
    ];
    for (const source of quiet) expect(decide(source)).toEqual({ kind: 'silent', reason: 'notTold' });
  });

  it.each([
    ['all', ['info', 'warning', 'error']],
    ['warnings', ['warning', 'error']],
    ['errors', ['error']],
  ] as const)('level: with "%s" only %o are told, and the notice is still there to be listed', (level, loud) => {
    for (const source of told) {
      const decision = decide(source, { level });
      const isLoud = (loud as readonly string[]).includes(notice(decision).severity);
      expect(decision.kind === 'tell' ? 'told' : decision.reason).toBe(isLoud ? 'told' : 'level');
    }
  });

  it('repeated: the same thing is not said again within ten minutes', () => {
    const source = fact({ kind: 'doubted', upsId: 'a', doubt: 'overload' });
    const [memory, first] = noticeFor(nothingSaid, source, context);
    const [later, second] = noticeFor(memory, source, { ...context, nowMs: repeatMs - 1 });
    const [, third] = noticeFor(later, source, { ...context, nowMs: repeatMs });
    expect([first.kind, second.kind, third.kind]).toEqual(['tell', 'silent', 'tell']);
    expect(second).toMatchObject({ reason: 'repeated' });
  });

  it('repeated: not when something else of the topic was said in between', () => {
    const [memory] = noticeFor(nothingSaid, fact({ kind: 'lost', upsId: 'a', isOnBattery: false }), context);
    const [again] = noticeFor(memory, fact({ kind: 'heardAgain', upsId: 'a' }), context);
    expect(noticeFor(again, fact({ kind: 'lost', upsId: 'a', isOnBattery: false }), context)[1].kind).toBe('tell');
  });

  it('repeated: a second outage within ten minutes is told', () => {
    const confirmed = effect({ kind: 'powerConfirmed', atMs: 0, upsIds: [] });
    const [memory] = noticeFor(nothingSaid, confirmed, context);
    const [next] = noticeFor(memory, effect({ kind: 'powerReturned', atMs: 0, secondsOnBattery: 9 }), context);
    expect(noticeFor(next, confirmed, context)[1].kind).toBe('tell');
  });

  it('the memory does not grow for ever', () => {
    let memory = nothingSaid;
    for (let day = 0; day < 50; day += 1) {
      const nowMs = day * 2 * 86_400_000;
      [memory] = noticeFor(memory, fact({ kind: 'bypass', upsId: `ups-${String(day)}` }), { ...context, nowMs });
    }
    expect(memory.size).toBe(1);
  });
});

describe('a whole outage', () => {
  it('is told in few words: power failure, the start, power back', () => {
    const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400 } as const;
    const story = tellStory({}, { neededSeconds: 300, marginSeconds: 60 })
      .during(60, mains)
      .during(700, (second) => ({ power: 'battery', chargePercent: 100 - second / 10, runtimeSeconds: 1000 - second }))
      .during(60, mains);
    let memory = nothingSaid;
    const titles: string[] = [];
    for (const one of story.effects) {
      const [next, decision] = noticeFor(memory, effect(one), { ...context, nowMs: one.atMs });
      memory = next;
      if (decision.kind === 'tell') titles.push(say(decision.notice.title, 'en'));
    }
    expect(titles).toEqual(['The office is on battery', 'The shutdown starts', 'Power is back']);
  });
});

describe('the words of the policy', () => {
  it('name every trigger, doubt, trust, power and state of the office', () => {
    const keys = Object.keys(catalogue);
    const wanted = [
      ...triggers.map((one) => `policy.trigger.${one}`),
      ...doubts.map((one) => `policy.doubt.${one}`),
      ...['fresh', 'stale', 'lost', 'neverSeen'].map((one) => `policy.trust.${one}`),
      ...['mains', 'battery', 'bypass', 'off', 'unknown'].map((one) => `policy.power.${one}`),
      ...['notConnected', 'onMains', 'onBattery', 'lowBattery', 'running', 'doubt', 'restoring'].map((one) => `policy.office.${one}`),
    ];
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('say how long the office has been on battery and what is left', () => {
    expect(say({ key: 'policy.line.onBattery.runtime', params: { s: 75, r: 600 } }, 'en')).toBe(
      'On battery for 1\u00a0min 15\u00a0s, 10\u00a0min left',
    );
    expect(say({ key: 'policy.line.onBattery.runtime', params: { s: 75, r: 600 } }, 'de')).toBe(
      'Seit 1\u00a0min 15\u00a0s auf Batterie, noch 10\u00a0min',
    );
  });
});
