import type { Forecast, ForecastTarget } from '../../../shared/forecast/forecast.js';
import type { Plan } from '../../../shared/plan/plan.js';

export type BarTone = 'vm' | 'host' | 'ups' | 'other';

/** One target's bar; seconds without mains. */
export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** End if it took its whole limit. */
  readonly limit: number;
  readonly learned: boolean;
  readonly tone: BarTone;
}

export interface Lane {
  readonly stepId: string;
  readonly title: string;
  readonly critical: boolean;
  readonly bars: readonly Bar[];
}

/** The plan against the battery, drawn as if mains failed now and the run began at the latest safe moment. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  /** Seconds without mains at which the run would begin. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly pointOfNoReturnSeconds?: number;
  readonly batterySeconds?: number;
  /** Right end of the axis. */
  readonly spanSeconds: number;
  readonly tickSeconds: readonly number[];
  /** Targets left out because a lane shows at most so many. */
  readonly hidden: number;
}

const atMostPerLane = 12;

/** Seconds after which the plan must begin so that it ends with its margin kept; 0 when it should have begun already. */
export function latestStart(forecast: Forecast, marginSeconds: number): number {
  if (forecast.batterySeconds === undefined) return 0;
  return Math.max(0, forecast.batterySeconds - forecast.neededSeconds - marginSeconds);
}

/** `bandSeconds`: when the battery may at the latest be empty; as much of it is shown as leaves the plan readable. */
export function timelineOf(plan: Plan, forecast: Forecast, bandSeconds = 0): Timeline {
  const start = latestStart(forecast, plan.marginSeconds);
  const end = start + forecast.neededSeconds;
  const lanes = plan.steps.map((step): Lane => {
    const targets = forecast.targets.filter((target) => target.stepId === step.id);
    return {
      stepId: step.id,
      title: step.title,
      critical: forecast.criticalPath.includes(step.id),
      bars: targets.slice(0, atMostPerLane).map((target) => barOf(target, start, step.action.kind)),
    };
  });
  const latest = Math.max(end, ...lanes.flatMap((lane) => lane.bars.map((bar) => bar.limit)));
  const battery = forecast.batterySeconds ?? latest;
  const span = Math.max(60, battery * 1.02, latest * 1.02, Math.min(bandSeconds, Math.max(battery, latest) * 1.15));
  const shown = lanes.reduce((sum, lane) => sum + lane.bars.length, 0);
  return {
    lanes: lanes.filter((lane) => lane.bars.length > 0),
    startSeconds: start,
    endSeconds: end,
    ...(forecast.pointOfNoReturnSeconds === undefined ? {} : { pointOfNoReturnSeconds: start + forecast.pointOfNoReturnSeconds }),
    ...(forecast.batterySeconds === undefined ? {} : { batterySeconds: forecast.batterySeconds }),
    spanSeconds: span,
    tickSeconds: ticksOf(span),
    hidden: forecast.targets.length - shown,
  };
}

function barOf(target: ForecastTarget, start: number, action: Plan['steps'][number]['action']['kind']): Bar {
  return {
    key: target.key,
    name: target.name,
    from: start + target.startSeconds,
    to: start + target.endSeconds,
    limit: start + Math.max(target.endSeconds, target.limitEndSeconds),
    learned: target.basis === 'learned',
    tone: toneOf(action),
  };
}

function toneOf(action: Plan['steps'][number]['action']['kind']): BarTone {
  switch (action) {
    case 'shutdownVms':
    case 'shutdownVcenter':
      return 'vm';
    case 'shutdownHosts':
    case 'shutdownMachines':
      return 'host';
    case 'upsOutputOff':
      return 'ups';
    default:
      return 'other';
  }
}

/** Whole minutes, or seconds on a short axis: at most fourteen marks. */
function ticksOf(span: number): readonly number[] {
  const step =
    [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200].find((candidate) => span / candidate <= 14) ?? 86_400;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step);
}

/** Minutes and seconds, as on a clock. */
export function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
}
