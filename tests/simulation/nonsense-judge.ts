import { decide } from '../../shared/policy/policy.js';
import type { PolicyConfig } from '../../shared/policy/policy-config.js';
import { initialPolicy } from '../../shared/policy/policy-state.js';
import type { PowerSource, Reading, UpsFlag } from '../../shared/ups/reading.js';
import type { Measures } from '../../shared/ups/measures.js';
import { hasty, type Planted } from './planted-faults.js';

interface Told {
  readonly measures: Measures;
  readonly flags: readonly UpsFlag[];
  readonly power: PowerSource;
}

/** Every trigger on, but for a forced shutdown: whoever follows that follows the first word of it. */
const config: PolicyConfig = {
  confirmSeconds: 5,
  stableMainsSeconds: 30,
  lostNoticeSeconds: 15,
  calibrationBelievedSeconds: 3600,
  postponeSeconds: 120,
  triggers: {
    latestSafeStart: true,
    lowBattery: true,
    forcedShutdown: false,
    runtimeBelowSeconds: 600,
    chargeBelowPercent: 50,
    onBatterySeconds: 0,
  },
  upsIds: ['fuzzed'],
  requiredSupplies: 1,
};
/** What says nothing alarming is worth a decision now and then only: a million of them would tell no more. */
const everyPlain = 50;

/** Lets a policy decide on answers that no device would give, of a UPS that is on mains and says so each time in between. */
export class NonsenseJudge {
  readonly #planted: Planted;
  #state = initialPolicy(config.upsIds);
  #second = 0;
  #turn = 0;
  /** Triggers that fired. */
  fired = 0;
  /** Answers that said "on battery". */
  onBattery = 0;

  constructor(planted: Planted = { decide }) {
    this.#planted = planted;
    this.#put({ kind: 'forecast', neededSeconds: 300, marginSeconds: 60 });
  }

  hear(told: Told): void {
    if (told.power === 'battery') this.onBattery += 1;
    this.#turn += 1;
    const isPlain = told.power !== 'battery' && !told.flags.includes('lowBattery');
    if (isPlain && this.#turn % everyPlain !== 0) return;
    this.#read(told, 1);
    this.#read(onMains, 1);
    // Long enough for the next to be an outage of its own: what comes and goes within half a minute is one that flickers, and adds up.
    this.#read(onMains, 40);
  }

  #read({ measures, flags, power }: Told, afterSeconds: number): void {
    this.#second += afterSeconds;
    const reading: Reading = { ...facts, power, flags, ...measures };
    this.#put({ kind: 'reading', upsId: 'fuzzed', atMs: 1000 * this.#second, reading });
  }

  #put(input: Parameters<typeof decide>[1]): void {
    const [next, effects] = this.#planted.decide(this.#state, input, { ...config, ...this.#planted.config });
    this.#state = next;
    this.fired += effects.filter((one) => one.kind === 'triggerFired').length;
  }
}

/** One that is sound and one that believes each reading at once: what the first withstands must be enough to move the second. */
export function judges(): { readonly sound: NonsenseJudge; readonly rash: NonsenseJudge } {
  return { sound: new NonsenseJudge(), rash: new NonsenseJudge(hasty) };
}

const facts = { protocol: 'snmp', readAt: '2026-01-01T00:00:00.000Z', roundTripMs: 10, requests: 1 } as const;
const onMains: Told = { measures: { chargePercent: 100, runtimeSeconds: 3060, inputVolts: 231 }, flags: [], power: 'mains' };
