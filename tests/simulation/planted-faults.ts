import { decide } from '../../shared/policy/policy.js';
import type { PolicyConfig } from '../../shared/policy/policy-config.js';
import type { PolicyInput } from '../../shared/policy/policy-effect.js';
import type { Reading } from '../../shared/ups/reading.js';

/** A policy with one fault planted in it; what judges the policy has to notice each. */
export interface Planted {
  readonly decide: typeof decide;
  readonly config?: Partial<PolicyConfig>;
}

const withInput =
  (change: (input: PolicyInput) => PolicyInput): typeof decide =>
  (state, input, config) =>
    decide(state, change(input), config);

const withReading = (change: (reading: Reading) => Reading) =>
  withInput((input) => (input.kind === 'reading' ? { ...input, reading: change(input.reading) } : input));

/** Believes each reading at once, without confirmation or a second one. */
export const hasty: Planted = {
  decide: (state, input, config) => {
    const [first, effects] = decide(state, input, config);
    if (input.kind !== 'reading') return [first, effects];
    const [second, more] = decide(first, input, config);
    return [second, [...effects, ...more]];
  },
  config: { confirmSeconds: 0 },
};

/** Takes silence for a battery at its end. */
export const afraidOfSilence: Planted = {
  decide: withInput((input) => {
    if (input.kind !== 'readFailed') return input;
    const { upsId, atMs } = input;
    const reading = {
      protocol: 'snmp',
      power: 'battery',
      flags: ['lowBattery'],
      readAt: '2026-01-01T00:00:00.000Z',
      roundTripMs: 10,
      requests: 1,
    } as const;
    return { kind: 'reading', upsId, atMs, reading };
  }),
};

/** Does not hear that the battery is low. */
export const deafToLow: Planted = {
  decide: withReading((reading) => ({ ...reading, flags: reading.flags.filter((flag) => flag !== 'lowBattery') })),
};

/** Believes the claim alone: without gauge, earlier discharges and signs of wear there is nothing to hold against it. */
export const gullible: Planted = {
  decide: withInput((input) => {
    if (input.kind === 'remembered') return { ...input, discharges: [] };
    if (input.kind !== 'reading') return input;
    const { chargePercent: _charge, batteryDate: _date, ...reading } = input.reading;
    return {
      ...input,
      reading: { ...reading, flags: reading.flags.filter((one) => one !== 'replaceBattery' && one !== 'selfTestFailed') },
    };
  }),
};

/** Stops counting when it hears nothing: what was on battery then is taken to last (nut #2454). */
export const forgetsInSilence: Planted = {
  decide: (state, input, config) => (input.kind === 'readFailed' || input.kind === 'ticked' ? [state, []] : decide(state, input, config)),
};

/** Counts by the device's own seconds on battery (pve-ups #25). */
export const trustsCounter: Planted = {
  decide: (state, input, config) => {
    const [next, effects] = decide(state, input, config);
    const limit = config.triggers?.onBatterySeconds;
    if (input.kind !== 'reading' || limit === undefined || next.outage === undefined || next.fired !== undefined) return [next, effects];
    const counted = 'deviceSecondsOnBattery' in input.reading ? Number(input.reading.deviceSecondsOnBattery) : 0;
    if (input.reading.power !== 'battery' || counted < limit) return [next, effects];
    const fired = {
      kind: 'triggerFired',
      atMs: next.nowMs,
      trigger: 'onBatterySeconds',
      upsIds: [input.upsId],
      secondsOnBattery: counted,
    } as const;
    return [{ ...next, fired: 'onBatterySeconds' }, [...effects, fired]];
  },
  config: { triggers: { latestSafeStart: true, lowBattery: true, forcedShutdown: false, onBatterySeconds: 300 } },
};

/** Takes a test of its own for an outage, and counts its time. */
export const afraidOfTests: Planted = {
  decide: withReading((reading) => ({ ...reading, flags: reading.flags.filter((flag) => flag !== 'selfTest' && flag !== 'calibrating') })),
};
