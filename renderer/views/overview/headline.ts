import type { Forecast } from '../../../shared/forecast/forecast.js';
import type { OperationState } from '../../../shared/run/run.js';
import type { Snapshot } from '../../../shared/snapshot/snapshot.js';
import { drillSentence } from '../../../shared/tray/state-sentence.js';
import { message, type Message } from '../../../shared/text/message.js';
import { activePlanOf } from '../../state/derive.js';

export type HeadlineTone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral';

export interface Headline {
  readonly tone: HeadlineTone;
  readonly title: Message;
  /** The figures behind the title. */
  readonly detail?: Message;
  readonly command?: 'ups.connect' | 'plan.new' | 'view.plan' | 'view.run';
}

/** What a glance must tell: the one sentence of the office, worst news first. */
export function headlineOf(snapshot: Snapshot): Headline {
  const view = activePlanOf(snapshot);
  const forecast = view?.forecast;
  const budget = forecast === undefined || view === undefined ? undefined : budgetOf(forecast, view.plan.marginSeconds);
  const detail = budget === undefined ? {} : { detail: budget };
  const run = snapshot.run;
  const drill = snapshot.office === 'onMains' ? drillSentence(run) : undefined;
  if (drill !== undefined) return { tone: 'info', title: drill, command: 'view.run' };
  if (snapshot.office === 'running' && run !== undefined)
    return { tone: 'danger', title: message('views.overview.headline.running', progress(run.operations)), command: 'view.run' };
  if (snapshot.office === 'restoring' && run !== undefined)
    return { tone: 'info', title: message('views.overview.headline.restoring', progress(run.restore)), command: 'view.run' };
  if (snapshot.office === 'lowBattery') return { tone: 'danger', title: message('views.overview.headline.lowBattery'), ...detail };
  const verdict = forecast?.verdict ?? 'unknown';
  if (snapshot.office === 'onBattery')
    return { tone: verdict === 'unsafe' ? 'danger' : 'warn', title: message(`views.overview.headline.onBattery.${verdict}`), ...detail };
  if (snapshot.ups.length === 0) return { tone: 'neutral', title: message('views.overview.headline.noUps'), command: 'ups.connect' };
  if (snapshot.office === 'doubt') return { tone: 'warn', title: doubtOf(snapshot), ...detail };
  if (view === undefined) return { tone: 'warn', title: message('views.overview.headline.noPlan'), command: 'plan.new' };
  const tones = { safe: 'ok', tight: 'warn', unsafe: 'danger', unknown: 'neutral' } as const;
  return { tone: tones[verdict], title: message(`views.overview.headline.${verdict}`), ...detail, command: 'view.plan' };
}

/** Silence is no disbelief: nothing was said that could be disbelieved. */
function doubtOf({ ups }: Snapshot): Message {
  const silent = ups.find(({ state }) => state.trust === 'lost');
  const isContradictory = ups.some(({ state }) => state.doubts.includes('contradictory'));
  if (silent === undefined || isContradictory) return message('views.overview.headline.doubt');
  return message('views.overview.headline.silent', { ups: silent.title });
}

/** The figures of a forecast in one sentence. `marginSeconds` is what the plan asks to keep. */
export function budgetOf(forecast: Forecast, marginSeconds: number): Message {
  const needed = forecast.neededSeconds;
  const battery = forecast.batterySeconds;
  if (battery === undefined || forecast.verdict === 'unknown') return message('views.overview.budget.unknown', { needed });
  const spare = battery - needed;
  if (spare < 0) return message('views.overview.budget.unsafe', { needed, battery, short: -spare });
  if (spare < marginSeconds) return message('views.overview.budget.tight', { needed, battery, spare, margin: marginSeconds });
  return message('views.overview.budget', { needed, battery, up: spare - marginSeconds, margin: marginSeconds });
}

function progress(operations: readonly OperationState[]): { readonly done: number; readonly total: number } {
  const over = operations.filter(({ status }) => status !== 'waiting' && status !== 'inFlight' && status !== 'forcing');
  return { done: over.length, total: operations.length };
}
