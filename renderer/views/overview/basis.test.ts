import { describe, expect, it } from 'vitest';
import type { PowerState } from '../../../shared/policy/power-state.js';
import { emptySnapshot, type Snapshot } from '../../../shared/snapshot/snapshot.js';
import { runtimeBasisOf } from './basis.js';

const office = (over: Partial<PowerState>, ups: readonly string[] = ['a']): Snapshot => ({
  ...emptySnapshot,
  ups: [{ connectionId: 'a', title: 'A', state: { upsId: 'a', trust: 'fresh', power: 'mains', doubts: [], flags: [], ...over } }],
  plans: [{ plan: { ups } as unknown as Snapshot['plans'][number]['plan'], findings: [], active: true }],
});
const trust = { claimedSeconds: 2400, reasons: [], factor: 1 };

describe('the basis of the verdict', () => {
  it.each([
    ['earlier', trust, 'runtime.verdict.basis.model'],
    ['model', { ...trust, claimedSeconds: undefined }, 'runtime.verdict.basis.unclaimed'],
    ['decayed', trust, 'runtime.verdict.basis.decayed'],
    ['device', { ...trust, factor: 0.5 }, 'runtime.verdict.basis.lowered'],
    ['device', trust, undefined],
  ] as const)('%s is named unless it is the claim itself', (runtimeBasis, runtimeTrust, key) => {
    const state = { runtimeSeconds: 1300, runtimeBasis, runtimeTrust } as unknown as Partial<PowerState>;
    expect(runtimeBasisOf(office(state))?.key).toBe(key);
  });

  it('is of the plan’s UPSes, and nothing without a runtime', () => {
    expect(runtimeBasisOf(office({ runtimeSeconds: 1300, runtimeBasis: 'earlier', runtimeTrust: trust }, ['b']))).toBeUndefined();
    expect(runtimeBasisOf(office({}))).toBeUndefined();
  });
});
