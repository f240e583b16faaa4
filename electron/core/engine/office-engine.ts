import { officeState } from '../../../shared/policy/office-state.js';
import { policyConfig, type PolicyConfig } from '../../../shared/policy/policy-config.js';
import type { PolicyEffect, PolicyInput } from '../../../shared/policy/policy-effect.js';
import { powerStateOf, type PolicyState } from '../../../shared/policy/policy-state.js';
import type { TriggerKind } from '../../../shared/policy/power-state.js';
import type { Plan } from '../../../shared/plan/plan.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import type { Authority } from '../../../shared/run/authority.js';
import type { Connection } from '../../../shared/settings/connection.js';
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
import { createConductor, type Conductor } from './conductor.js';
import { createDesk, refusalToRun, type Desk, type DeskOffice, type Lasts } from './desk.js';
import { createHerald, type Herald } from './herald.js';
import { lazySource } from './lazy-source.js';
import type { EngineParts } from './parts.js';
import { createSupplyDesk, type SupplyDesk } from './supply-desk.js';
import { sturdyHistory } from './sturdy-history.js';
import { createSecretDesk, type SecretDesk } from './secret-desk.js';
import { createTrapDesk, type TrapDesk } from './trap-desk.js';
import { createUpsDesk, type UpsDesk } from './ups-desk.js';

const inventoryEveryMs = 60_000;
/** A run does not wait longer for a fresh inventory: what was known before is then good enough. */
const freshInventoryMs = 8000;
/** A run that was interrupted goes on within 10 s; until then it is worth hearing whether power is still away. */
const resumeLatestMs = 8000;
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
  readonly conductor: Conductor;
  readonly supplies: SupplyDesk;
  readonly upsDesk: UpsDesk;
  monitor: Monitor;
  readonly parts: EngineParts;
  private readonly listeners = new Set<() => void>();
  private readonly cancels = new Set<() => void>();
  private hasToldOther = false;
  private hasToldDoubt = false;
  private isOver = false;

  constructor(given: EngineParts) {
    const history = sturdyHistory(given.history, (detail) =>
      this.herald.problem('history/write', message('policy.failure.history', { detail })),
    );
    const parts = { ...given, history };
    this.parts = parts;
    const changed = () => this.changed();
    this.config = createConfigDesk(parts.config, (config) => void this.takeConfig(config));
    const unknown = (id: string): Failure => ({ code: 'connection/unknown', message: message('core.config.noConnection', { id }) });
    this.connections = createConnections(parts.adapters, this.config.current().connections, unknown, changed);
    this.inventory = createInventoryKeeper({
      connections: this.connections,
      wall: () => parts.clock.wall(),
      changed,
      ...(parts.inventory === undefined ? {} : { memory: parts.inventory }),
    });
    this.desk = createDesk(parts.history, parts.workstationName);
    this.secrets = createSecretDesk(parts.secrets, changed);
    this.board = createNoticeBoard(changed);
    this.herald = createHerald(this);
    this.supplies = createSupplyDesk(this);
    this.conductor = createConductor(this);
    this.upsDesk = createUpsDesk(this);
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
    this.later(resumeLatestMs, () => this.conductor.resume(true));
    for (const { code, message: what } of [...(this.parts.problems ?? []), ...this.config.problems()]) this.herald.problem(code, what);
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
    if (wanted) this.tellClaimDoubt();
    return { role: isOurs ? 'coordinator' : 'observer', armed: this.settings['general.armed'] === true };
  }

  /** Two coordinators on one office: one acts, the other says so and watches; when the first is gone it takes over. */
  private tellOtherActs(): void {
    if (this.hasToldOther) return;
    this.hasToldOther = true;
    this.herald.problem('run/otherActs', message('core.other.acts'), 'warning');
  }

  private tellClaimDoubt(): void {
    const reason = this.parts.claim?.doubt();
    if (reason === undefined || this.hasToldDoubt) return;
    this.hasToldDoubt = true;
    this.herald.problem('run/claimUnknown', message('records.claim.unknown', { reason }), 'warning');
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
    const plan = this.activePlan;
    return policyConfig(
      this.settings,
      plan,
      ups.map((one) => one.id),
      plan === undefined ? undefined : this.desk.groups(plan, this.office),
    );
  }

  get word(): OfficeState {
    const run = this.runner.isActive() ? this.runner.current() : undefined;
    // A drill is no shutdown of the office.
    const sign = run === undefined || run.trigger === 'drill' ? undefined : { phase: run.phase };
    return officeState(this.monitor.state(), sign, this.policyConfig);
  }

  /**
   * Runtime that the plan's supplies would last if mains failed now, or that they have left: of its supply groups, or of those in `only`, the one that
   * lasts least.
   */
  runtimeSeconds(plan: Plan | undefined = this.activePlan, only?: ReadonlySet<string>): number | undefined {
    const all = plan === undefined ? undefined : this.desk.groups(plan, this.office);
    const groups = only === undefined ? all : all?.filter(({ id }) => only.has(id));
    if (groups === undefined) return this.lasts({ upsIds: plan?.ups ?? this.policyConfig.upsIds, required: plan?.requiredSupplies ?? 1 });
    const known = groups.map(this.lasts);
    return known.some((seconds) => seconds === undefined) ? undefined : Math.min(...known.map((seconds) => seconds ?? 0));
  }

  readonly lasts: Lasts = ({ upsIds, required }) => {
    const lasting = upsIds.map((id) => powerStateOf(this.monitor.state(), id)?.runtimeSeconds ?? -1).sort((a, b) => b - a);
    const decisive = lasting[Math.max(0, required - 1)];
    return decisive === undefined || decisive < 0 ? undefined : decisive;
  };

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
    this.upsDesk.forget(connectionId);
    await this.connections.reopen(connectionId);
    this.traps.refresh(true);
  }

  /** The secrets of a connection that is gone, or leads to somebody else now. */
  async forgetSecrets(connection: Connection): Promise<Result<undefined>> {
    const gone = await this.secrets.forget(connection);
    if (!gone.ok) return gone;
    await this.reopen(connection.id);
    if (gone.value.length > 0)
      this.herald.problem('secrets/forgotten', message('core.secrets.forgotten', { title: connection.title }), 'info');
    return done(undefined);
  }

  async refreshInventory(): Promise<void> {
    if (this.isOver || this.isTakingDown()) return;
    await this.inventory.refresh();
    this.tellForecast();
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
    this.conductor.roleChanged();
    const before = JSON.stringify(this.connections.list());
    await this.connections.replace(config.connections);
    if (before !== JSON.stringify(config.connections)) {
      this.upsDesk.forget();
      await this.openMonitor();
      void this.secrets.refresh(config.connections);
      void this.refreshInventory();
    }
    this.traps.refresh();
    for (const { code, message: what } of config.problems) this.herald.problem(code, what);
    this.tellForecast();
    this.conductor.tryAgain();
    this.changed();
  }

  /** Past the point of no return a run is seen through: nobody can call it off. */
  get isBeyond(): boolean {
    return this.runner.isActive() && this.runner.current()?.phase === 'beyond';
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
        glanceSeconds: Number(this.settings['ups.glanceSeconds']),
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
      if (effect.kind === 'powerConfirmed' && this.authority.role === 'coordinator') this.conductor.powerLost(effect.groupId);
      if (effect.kind === 'powerReturned') this.conductor.powerReturned(effect.groupId);
      if (effect.kind === 'triggerFired' && effect.trigger !== 'person') void this.conductor.takeTrigger(effect.trigger, effect.groupId);
    }
  }

  /** After each reading: a new forecast, the restore gate, and at the first one the resume of what a crash left. */
  private believe(cause: PolicyInput['kind']): void {
    if (cause !== 'reading' && cause !== 'readFailed' && cause !== 'ticked') return;
    this.conductor.resume();
    this.tellForecast();
    this.conductor.look();
    this.changed();
  }

  /** Begins a run of this plan, or of the supply group that a trigger fired for, if nothing speaks against it. */
  async startRun(plan: Plan, trigger: TriggerKind, groupId?: string): Promise<Result<undefined>> {
    await this.freshInventory(groupId !== undefined);
    const [first, ...rest] = this.supplies.scopes(plan, trigger, groupId);
    // Power came back while the inventory was looked at.
    if (first === undefined || (first.power === 'mains' && trigger !== 'person')) {
      return failed('run/powerBack', message('core.run.powerBack'));
    }
    const refused = refusalToRun(this.desk.findings(plan, this.office));
    if (refused !== undefined) return failed(refused.code, refused.message);
    const { ranBefore } = this.desk.compiled(plan, this.office);
    const seen = 'groupId' in first ? { supplies: this.supplies.seen() } : {};
    const begin = (scope: typeof first) => this.runner.start({ plan, trigger, mode: this.parts.mode, ranBefore, ...seen, ...scope });
    const started = begin(first);
    // Each by itself: one that is under way already is no reason to leave the others.
    for (const scope of rest) begin(scope);
    if (!started.ok) return started;
    this.changed();
    return done(undefined);
  }

  /** Log in anew and look, as long as that takes less than a few seconds. */
  async freshInventory(isPart: boolean): Promise<void> {
    // While another part goes down it is worth a look: VMs may have moved to what goes down now.
    if (this.isTakingDown() && !isPart) return;
    await Promise.race([this.inventory.refresh(), new Promise<void>((resolve) => this.later(freshInventoryMs, resolve))]);
  }

  private tellForecast(): void {
    const plan = this.activePlan;
    if (plan === undefined || this.isOver) return;
    this.supplies.tellNeeds(plan);
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
