import type { Triggers } from '../../plan/plan.js';
import type { Reading } from '../../ups/reading.js';
import { decide } from '../policy.js';
import type { PolicyConfig } from '../policy-config.js';
import type { PolicyEffect, PolicyFact, PolicyInput } from '../policy-effect.js';
import { initialPolicy, powerStateOf, type PolicyState } from '../policy-state.js';
import type { PowerState, TriggerKind } from '../power-state.js';

/** What a UPS says in a second of a story: values of a reading, `silent`, or `unasked` when nobody reads it. */
export type Said = Partial<Reading> | 'silent' | 'unasked';

/** An outage told second by second in virtual time. */
export interface Story {
  /** Lets seconds pass; once a second each UPS says what `says` gives for it (seconds since this call began, from 1). */
  during(seconds: number, says: Said | ((second: number, upsId: string) => Said)): Story;
  tell(input: PolicyInput | ((atMs: number) => PolicyInput)): Story;
  readonly state: PolicyState;
  readonly config: PolicyConfig;
  /** Seconds since the story began. */
  readonly seconds: number;
  readonly effects: readonly PolicyEffect[];
  ups(upsId?: string): PowerState;
  fired(): readonly TriggerKind[];
  /** Second at which the first trigger fired. */
  firedAt(): number | undefined;
  facts(): readonly PolicyFact[];
  factKinds(): readonly string[];
  secondOf(kind: PolicyEffect['kind']): number | undefined;
}

export const noTriggers: Triggers = { latestSafeStart: false, lowBattery: false, forcedShutdown: false };

export function storyConfig(over: Partial<PolicyConfig> = {}): PolicyConfig {
  return {
    confirmSeconds: 5,
    stableMainsSeconds: 30,
    lostNoticeSeconds: 15,
    calibrationBelievedSeconds: 3600,
    postponeSeconds: 120,
    triggers: { ...noTriggers, latestSafeStart: true, lowBattery: true },
    upsIds: ['ups'],
    requiredSupplies: 1,
    ...over,
  };
}

export function reading(over: Partial<Reading> = {}): Reading {
  return { protocol: 'snmp', power: 'mains', flags: [], readAt: '2026-01-01T00:00:00.000Z', roundTripMs: 10, requests: 1, ...over };
}

const unreachable = { code: 'ups/unreachable', message: { key: 'policy.power.unknown' } } as const;

export function tellStory(over: Partial<PolicyConfig> = {}, needs?: { neededSeconds: number; marginSeconds: number }): Story {
  const config = storyConfig(over);
  let state = initialPolicy(config.upsIds);
  let atMs = 0;
  const effects: PolicyEffect[] = [];
  const put = (input: PolicyInput) => {
    const [next, more] = decide(state, input, config);
    state = next;
    effects.push(...more);
  };
  const hearOne = (upsId: string, said: Said) => {
    if (said === 'unasked') return;
    if (said === 'silent') put({ kind: 'readFailed', upsId, atMs, failure: unreachable });
    else put({ kind: 'reading', upsId, atMs, reading: reading(said) });
  };
  if (needs !== undefined) put({ kind: 'forecast', atMs, ...needs });
  const fired = () => effects.flatMap((one) => (one.kind === 'triggerFired' ? [one] : []));
  const facts = () => effects.flatMap((one) => (one.kind === 'notice' ? [one.fact] : []));
  const story: Story = {
    during: (seconds, says) => {
      for (let second = 1; second <= seconds; second += 1) {
        atMs += 1000;
        for (const upsId of config.upsIds) hearOne(upsId, typeof says === 'function' ? says(second, upsId) : says);
        put({ kind: 'ticked', atMs });
      }
      return story;
    },
    tell: (input) => {
      put(typeof input === 'function' ? input(atMs) : input);
      return story;
    },
    get state() {
      return state;
    },
    config,
    get seconds() {
      return atMs / 1000;
    },
    effects,
    ups: (upsId = config.upsIds[0] ?? '') => {
      const found = powerStateOf(state, upsId);
      if (found === undefined) throw new Error(`no UPS ${upsId} in this story`);
      return found;
    },
    fired: () => fired().map((one) => one.trigger),
    firedAt: () => {
      const first = fired()[0];
      return first === undefined ? undefined : first.atMs / 1000;
    },
    facts,
    factKinds: () => facts().map((fact) => fact.kind),
    secondOf: (kind) => {
      const first = effects.find((one) => one.kind === kind);
      return first === undefined ? undefined : first.atMs / 1000;
    },
  };
  return story;
}
