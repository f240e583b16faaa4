import { isMainsStable, officeChargePercent } from '../../../shared/policy/office-power.js';
import { powerStateOf } from '../../../shared/policy/policy-state.js';
import type { TriggerKind } from '../../../shared/policy/power-state.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { mayRestore, mayStartRun } from '../../../shared/run/authority.js';
import type { RunState } from '../../../shared/run/run.js';
import { passedOn } from '../../../shared/run/scopes.js';
import { isRunOver } from '../../../shared/run/step.js';
import { message } from '../../../shared/text/message.js';
import type { OfficeEngine } from './office-engine.js';

/** When a run begins, goes on after a crash, stops acting, and may bring the office back. */
export interface Conductor {
  /** `groupId`: the supply group that it fired for, where the plan has several. */
  takeTrigger(trigger: TriggerKind, groupId?: string): Promise<void>;
  /** Takes up what a crash left. `isDue`: silent UPSes were waited for long enough. */
  resume(isDue?: boolean): void;
  /** After each reading: whether the office may come back, and whether a refused trigger counts again. */
  look(): void;
  /** The configuration changed: what stood in a refused trigger's way may be gone. */
  tryAgain(): void;
  powerLost(groupId?: string): void;
  powerReturned(groupId?: string): void;
  roleChanged(): void;
  /** Why a setting cannot be changed now. */
  refusedSetting(key: string, value: unknown): Failure | undefined;
  /** A person wants back what their run on mains shut down. */
  restoreByPerson(): Result<undefined>;
}

export function createConductor(engine: OfficeEngine): Conductor {
  const { parts } = engine;
  let hasResumed = false;
  let isResumeDue = false;
  let hasToldHeld = false;
  /** Triggers that could not begin anything, by supply group; they count again once what stood in their way is gone. */
  const refused = new Map<string | undefined, TriggerKind>();
  /** Supply groups that are being looked at, because something of them may be on again. */
  const standingAgain = new Set<string>();
  /** Id of the run that a person wants undone. */
  let askedBack: string | undefined;

  const activePhase = () => (engine.runner.isActive() ? engine.runner.current()?.phase : undefined);

  const askAgain = (isAllowed: (trigger: TriggerKind) => boolean) => {
    for (const [groupId, trigger] of [...refused]) {
      if (!isAllowed(trigger)) continue;
      refused.delete(groupId);
      const group = groupId === undefined ? {} : { groupId };
      engine.monitor.input({ kind: 'refusalOver', atMs: parts.clock.nowMs(), trigger, ...group });
    }
  };

  const isHeldByPerson = (run: RunState, part: RunState): boolean => {
    // Turned back by themselves it comes up again.
    const isWanted = part.phase === 'running' || part.phase === 'beyond' || part.phase === 'finished';
    if (!isWanted || askedBack === run.id) return false;
    // As it began: an outage that came in between does not make it anybody's wish to have it back.
    const began = engine.runner.began();
    return began?.runId === run.id && began.trigger === 'person' && began.power === 'mains';
  };

  /** Restoring waits for stable mains and enough charge; a level that is told again and again. */
  const gateRestore = () => {
    const run = engine.runner.current();
    if (run === undefined || !engine.runner.isActive()) return;
    engine.runner.seeSupplies(engine.supplies.seen());
    for (const part of run.lanes ?? [run]) if (!isRunOver(part)) gatePart(run, part);
  };

  const gatePart = (run: RunState, part: RunState) => {
    const { state, config } = engine.supplies.viewFor(part);
    const isStable = isMainsStable(state, config);
    if (isStable && part.power === 'battery') engine.runner.powerReturned(part.groupId);
    // A person who shut the office down on mains wants it down until they say otherwise.
    const isHeld = isHeldByPerson(run, part);
    const chargePercent = officeChargePercent(state, config);
    const allowed = mayRestore(part.plan, { isMainsStable: isStable, ...(chargePercent === undefined ? {} : { chargePercent }) });
    engine.runner.allowRestore(allowed && !isHeld && engine.authority.role !== 'observer', part.groupId);
    if (engine.supplies.standsAgain(part)) void takeDownAgain(part);
  };

  /** One look at a time: it asks the office what really runs. */
  const takeDownAgain = async ({ groupId, trigger }: RunState) => {
    const plan = engine.activePlan;
    if (
      plan === undefined ||
      groupId === undefined ||
      trigger === 'drill' ||
      standingAgain.has(groupId) ||
      !mayStartRun(engine.authority, trigger).ok
    )
      return;
    standingAgain.add(groupId);
    try {
      await engine.startRun(plan, trigger, groupId);
    } finally {
      standingAgain.delete(groupId);
    }
  };

  /**
   * As soon as the UPSes have answered, or a few seconds have passed. Whoever was away longer than a process needs to come back has been
   * restarted, perhaps with the whole office: then nothing is stopped before it is known that power is still away.
   */
  const resume = () => {
    if (hasResumed || engine.isStopped || parts.isAsked) return;
    // An observer never acts; unfinished runs are left until this one may act, perhaps when another coordinator has ended.
    if (engine.authority.role !== 'coordinator') return;
    const state = engine.monitor.state();
    const isHeard = engine.policyConfig.upsIds.every((id) => powerStateOf(state, id)?.trust === 'fresh');
    if (!isHeard && !isResumeDue) return;
    const groupIds = engine.runner.unfinishedGroups();
    const found = engine.supplies.found(groupIds);
    const isKnown = groupIds.length === 0 ? found.power !== undefined : groupIds.every((id) => found.powers?.[id] !== undefined);
    if (!isKnown && engine.runner.isLongAway()) {
      if (!hasToldHeld) engine.herald.problem('run/held', message('core.run.held'), 'warning');
      hasToldHeld = true;
      return;
    }
    hasResumed = true;
    const resumed = engine.runner.resumeUnfinished(found);
    if (resumed !== undefined) engine.herald.problem('run/resumed', message('core.run.resumed'), 'info');
  };

  return {
    takeTrigger: async (trigger, groupId) => {
      const plan = engine.activePlan;
      if (plan === undefined || parts.isAsked) return;
      const allowed = mayStartRun(engine.authority, trigger);
      const started = allowed.ok ? await engine.startRun(plan, trigger, groupId) : allowed;
      if (started.ok) return;
      // One that is active already needs no second start.
      if (started.failure.code !== 'run/active') refused.set(groupId, trigger);
      // It went down with the coordinator's own supplies before its turn.
      else if (groupId !== undefined) return;
      engine.herald.problem(started.failure.code, started.failure.message);
    },
    resume: (isDue = false) => {
      isResumeDue ||= isDue;
      resume();
    },
    look: () => {
      gateRestore();
      askAgain((trigger) => mayStartRun(engine.authority, trigger).ok);
    },
    tryAgain: () => askAgain(() => true),
    powerLost: (groupId) => {
      engine.runner.powerLost(groupId);
      const plan = engine.activePlan;
      if (plan === undefined || groupId === undefined || !engine.supplies.isLastChance(groupId)) return;
      const trigger = passedOn(engine.runner.current());
      if (trigger !== undefined && mayStartRun(engine.authority, trigger).ok) void engine.startRun(plan, trigger, groupId);
    },
    powerReturned: (groupId) => {
      refused.delete(groupId);
      engine.runner.powerReturned(groupId);
    },
    /** Made an observer in mid-run: what was told is seen through, nothing more is sent. Restored is when this one may act again. */
    roleChanged: () => {
      const phase = activePhase();
      if (engine.settings['general.role'] === 'coordinator') return;
      if (phase === 'running' || phase === 'restoring') engine.cancelRun(phase === 'running');
    },
    refusedSetting: (key, value) => {
      if (key !== 'general.role' || value === 'coordinator' || !engine.isBeyond) return undefined;
      return { code: 'run/beyond', message: message('core.run.beyond') };
    },
    restoreByPerson: () => {
      const run = engine.runner.current();
      if (run === undefined || !engine.runner.isActive()) return failed('command/unavailable', message('core.command.unavailable'));
      askedBack = run.id;
      gateRestore();
      return done(undefined);
    },
  };
}
