import type { decide } from '../../policy/policy.js';
import type { PolicyConfig } from '../../policy/policy-config.js';
import type { PolicyEffect, PolicyInput } from '../../policy/policy-effect.js';
import { initialPolicy, type PolicyState } from '../../policy/policy-state.js';
import { isMainsStable } from '../../policy/office-power.js';
import { message } from '../../text/message.js';
import type { Random } from '../random.js';
import { Card, leastMarginSeconds } from './card.js';
import { Referee, type Ruling } from './referee.js';
import { drawSupplies, type Supply } from './supply.js';

/** What may be replaced to prove that a fault in it is noticed. */
export interface FleetParts {
  readonly decide: typeof decide;
  /** Over the defaults of the settings. */
  readonly config?: Partial<PolicyConfig>;
}

export interface Needs {
  readonly neededSeconds: number;
  readonly marginSeconds: number;
}

/** Calm offices are read seldom: what matters there is the glance each second, which sees that a device says something else of its power. */
const pollMainsSeconds = 30;
const pollBatterySeconds = 2;
/** Until the workstation is up again after it was down or dark. */
const bootSeconds = 120;
const epochMs = Date.parse('2026-06-01T00:00:00Z');
const silence = { code: 'ups/unreachable', message: message('run.failure.notReachable', { names: 'ups' }) };

/** One office of the fleet, second by second: its supplies as they are, what their cards say, and the product's own policy over that. */
export class FleetOffice {
  readonly supplies: readonly Supply[];
  readonly #cards: readonly Card[];
  readonly #referee: Referee;
  readonly #needs: Needs;
  readonly #config: PolicyConfig;
  readonly #parts: FleetParts;
  readonly #runSeconds: number;
  readonly #baseLoad: number;
  #state: PolicyState | undefined;
  #run: { readonly since: number } | undefined;
  #isDown = false;
  #bootAt = 0;
  #lastLook = '';
  #hasNews: ReadonlySet<string>;

  constructor(random: Random, untilSeconds: number, parts: FleetParts, ruled: (ruling: Ruling) => void) {
    this.supplies = drawSupplies(random, untilSeconds);
    this.#cards = this.supplies.map((supply) => new Card(supply, random));
    this.#baseLoad = this.supplies[0]?.loadPercent ?? 0;
    this.#parts = parts;
    this.#needs = { neededSeconds: random.whole(60, 600), marginSeconds: random.whole(leastMarginSeconds, 120) };
    this.#runSeconds = this.#needs.neededSeconds * (0.4 + 0.5 * random.next());
    this.#config = { ...drawConfig(random, this.supplies), ...parts.config };
    this.#hasNews = new Set(this.supplies.map((one) => one.id));
    this.#referee = new Referee(this.supplies, this.#cards, this.#needs, this.#config, ruled);
    for (const supply of this.supplies) if (random.chance(0.4)) supply.discharges = [seenBefore(supply)];
  }

  live(second: number): void {
    for (const supply of this.supplies) supply.live(second);
    const live = this.supplies.filter((one) => one.hasOutput).length;
    this.#shareLoad(second, live);
    const isDark = live < this.#config.requiredSupplies;
    this.#referee.look(second);
    if (isDark) this.#goDark(second);
    else if (this.#run !== undefined && second - this.#run.since >= this.#runSeconds) this.#endRun();
    if (this.#state === undefined) this.#startUp(second, isDark);
    else if (!isDark) this.#watch(second, this.#state);
  }

  #shareLoad(second: number, live: number): void {
    const gone = this.#run === undefined ? 0 : (second - this.#run.since) / this.#runSeconds;
    const share = this.#isDown ? 0.1 : 1 - 0.9 * Math.min(1, gone);
    const each = (this.#baseLoad * share * this.supplies.length) / Math.max(1, live);
    for (const supply of this.supplies) supply.loadPercent = each;
  }

  #goDark(second: number): void {
    if (this.#state === undefined) return;
    if (!this.#isDown) this.#referee.wentDark(second, this.#run?.since);
    this.#end();
  }

  #endRun(): void {
    this.#referee.finished();
    this.#end();
    // The plan has the output cut; it comes back with mains.
    for (const supply of this.supplies) if (!supply.hasMains) supply.hasOutput = false;
  }

  #end(): void {
    [this.#run, this.#state, this.#isDown, this.#bootAt] = [undefined, undefined, true, 0];
  }

  #startUp(second: number, isDark: boolean): void {
    const fed = this.supplies.filter((one) => one.hasMains).length;
    if (isDark || fed < this.#config.requiredSupplies) {
      this.#bootAt = 0;
      return;
    }
    this.#bootAt ||= second + bootSeconds;
    if (second < this.#bootAt && second > 0) return;
    this.#isDown = second > 0;
    this.#state = initialPolicy(this.#config.upsIds);
    this.#hasNews = new Set(this.#config.upsIds);
    this.#put({ kind: 'forecast', ...this.#needs }, second);
    this.#referee.started();
  }

  #watch(second: number, before: PolicyState): void {
    if (!this.#isDue(second, before)) return;
    for (const upsId of this.#hasNews) this.#remind(upsId, second);
    for (const [index, card] of this.#cards.entries()) {
      const upsId = this.supplies[index]?.id ?? '';
      const reading = card.say(second);
      const atMs = second * 1000;
      this.#put(
        reading === undefined ? { kind: 'readFailed', upsId, atMs, failure: silence } : { kind: 'reading', upsId, atMs, reading },
        second,
      );
    }
    if (before.outage !== undefined) this.#put({ kind: 'ticked', atMs: second * 1000 }, second);
    const state = this.#state;
    // What a run had brought down is brought back, and answers for itself again.
    if (this.#isDown && state !== undefined && isMainsStable(state, this.#config)) this.#isDown = false;
  }

  #isDue(second: number, before: PolicyState): boolean {
    const look = this.supplies.map((one) => one.isOnBattery).join();
    const isUrgent = before.outage !== undefined || before.ups.some((one) => one.outage !== undefined || one.state.trust === 'stale');
    if (look === this.#lastLook && second % (isUrgent ? pollBatterySeconds : pollMainsSeconds) !== 0) return false;
    this.#lastLook = look;
    return true;
  }

  #remind(upsId: string, second: number): void {
    const supply = this.supplies.find((one) => one.id === upsId);
    const isDischarging = this.#state?.ups.some((one) => one.state.upsId === upsId && one.outage !== undefined) === true;
    if (supply === undefined || isDischarging) return;
    this.#hasNews = new Set([...this.#hasNews].filter((one) => one !== upsId));
    const atMs = second * 1000;
    this.#put({ kind: 'remembered', upsId, atMs, wallMs: epochMs + atMs, discharges: supply.discharges }, second);
  }

  #put(input: PolicyInput, second: number): void {
    if (this.#state === undefined) return;
    const [next, effects] = this.#parts.decide(this.#state, input, this.#config);
    this.#state = next;
    for (const effect of effects) this.#follow(effect, second);
  }

  #follow(effect: PolicyEffect, second: number): void {
    if (effect.kind === 'dischargeSeen') {
      const supply = this.supplies.find((one) => one.id === effect.upsId);
      const { beganMs, ...seen } = effect.discharge;
      const beganAt = new Date(epochMs + beganMs).toISOString();
      if (supply === undefined) return;
      supply.discharges = [...supply.discharges.filter((one) => one.beganAt !== beganAt), { beganAt, ...seen, ...effect.battery }].slice(
        -20,
      );
      this.#hasNews = new Set([...this.#hasNews, effect.upsId]);
    }
    if (effect.kind === 'powerConfirmed') this.#referee.outageConfirmed();
    if (effect.kind !== 'triggerFired' || this.#run !== undefined || this.#isDown) return;
    this.#referee.runBegan(second, effect.trigger);
    this.#run = { since: second };
  }
}

function drawConfig(random: Random, supplies: readonly Supply[]): PolicyConfig {
  const required = supplies.length > 1 && random.chance(0.3) ? supplies.length : 1;
  return {
    confirmSeconds: 5,
    stableMainsSeconds: 30,
    lostNoticeSeconds: 15,
    calibrationBelievedSeconds: 3600,
    postponeSeconds: 120,
    triggers: {
      latestSafeStart: true,
      lowBattery: true,
      forcedShutdown: random.chance(0.5),
      ...(random.chance(0.25) ? { onBatterySeconds: random.whole(60, 600) } : {}),
    },
    upsIds: supplies.map((one) => one.id),
    requiredSupplies: required,
  };
}

/** An outage a month ago, as it was then seen. */
function seenBefore(supply: Supply): Supply['discharges'][number] {
  const { traits, battery, loadPercent } = supply;
  return {
    beganAt: new Date(epochMs - 30 * 86_400_000).toISOString(),
    fromPercent: 100,
    toPercent: 80,
    seconds: battery.fullSecondsAt(loadPercent) / 5,
    ...(traits.tellsLoad ? { loadPercent } : {}),
    needsReplacing: traits.tellsWear === 'replace',
  };
}
