import { secondsByGroup } from '../forecast/group-needs.js';
import { plannedUps } from '../plan/feeds.js';
import { groupViews, type GroupView } from '../policy/group-view.js';
import { isMainsStable, isOfficeOnBattery, officeChargePercent, suppliesSeen } from '../policy/office-power.js';
import { decide } from '../policy/policy.js';
import type { PolicyConfig } from '../policy/policy-config.js';
import type { PolicyEffect, PolicyInput } from '../policy/policy-effect.js';
import { initialPolicy } from '../policy/policy-state.js';
import type { Reading } from '../ups/reading.js';
import { message } from '../text/message.js';
import type { GroupJudgement, Judge, MakeJudge, SimulatedReading } from './judge.js';
import type { SimulatedOffice } from './office.js';

const silence = { code: 'ups/unreachable', message: message('run.failure.notReachable', { names: 'ups' }) };

/** The very policy of the product, with the settings' defaults, over the simulated UPSes. */
export const policyJudge: MakeJudge = judgeWith(decide);

/** `decide` and `settings` are parameters only to prove that a fault in them is noticed. */
export function judgeWith(decideAs: typeof decide, settings: Partial<PolicyConfig> = {}): MakeJudge {
  return (office, neededSeconds) => judgeOffice(office, neededSeconds, decideAs, settings);
}

function judgeOffice(
  { plan, groups }: SimulatedOffice,
  neededSeconds: number,
  decideAs: typeof decide,
  settings: Partial<PolicyConfig>,
): Judge {
  const upsIds = plannedUps(plan);
  const config: PolicyConfig = {
    confirmSeconds: 5,
    stableMainsSeconds: 30,
    lostNoticeSeconds: 15,
    calibrationBelievedSeconds: 3600,
    postponeSeconds: 120,
    triggers: plan.triggers,
    upsIds,
    requiredSupplies: plan.requiredSupplies,
    ...(groups === undefined ? {} : { groups }),
    ...settings,
  };
  let state = initialPolicy(upsIds);
  const put = (input: PolicyInput) => {
    const [next, effects] = decideAs(state, input, config);
    state = next;
    return effects;
  };
  const { marginSeconds } = plan;
  let told = '';
  /** Only what has changed: it changes with what is on battery, and with nothing else here. */
  const tellNeeds = (atMs: number): readonly PolicyEffect[] => {
    const dark = groupViews(state, config).filter((view) => isOfficeOnBattery(view.state, view.config));
    const now = dark.map((view) => view.groupId).join();
    if (told === `told ${now}`) return [];
    told = `told ${now}`;
    if (groups === undefined) return put({ kind: 'forecast', atMs, neededSeconds, marginSeconds });
    const needs = secondsByGroup(groups, new Set(dark.map((view) => view.groupId)));
    return [...needs].flatMap(([groupId, seconds]) => put({ kind: 'forecast', atMs, neededSeconds: seconds, marginSeconds, groupId }));
  };
  return {
    observe: (readings, atMs) => {
      const effects: PolicyEffect[] = [];
      for (const [upsId, said] of readings) {
        effects.push(...tellNeeds(atMs));
        effects.push(
          ...put(
            said === undefined
              ? { kind: 'readFailed', upsId, atMs, failure: silence }
              : { kind: 'reading', upsId, atMs, reading: asReading(said) },
          ),
        );
      }
      const views = groupViews(state, config);
      return {
        groups: views.map((view) => judgementOf(view, effects, groups === undefined ? {} : { groupId: view.groupId })),
        supplies: () => suppliesSeen(views),
        wantsReading: effects.some((one) => one.kind === 'readNow'),
      };
    },
  };
}

function judgementOf({ state, config }: GroupView, effects: readonly PolicyEffect[], own: { readonly groupId?: string }): GroupJudgement {
  const fired = effects.flatMap((one) => (one.kind === 'triggerFired' && one.groupId === own.groupId ? [one.trigger] : []))[0];
  const chargePercent = officeChargePercent(state, config);
  const onMains = state.ups.filter((one) => config.upsIds.includes(one.state.upsId) && one.state.power === 'mains').length;
  const isOnMains = onMains >= Math.min(config.requiredSupplies, config.upsIds.length);
  return {
    ...own,
    power: state.outage !== undefined ? 'battery' : isOnMains ? 'mains' : 'unknown',
    isMainsStable: isMainsStable(state, config),
    ...(fired === undefined ? {} : { trigger: fired }),
    ...(chargePercent === undefined ? {} : { chargePercent }),
  };
}

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
