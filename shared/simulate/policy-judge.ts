import { isMainsStable } from '../policy/office-power.js';
import { decide } from '../policy/policy.js';
import type { PolicyConfig } from '../policy/policy-config.js';
import type { PolicyInput } from '../policy/policy-effect.js';
import { initialPolicy } from '../policy/policy-state.js';
import type { TriggerKind } from '../policy/power-state.js';
import type { Reading } from '../ups/reading.js';
import { message } from '../text/message.js';
import type { MakeJudge, SimulatedReading } from './judge.js';

const upsId = 'ups';
const silence = { code: 'ups/unreachable', message: message('run.failure.notReachable', { names: upsId }) };

/** The very policy of the product, with the settings' defaults, over the simulated UPS. */
export const policyJudge: MakeJudge = (plan, neededSeconds) => {
  const config: PolicyConfig = {
    confirmSeconds: 5,
    stableMainsSeconds: 30,
    lostNoticeSeconds: 15,
    calibrationBelievedSeconds: 3600,
    postponeSeconds: 120,
    triggers: plan.triggers,
    upsIds: [upsId],
    requiredSupplies: 1,
  };
  let state = initialPolicy([upsId]);
  const put = (input: PolicyInput) => {
    const [next, effects] = decide(state, input, config);
    state = next;
    return effects;
  };
  let isTold = false;
  return {
    observe: (said, atMs) => {
      if (!isTold) put({ kind: 'forecast', atMs, neededSeconds, marginSeconds: plan.marginSeconds });
      isTold = true;
      const effects = put(
        said === undefined
          ? { kind: 'readFailed', upsId, atMs, failure: silence }
          : { kind: 'reading', upsId, atMs, reading: asReading(said) },
      );
      const fired = effects.find((one) => one.kind === 'triggerFired');
      const trigger: { readonly trigger?: TriggerKind } = fired === undefined ? {} : { trigger: fired.trigger };
      const believed = state.ups[0]?.state.power;
      const power = state.outage !== undefined ? 'battery' : believed === 'mains' ? 'mains' : 'unknown';
      const wantsReading = effects.some((one) => one.kind === 'readNow');
      return { power, isMainsStable: isMainsStable(state, config), wantsReading, ...trigger };
    },
  };
};

function asReading(said: SimulatedReading): Reading {
  const { power, chargePercent, runtimeSeconds, lowBattery } = said;
  const flags = lowBattery ? (['lowBattery'] as const) : [];
  return {
    protocol: 'snmp',
    power,
    chargePercent,
    runtimeSeconds,
    flags,
    readAt: '2026-01-01T00:00:00.000Z',
    roundTripMs: 10,
    requests: 1,
  };
}
