import type { Forecast, Verdict } from '../../shared/forecast/forecast.js';
import type { Plan } from '../../shared/plan/plan.js';
import type { Severity } from '../../shared/run/run.js';
import type { PlanView, Snapshot, UpsView } from '../../shared/snapshot/snapshot.js';
import type { Message } from '../../shared/text/message.js';

/** Something that asks for a person, and where to look at it. */
export interface Problem {
  readonly key: string;
  readonly severity: Severity;
  readonly message: Message;
  /** Muted words behind the message: a plan's title, a connection's title. */
  readonly place: string;
  readonly view: 'plan' | 'ups' | 'inventory' | 'settings';
  readonly argument?: string;
}

export function activePlanOf(snapshot: Snapshot): PlanView | undefined {
  return snapshot.plans.find((view) => view.active);
}

export function verdictOf(forecast: Forecast | undefined): Verdict {
  return forecast?.verdict ?? 'unknown';
}

const severityOrder: readonly Severity[] = ['error', 'warning', 'info'];

/** Everything that asks for a person, worst first. */
export function problemsOf(snapshot: Snapshot): readonly Problem[] {
  const found: Problem[] = [];
  if (snapshot.settingsProblem !== undefined)
    found.push({ key: 'settings', severity: 'error', message: snapshot.settingsProblem.message, place: 'settings.json', view: 'settings' });
  for (const { connection, failure } of snapshot.connections) {
    if (failure === undefined || connection.kind === 'ups') continue;
    found.push({
      key: `connection/${connection.id}`,
      severity: 'error',
      message: failure.message,
      place: connection.title,
      view: 'inventory',
      argument: connection.id,
    });
  }
  for (const ups of snapshot.ups) {
    if (ups.failure === undefined) continue;
    found.push({
      key: `ups/${ups.connectionId}`,
      severity: 'error',
      message: ups.failure.message,
      place: ups.title,
      view: 'ups',
      argument: ups.connectionId,
    });
  }
  for (const { plan, findings } of snapshot.plans)
    findings.forEach((finding, index) =>
      found.push({
        key: `plan/${plan.id}/${String(index)}`,
        severity: finding.severity,
        message: finding.message,
        place: [plan.title, placeOf(plan, finding.target)].filter((word) => word !== '').join(' \u00b7 '),
        view: 'plan',
        argument: plan.id,
      }),
    );
  return found.sort((a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity));
}

/** Where a finding of a plan belongs: a step by its title, anything else by its name. */
export function placeOf(plan: Plan, target: string): string {
  return plan.steps.find((step) => step.id === target)?.title ?? target;
}

/** What runs and matters to a plan, and how much of it no step takes. */
export interface Coverage {
  readonly covered: number;
  readonly total: number;
  readonly uncovered: readonly string[];
}

export function coverageOf(snapshot: Snapshot): Coverage {
  const { vms, hosts, machines } = snapshot.inventory;
  const running = [
    ...vms.filter((vm) => vm.power === 'on' && !vm.template && !vm.agent && vm.faultTolerance !== 'secondary'),
    ...hosts.filter((host) => host.state === 'connected'),
    ...machines.filter((machine) => machine.state === 'on'),
  ].length;
  const total = Math.max(running, snapshot.uncovered.length);
  return { covered: total - snapshot.uncovered.length, total, uncovered: snapshot.uncovered };
}

/** The UPS that ends first: the shortest runtime known, else the first. */
export function leadingUps(snapshot: Snapshot): UpsView | undefined {
  return snapshot.ups.reduce<UpsView | undefined>((best, ups) => {
    if (best === undefined) return ups;
    return (ups.state.runtimeSeconds ?? Infinity) < (best.state.runtimeSeconds ?? Infinity) ? ups : best;
  }, undefined);
}

/**
 * Seconds left over when a run starts at its latest safe start: the margin the plan asks for, or what is left of it; negative when
 * the battery is empty first. Absent when the runtime is not known.
 */
export function spareSecondsOf(view: PlanView | undefined): number | undefined {
  const battery = view?.forecast?.batterySeconds;
  if (view?.forecast === undefined || battery === undefined) return undefined;
  return Math.min(view.plan.marginSeconds, battery - view.forecast.neededSeconds);
}

/** Changes whenever something happened that the journal has a line for; not with every snapshot. */
export function happeningStamp({ office, run, lastRun, notices, armed, role, countdown }: Snapshot): string {
  const states = [...(run?.operations ?? []), ...(run?.restore ?? [])].map(({ status }) => status).join();
  const latest = notices.map(({ id }) => id).join();
  return [office, run?.id, run?.phase, states, lastRun?.endedAt, latest, armed, role, countdown === undefined].join('|');
}
