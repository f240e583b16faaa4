import { batterySeconds } from './battery-time.js';
import type { UpsJudgement } from './judgement.js';
import type { PolicyFact } from './policy-effect.js';
import type { PolicyConfig } from './policy-config.js';
import type { UpsFlag } from '../ups/reading.js';

/** An estimate below this share of the claim is worth a word. */
const wellBelow = 0.7;

/** What became true of one UPS between two moments and is worth telling. */
export function factsOf(
  before: UpsJudgement,
  after: UpsJudgement,
  nowMs: number,
  isOfficeHeld: () => boolean,
  config: PolicyConfig,
): readonly PolicyFact[] {
  return [
    ...powerFacts(before, after, nowMs, isOfficeHeld),
    ...trustFacts(before, after, nowMs, config),
    ...doubtFacts(before, after),
    ...flagFacts(before, after, config),
  ];
}

function powerFacts(before: UpsJudgement, after: UpsJudgement, nowMs: number, isOfficeHeld: () => boolean): readonly PolicyFact[] {
  const { upsId } = after.state;
  const [was, is] = [before.state.power, after.state.power];
  if (was === 'battery' && is === 'battery' && before.state.pending === 'mains' && after.state.pending === undefined) {
    if (after.claim?.power !== 'battery') return [];
    return [{ kind: 'outageResumed', upsId, secondsOnBattery: after.state.secondsOnBattery ?? 0 }];
  }
  if (was === is) return [];
  switch (is) {
    case 'battery':
      return [{ kind: 'onBattery', upsId, isOfficeHeld: isOfficeHeld(), ...runtimeOf(after) }];
    case 'off':
      return [{ kind: 'outputOff', upsId }];
    case 'bypass':
      return [{ kind: 'bypass', upsId }];
    case 'mains':
      if (before.outage?.isAnnounced === true) {
        return [
          {
            kind: 'mainsReturned',
            upsId,
            isOfficeHeld: isOfficeHeld(),
            secondsOnBattery: Math.round(batterySeconds(before.outage, nowMs)),
          },
        ];
      }
      return was === 'off' || was === 'bypass' ? [{ kind: 'protectedAgain', upsId }] : [];
    case 'unknown':
      return [];
  }
}

function trustFacts(before: UpsJudgement, after: UpsJudgement, nowMs: number, config: PolicyConfig): readonly PolicyFact[] {
  const { upsId, trust } = after.state;
  const failure = after.silence?.failure === undefined ? {} : { failure: after.silence.failure };
  if (trust === 'lost' && before.state.trust !== 'lost') {
    const isOnBattery = after.state.power === 'battery' && after.claim?.power === 'battery';
    return [{ kind: 'lost', upsId, isOnBattery, ...(isOnBattery ? runtimeOf(after) : {}), ...failure }];
  }
  if (trust === 'neverSeen' && !isLongSilent(before, before.refreshedAtMs, config) && isLongSilent(after, nowMs, config)) {
    return [{ kind: 'neverHeard', upsId, ...failure }];
  }
  const wasTold =
    before.state.trust === 'lost' || (before.state.trust === 'neverSeen' && isLongSilent(before, before.refreshedAtMs, config));
  return trust === 'fresh' && wasTold ? [{ kind: 'heardAgain', upsId }] : [];
}

function isLongSilent(judgement: UpsJudgement, nowMs: number, config: PolicyConfig): boolean {
  return judgement.silence !== undefined && nowMs - judgement.silence.sinceMs >= config.lostNoticeSeconds * 1000;
}

function doubtFacts(before: UpsJudgement, after: UpsJudgement): readonly PolicyFact[] {
  const { upsId } = after.state;
  const facts: PolicyFact[] = [];
  for (const doubt of after.state.doubts) if (!before.state.doubts.includes(doubt)) facts.push({ kind: 'doubted', upsId, doubt });
  for (const doubt of before.state.doubts) if (!after.state.doubts.includes(doubt)) facts.push({ kind: 'doubtGone', upsId, doubt });
  if (after.isTestSticky && !before.isTestSticky) facts.push({ kind: 'testDisbelieved', upsId });
  const claimed = after.state.reading?.runtimeSeconds;
  const own = after.state.runtimeSeconds;
  if (claimed !== undefined && own !== undefined && isOwnWellBelow(after) && !isOwnWellBelow(before)) {
    facts.push({ kind: 'runtimeDisbelieved', upsId, claimedSeconds: claimed, ownSeconds: Math.round(own) });
  }
  return facts;
}

function isOwnWellBelow(judgement: UpsJudgement): boolean {
  const { runtimeBasis, runtimeSeconds, reading } = judgement.state;
  return runtimeBasis === 'model' && runtimeSeconds !== undefined && runtimeSeconds < (reading?.runtimeSeconds ?? 0) * wellBelow;
}

function flagFacts(before: UpsJudgement, after: UpsJudgement, config: PolicyConfig): readonly PolicyFact[] {
  const { upsId } = after.state;
  const isNew = (flag: UpsFlag) => after.state.flags.includes(flag) && !before.state.flags.includes(flag);
  const facts: PolicyFact[] = [];
  if (isNew('lowBattery')) facts.push({ kind: 'lowBattery', upsId, isOnBattery: after.claim?.power === 'battery' });
  for (const flag of ['batteryFault', 'noBattery', 'fault'] as const) if (isNew(flag)) facts.push({ kind: 'batteryFault', upsId, flag });
  if (isNew('forcedShutdown')) {
    const isFollowed = config.triggers?.forcedShutdown === true && after.isForcedShutdown && config.upsIds.includes(upsId);
    facts.push({ kind: 'forcedShutdownSeen', upsId, isFollowed });
  }
  return facts;
}

function runtimeOf(judgement: UpsJudgement): { readonly runtimeSeconds?: number } {
  const { runtimeSeconds } = judgement.state;
  return runtimeSeconds === undefined ? {} : { runtimeSeconds: Math.round(runtimeSeconds) };
}
