import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateRuntime, nothingObserved, observeDischarge, type DischargeModel, type DischargeSample } from './runtime-model.js';

function watch(
  seconds: number,
  at: (second: number) => Omit<DischargeSample, 'atMs'>,
  from: DischargeModel = nothingObserved,
): DischargeModel {
  let model = from;
  for (let second = 0; second <= seconds; second += 1) model = observeDischarge(model, { atMs: second * 1000, ...at(second) });
  return model;
}

describe('our own estimate of the runtime', () => {
  it('says nothing before 3 % in 60 s were seen', () => {
    expect(estimateRuntime(nothingObserved)).toBeUndefined();
    expect(estimateRuntime(watch(300, (second) => ({ chargePercent: 100 - Math.floor(second / 120) })))).toBeUndefined();
    expect(estimateRuntime(watch(50, (second) => ({ chargePercent: 100 - Math.floor(second / 5) })))).toBeUndefined();
    expect(estimateRuntime(watch(600, () => ({ chargePercent: 100 })))).toBeUndefined();
    expect(estimateRuntime(watch(600, () => ({})))).toBeUndefined();
  });

  it('extends the discharge that was seen', () => {
    // 1 % in 10 s: 1000 s in all, 800 s left after 200 s.
    const estimate = estimateRuntime(watch(200, (second) => ({ chargePercent: 100 - Math.floor(second / 10), loadPercent: 40 })));
    expect(estimate?.runtimeSeconds).toBeCloseTo(800, -1);
    expect(estimate?.droppedPercent).toBe(19);
    expect(estimate?.observedSeconds).toBe(190);
  });

  it('measures from the first fall of the gauge: its first value stands for a part of a step, or for long', () => {
    // Rounded: 100 % until 99.5 are left. Then one that stands at 100 % for two minutes before it moves.
    const rounded = estimateRuntime(watch(60, (second) => ({ chargePercent: Math.round(100 - second / 12) })));
    expect(rounded).toBeUndefined();
    const longer = estimateRuntime(watch(85, (second) => ({ chargePercent: Math.round(100 - second / 12) })));
    expect(longer?.runtimeSeconds).toBeCloseTo(1200 - 85, -1.2);
    const standing = estimateRuntime(watch(320, (second) => ({ chargePercent: 100 - Math.max(0, Math.floor((second - 120) / 10)) })));
    expect(standing?.runtimeSeconds).toBeCloseTo(800, -1);
  });

  it('goes with the load: twice the load less than half the time, half the load less than twice the time', () => {
    const seen = watch(200, (second) => ({ chargePercent: 100 - Math.floor(second / 10), loadPercent: 40 }));
    const heavy = observeDischarge(seen, { atMs: 201_000, chargePercent: 80, loadPercent: 80 });
    const light = observeDischarge(seen, { atMs: 201_000, chargePercent: 80, loadPercent: 20 });
    expect(estimateRuntime(heavy)?.runtimeSeconds).toBeCloseTo(360, -1);
    expect(estimateRuntime(light)?.runtimeSeconds).toBeCloseTo(1370, -2);
  });

  it('a load of 0 does not make a battery last for ever', () => {
    const seen = watch(200, (second) => ({ chargePercent: 100 - Math.floor(second / 10), loadPercent: 40 }));
    const idle = observeDischarge(seen, { atMs: 201_000, chargePercent: 80, loadPercent: 0 });
    expect(estimateRuntime(idle)?.runtimeSeconds).toBeLessThanOrEqual(4 * 800);
    const never = watch(200, (second) => ({ chargePercent: 100 - Math.floor(second / 10), loadPercent: 0 }));
    expect(estimateRuntime(never)?.runtimeSeconds).toBeCloseTo(800, -1);
  });

  it('begins anew when the charge rises: then it was not discharging', () => {
    const seen = watch(200, (second) => ({ chargePercent: 100 - Math.floor(second / 10) }));
    expect(estimateRuntime(observeDischarge(seen, { atMs: 201_000, chargePercent: 85 }))).toBeUndefined();
  });

  it('is 0 at 0 %', () => {
    expect(estimateRuntime(watch(400, (second) => ({ chargePercent: Math.max(0, 20 - Math.floor(second / 10)) })))?.runtimeSeconds).toBe(0);
  });

  it('is never negative, never not a number, and with a steady load never far above the truth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 7200 }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 5, max: 100 }),
        (total, share, load) => {
          const seconds = Math.floor((total * share) / 100);
          const model = watch(seconds, (second) => ({ chargePercent: Math.round(100 - (100 * second) / total), loadPercent: load }));
          const estimate = estimateRuntime(model);
          if (estimate === undefined) return;
          expect(estimate.runtimeSeconds).toBeGreaterThanOrEqual(0);
          // The gauge rounds to 1 %, so after a fall of n % the rate is known to within about 1/n.
          const tolerance = 1 + 1.5 / Math.max(1, estimate.droppedPercent - 1);
          expect(estimate.runtimeSeconds).toBeLessThanOrEqual((total - seconds) * tolerance + total * 0.02);
        },
      ),
      { numRuns: 300 },
    );
  });
});
