import { officeState } from '../../../shared/policy/office-state.js';
import { isMainsStable, isOfficeOnBattery, officeChargePercent } from '../../../shared/policy/office-power.js';
import { policyConfig, type PolicyConfig } from '../../../shared/policy/policy-config.js';
import type { PolicyEffect, PolicyInput } from '../../../shared/policy/policy-effect.js';
import { powerStateOf, type PolicyState } from '../../../shared/policy/policy-state.js';
import type { TriggerKind } from '../../../shared/policy/power-state.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { mayRestore, mayStartRun, type Authority } from '../../../shared/run/authority.js';
import type { RunState } from '../../../shared/run/run.js';
import type { OfficeState } from '../../../shared/snapshot/snapshot.js';
import { durationKey } from '../../../shared/forecast/learned.js';
import type { SettingValues } from '../../../shared/settings/table.js';
import { message } from '../../../shared/text/message.js';
import { createConnections, type Connections } from '../connections.js';
import { createInventoryKeeper, type InventoryKeeper } from '../inventory-keeper.js';
import { createMonitor, type Monitor } from '../monitor.js';
import { createNoticeBoard, type NoticeBoard } from '../notice-board.js';
import { createPerformer } from '../performer.js';
import type { LoadedConfig, UpsSource } from '../ports.js';
import { createRunner, type RunLine, type Runner } from '../runner.js';
import { createConfigDesk, type ConfigDesk } from './config-desk.js';
import { createDesk, refusal, type Desk, type DeskOffice } from './desk.js';
import { createHerald, type Herald } from './herald.js';
import { lazySource } from './lazy-source.js';
import type { EngineParts } from './parts.js';
import { createSecretDesk, type SecretDesk } from './secret-desk.js';
import { createTrapDesk, type TrapDesk } from './trap-desk.js';

const inventoryEveryMs = 60_000;
/** A run does not wait longer for a fresh inventory: what was known before is then good enough. */
const freshInventoryMs = 8000;
const resumeLatestMs = 5000;
const pruneEveryMs = 3_600_000;

/** The engine's parts and what ties them together: readings to policy, triggers to runs, runs to notices. */
export class OfficeEngine {
  readonly config: ConfigDesk;
  readonly connections: Connections;
  readonly inventory: InventoryKeeper;
  readonly desk: Desk;
  readonly secrets: SecretDesk;
  readonly board: NoticeBoard;
  readonly runner: Runner;
  readonly herald: Herald;
  readonly traps: TrapDesk;
  monitor: Monitor;
  readonly parts: EngineParts;
  private readonly listeners = new Set<() => void>();
  private readonly cancels = new Set<() => void>();
  private hasResumed = false;
  private isResumeDue = false;
  private hasToldHeld = false;
  private refused: TriggerKind | undefined;
  private askedBack: string | undefined;
  private hasToldOther = false;
  private isOver = false;

  constructor(parts: EngineParts) {
    this.parts = parts;
    const changed = () => this.changed();
    this.config = createConfigDesk(parts.config, (config) => void this.takeConfig(config));
    const unknown = (id: string): Failure => ({ code: 'connection/unknown', message: message('core.config.noConnection', { id }) });
    this.connections = createConnections(parts.adapters, this.config.current().connections, unknown, changed);
    this.inventory = createInventoryKeeper(this.connections, () => parts.clock.wall(), changed);
    this.desk = createDesk(parts.history, parts.workstationName);
    this.secrets = createSecretDesk(parts.secrets, changed);
    this.board = createNoticeBoard(changed);
    this.herald = createHerald(this);
    this.runner = createRunner({
      journal: parts.journal,
      clock: parts.clock,
      perform: createPerformer(this.hands(), parts.clock),
      newRunId: parts.newId,
      tell: (line: RunLine) => this.herald.runLine(line),
      changed,
      learn: (operation, seconds) => {
        parts.history.addDuration(durationKey(operation), seconds);
        this.desk.forget();
      },
      problem: (what) => this.herald.problem('run/journal', what),
    });
    this.monitor = this.makeMonitor([]);
    this.traps = createTrapDesk({
      adapters: parts.adapters,
      connections: () => this.connections.list(),
      // One who asks once, or who practises beside the real office, leaves the port to the one who watches.
      port: () => (parts.isAsked || parts.mode === 'practice' ? 0 : Number(this.settings['ups.trapPort'])),
      alert: (upsIds) => this.monitor.alert(upsIds),
      failed: ({ code, message: what }) => this.herald.problem(code, what, 'warning'),
    });
  }

  async start(): Promise<void> {
    await this.openMonitor();
    this.traps.refresh();
    void this.secrets.refresh(this.config.current().connections);
    void this.refreshInventory();
    this.every(inventoryEveryMs, () => void this.refreshInventory());
    this.every(pruneEveryMs, () => this.parts.history.prune());
    this.later(resumeLatestMs, () => {
      this.isResumeDue = true;
      this.resume();
    });
    const problem = this.config.problem();
    if (problem !== undefined) this.herald.problem(problem.code, problem.message);
  }

  async stop(): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    for (const cancel of this.cancels) cancel();
    this.traps.close();
    this.monitor.stop();
    this.runner.close();
    this.config.close();
    await this.connections.close();
    this.parts.journal.close();
    this.parts.history.close();
    this.parts.claim?.release();
  }

  get settings(): SettingValues {
    return this.config.current().settings;
  }

  get authority(): Authority {
    const wanted = this.settings['general.role'] === 'coordinator';
    const isOurs = wanted && (this.parts.claim?.isOurs() ?? true);
    if (wanted && !isOurs) this.tellOtherActs();
    return { role: isOurs ? 'coordinator' : 'observer', armed: this.settings['general.armed'] === true };
  }

  /** Two coordinators on one office: one acts, the other says so and watches; when the first is gone it takes over. */
  private tellOtherActs(): void {
    if (this.hasToldOther) return;
    this.hasToldOther = true;
    this.herald.problem('run/otherActs', message('core.other.acts'), 'warning');
  }

  get office(): DeskOffice {
    const { plans, activePlan, connections } = this.config.current();
    return { plans, connections, inventory: this.inventory.current().inventory, ...(activePlan === undefined ? {} : { activePlan }) };
  }

  get activePlan(): Plan | undefined {
    return this.desk.active(this.office);
  }

  get policyConfig(): PolicyConfig {
    const ups = this.config.current().connections.filter((one) => one.kind === 'ups');
    return policyConfig(
      this.settings,
      this.activePlan,
      ups.map((one) => one.id),
    );
  }

  get word(): OfficeState {
    const phase = this.runner.isActive() ? this.runner.current()?.phase : undefined;
    return officeState(this.monitor.state(), phase === undefined ? undefined : { phase }, this.policyConfig);
  }

  /** Runtime that the plan's supplies would last if mains failed now, or that they have left. */
  runtimeSeconds(plan: Plan | undefined = this.activePlan): number | undefined {
    const ids = plan?.ups ?? this.policyConfig.upsIds;
    const lasting = ids.map((id) => powerStateOf(this.monitor.state(), id)?.runtimeSeconds ?? -1).sort((a, b) => b - a);
    const decisive = lasting[Math.max(0, (plan?.requiredSupplies ?? 1) - 1)];
    return decisive === undefined || decisive < 0 ? undefined : decisive;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** After `stop` nothing is told and nothing is asked of the closed files. */
  get isStopped(): boolean {
    return this.isOver;
  }

  changed(): void {
    if (this.isOver) return;
    for (const listener of this.listeners) listener();
  }

  /** After a secret of this connection changed. */
  async reopen(connectionId: string): Promise<void> {
    await this.connections.reopen(connectionId);
    this.traps.refresh(true);
  }

  async refreshInventory(): Promise<void> {
    if (this.isOver || this.isTakingDown()) return;
    await this.inventory.refresh();
    this.tellForecast();
  }

  /** A person starts the active or the named plan. The confirmation was checked at the door. */
  async startByPerson(planId: string): Promise<Result<undefined>> {
    const plan = this.office.plans.find((one) => one.id === planId);
    if (plan === undefined) return failed('plan/unknown', message('core.config.noPlan', { id: planId }));
    const allowed = mayStartRun(this.authority, 'person');
    if (!allowed.ok) return allowed;
    return this.startRun(plan, 'person');
  }

  cancelRun(restore: boolean): void {
    this.runner.cancel({ restore });
    this.monitor.input({ kind: 'runCancelled', atMs: this.parts.clock.nowMs() });
  }

  private hands() {
    return {
      list: () => this.connections.list(),
      ups: (id: string) => this.connections.ups(id),
      hypervisor: (id: string) => this.connections.hypervisor(id),
      machine: (id: string) => this.connections.machine(id),
      workstation: () => this.parts.adapters.workstation(),
    };
  }

  private async takeConfig(config: LoadedConfig): Promise<void> {
    this.desk.forget();
    this.stopActing();
    const before = JSON.stringify(this.connections.list());
    await this.connections.replace(config.connections);
    if (before !== JSON.stringify(config.connections)) {
      await this.openMonitor();
      void this.secrets.refresh(config.connections);
      void this.refreshInventory();
    }
    this.traps.refresh();
    const problem = config.problems[0];
    if (problem !== undefined) this.herald.problem(problem.code, problem.message);
    this.tellForecast();
    this.askAgain(() => true);
    this.changed();
  }

  /** Made an observer in mid-run: what was told is seen through, nothing more is sent. Restored is when this one may act again. */
  private stopActing(): void {
    const phase = this.runner.isActive() ? this.runner.current()?.phase : undefined;
    if (this.settings['general.role'] === 'coordinator') return;
    if (phase === 'running' || phase === 'restoring') this.cancelRun(phase === 'running');
  }

  /** Past the point of no return a run is seen through: nobody can call it off. */
  get isBeyond(): boolean {
    return this.runner.isActive() && this.runner.current()?.phase === 'beyond';
  }

  /** Why a setting cannot be changed now. */
  refusedSetting(key: string, value: unknown): Failure | undefined {
    if (key !== 'general.role' || value === 'coordinator' || !this.isBeyond) return undefined;
    return { code: 'run/beyond', message: message('core.run.beyond') };
  }

  /** One monitor per set of UPSes; what was believed of those that stay is kept. */
  async openMonitor(): Promise<void> {
    const ids = this.config
      .current()
      .connections.filter((one) => one.kind === 'ups')
      .map((one) => one.id);
    const sources = ids.map((id) => lazySource(this.connections, id));
    if (this.isOver) return;
    this.monitor.stop();
    this.monitor = this.makeMonitor(sources, this.monitor.state());
    this.monitor.start();
    this.tellForecast();
    await Promise.resolve();
  }

  private makeMonitor(sources: readonly UpsSource[], earlier?: PolicyState): Monitor {
    return createMonitor({
      clock: this.parts.clock,
      sources,
      history: this.parts.history,
      config: () => ({
        policy: this.policyConfig,
        pollMainsSeconds: Number(this.settings['ups.pollMainsSeconds']),
        pollBatterySeconds: Number(this.settings['ups.pollBatterySeconds']),
      }),
      onEffects: (effects) => this.follow(effects),
      onState: (_state, cause) => this.believe(cause),
      problem: (what) => this.herald.problem('monitor/problem', what),
      ...(earlier === undefined ? {} : { earlier }),
    });
  }

  private follow(effects: readonly PolicyEffect[]): void {
    for (const effect of effects) {
      this.herald.policyEffect(effect);
      // A run that waits to restore, or restores, goes forward again: only one who may act does that.
      if (effect.kind === 'powerConfirmed' && this.authority.role === 'coordinator') this.runner.powerLost();
      if (effect.kind === 'powerReturned') {
        this.refused = undefined;
        this.runner.powerReturned();
      }
      if (effect.kind === 'triggerFired' && effect.trigger !== 'person') void this.takeTrigger(effect.trigger);
    }
  }

  /** After each reading: a new forecast, the restore gate, and at the first one the resume of what a crash left. */
  private believe(cause: PolicyInput['kind']): void {
    if (cause !== 'reading' && cause !== 'readFailed' && cause !== 'ticked') return;
    this.resume();
    this.tellForecast();
    this.gateRestore();
    this.askAgain((trigger) => mayStartRun(this.authority, trigger).ok);
    this.changed();
  }

  /** A trigger that was refused counts again once what stood in its way is gone. */
  private askAgain(isAllowed: (trigger: TriggerKind) => boolean): void {
    const trigger = this.refused;
    if (trigger === undefined || !isAllowed(trigger)) return;
    this.refused = undefined;
    this.monitor.input({ kind: 'refusalOver', atMs: this.parts.clock.nowMs(), trigger });
  }

  private async takeTrigger(trigger: TriggerKind): Promise<void> {
    const plan = this.activePlan;
    if (plan === undefined || this.parts.isAsked) return;
    const allowed = mayStartRun(this.authority, trigger);
    const started = allowed.ok ? await this.startRun(plan, trigger) : allowed;
    if (started.ok) return;
    // One that is active already needs no second start.
    if (started.failure.code !== 'run/active') this.refused = trigger;
    this.herald.problem(started.failure.code, started.failure.message);
  }

  private async startRun(plan: Plan, trigger: TriggerKind): Promise<Result<undefined>> {
    await this.freshInventory();
    const power = isOfficeOnBattery(this.monitor.state(), this.policyConfig) ? 'battery' : 'mains';
    // Power came back while the inventory was looked at.
    if (power === 'mains' && trigger !== 'person') return failed('run/powerBack', message('core.run.powerBack'));
    const refused = refusal(this.desk.findings(plan, this.office));
    if (refused !== undefined) return failed(refused.code, refused.message);
    const { operations, ranBefore } = this.desk.compiled(plan, this.office);
    const started = this.runner.start({ plan, operations, trigger, mode: this.parts.mode, ranBefore, power });
    if (!started.ok) return started;
    this.changed();
    return done(undefined);
  }

  /** Log in anew and look, as long as that takes less than a few seconds. */
  private async freshInventory(): Promise<void> {
    if (this.isTakingDown()) return;
    await Promise.race([this.inventory.refresh(), new Promise<void>((resolve) => this.later(freshInventoryMs, resolve))]);
  }

  /**
   * Takes up what a crash left, as soon as the UPSes have answered or a few seconds have passed. Whoever was away longer than a process needs to
   * come back has been restarted, perhaps with the whole office: then nothing is stopped before it is known that power is still away.
   */
  private resume(): void {
    if (this.hasResumed || this.isOver || this.parts.isAsked) return;
    // An observer never acts; unfinished runs are left until this one may act, perhaps when another coordinator has ended.
    if (this.authority.role !== 'coordinator') return;
    const state = this.monitor.state();
    const isHeard = this.policyConfig.upsIds.every((id) => powerStateOf(state, id)?.trust === 'fresh');
    if (!isHeard && !this.isResumeDue) return;
    const power = isOfficeOnBattery(state, this.policyConfig) ? 'battery' : isMainsStable(state, this.policyConfig) ? 'mains' : undefined;
    if (power === undefined && this.runner.isLongAway()) {
      if (!this.hasToldHeld) this.herald.problem('run/held', message('core.run.held'), 'warning');
      this.hasToldHeld = true;
      return;
    }
    this.hasResumed = true;
    const resumed = this.runner.resumeUnfinished(power);
    if (resumed !== undefined) this.herald.problem('run/resumed', message('core.run.resumed'), 'info');
  }

  /** Restoring waits for stable mains and enough charge; a level that is told again and again. */
  private gateRestore(): void {
    const run = this.runner.current();
    if (run === undefined || !this.runner.isActive()) return;
    const state = this.monitor.state();
    const isStable = isMainsStable(state, this.policyConfig);
    if (isStable && run.power === 'battery') this.runner.powerReturned();
    // A person who shut the office down on mains wants it down until they say otherwise.
    if (this.isHeldByPerson(run)) return;
    const chargePercent = officeChargePercent(state, this.policyConfig);
    const allowed = mayRestore(run.plan, { isMainsStable: isStable, ...(chargePercent === undefined ? {} : { chargePercent }) });
    this.runner.allowRestore(allowed && this.authority.role !== 'observer');
  }

  private isHeldByPerson(run: RunState): boolean {
    if (run.phase !== 'finished' || this.askedBack === run.id) return false;
    // As it began: an outage that came in between does not make it anybody's wish to have it back.
    const [first] = this.parts.journal.entries(run.id);
    return first?.event.kind === 'runStarted' && first.event.trigger === 'person' && (first.event.power ?? 'mains') === 'mains';
  }

  /** A person wants back what their run on mains shut down. */
  restoreByPerson(): Result<undefined> {
    const run = this.runner.current();
    if (run === undefined || !this.runner.isActive()) return failed('command/unavailable', message('core.command.unavailable'));
    this.askedBack = run.id;
    this.gateRestore();
    return done(undefined);
  }

  private tellForecast(): void {
    const plan = this.activePlan;
    if (plan === undefined || this.isOver) return;
    const { neededSeconds } = this.desk.forecast(plan, this.office, this.runtimeSeconds(plan));
    this.monitor.input({ kind: 'forecast', neededSeconds, marginSeconds: plan.marginSeconds });
  }

  /** Half of the office does not answer then: what was known before stays. */
  private isTakingDown(): boolean {
    const run = this.runner.current();
    return run !== undefined && this.runner.isActive() && run.phase !== 'restored';
  }

  private every(ms: number, work: () => void): void {
    const again = () => {
      const cancel = this.parts.clock.after(ms, () => {
        this.cancels.delete(cancel);
        work();
        again();
      });
      this.cancels.add(cancel);
    };
    again();
  }

  private later(ms: number, work: () => void): void {
    const cancel = this.parts.clock.after(ms, () => {
      this.cancels.delete(cancel);
      work();
    });
    this.cancels.add(cancel);
  }
}
