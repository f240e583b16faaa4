import { describe, expect, it } from 'vitest';
import type { PowerState } from '../../shared/policy/power-state.js';
import { emptySnapshot, type Snapshot } from '../../shared/snapshot/snapshot.js';
import { runtimeBasisOf } from './runtime-basis.js';

const office = (over: Partial<PowerState>): Snapshot => ({
  ...emptySnapshot,
  ups: [{ connectionId: 'a', title: 'A', state: { upsId: 'a', trust: 'fresh', power: 'mains', doubts: [], flags: [], ...over } }],
});
const plan = { ups: ['a'] };
const trust = { claimedSeconds: 2400, reasons: [], factor: 1 };

describe('the basis of the runtime', () => {
  it.each([
    ['earlier', trust, 'runtime.verdict.basis.model'],
    ['model', { ...trust, claimedSeconds: undefined }, 'runtime.verdict.basis.unclaimed'],
    ['decayed', trust, 'runtime.verdict.basis.decayed'],
    ['device', { ...trust, factor: 0.5 }, 'runtime.verdict.basis.lowered'],
    ['device', trust, undefined],
  ] as const)('%s is named unless it is the claim itself', (runtimeBasis, runtimeTrust, key) => {
    const state = { runtimeSeconds: 1300, runtimeBasis, runtimeTrust } as unknown as Partial<PowerState>;
    expect(runtimeBasisOf(office(state), plan)?.key).toBe(key);
  });

  it('is of the plan’s UPSes, and nothing without a runtime', () => {
    expect(runtimeBasisOf(office({ runtimeSeconds: 1300, runtimeBasis: 'earlier', runtimeTrust: trust }), { ups: ['b'] })).toBeUndefined();
    expect(runtimeBasisOf(office({}), plan)).toBeUndefined();
    expect(runtimeBasisOf(office({ runtimeSeconds: 1300, runtimeBasis: 'earlier' }), undefined)).toBeUndefined();
  });
});
