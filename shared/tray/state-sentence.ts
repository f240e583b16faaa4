import { assertNever } from '../result.js';
import type { OperationState } from '../run/run.js';
import type { Snapshot, UpsView } from '../snapshot/snapshot.js';
import { message, type Message } from '../text/message.js';

/** The UPS that matters most for one line: the one with the least runtime, then the one that is not heard. */
function worst(ups: readonly UpsView[]): UpsView | undefined {
  const runtime = (view: UpsView): number => view.state.runtimeSeconds ?? Number.POSITIVE_INFINITY;
  return [...ups].sort((left, right) => runtime(left) - runtime(right))[0];
}

/** Above five minutes nobody reads the seconds, and a line that changes every second cannot be read at all. */
function calm(seconds: number): number {
  return seconds >= 300 ? Math.floor(seconds / 60) * 60 : Math.round(seconds);
}

function progress(operations: readonly OperationState[]): { readonly done: number; readonly total: number } {
  const over = operations.filter((state) => state.status !== 'waiting' && state.status !== 'inFlight' && state.status !== 'forcing');
  return { done: over.length, total: operations.length };
}

function onMains(view: UpsView | undefined): Message {
  const charge = view?.state.reading?.chargePercent;
  const runtime = view?.state.runtimeSeconds;
  if (charge === undefined) return message('shell.state.onMains');
  if (runtime === undefined) return message('shell.state.onMains.battery', { charge });
  return message('shell.state.onMains.runtime', { charge, runtime: calm(runtime) });
}

function onBattery(snapshot: Snapshot, view: UpsView | undefined): Message {
  if (snapshot.countdown !== undefined) {
    return message('shell.state.onBattery.countdown', { left: calm(Math.max(0, snapshot.countdown.secondsLeft)) });
  }
  const runtime = view?.state.runtimeSeconds;
  return runtime === undefined ? message('shell.state.onBattery') : message('shell.state.onBattery.runtime', { runtime: calm(runtime) });
}

function lowBattery(view: UpsView | undefined): Message {
  const runtime = view?.state.runtimeSeconds;
  return runtime === undefined ? message('shell.state.lowBattery') : message('shell.state.lowBattery.runtime', { runtime: calm(runtime) });
}

function unheard(snapshot: Snapshot): Message {
  const silent = snapshot.ups.find((view) => view.state.trust === 'lost' || view.state.trust === 'neverSeen');
  return silent === undefined ? message('shell.state.notConnected') : message('shell.state.unreachable', { ups: silent.title });
}

function inDoubt(snapshot: Snapshot): Message {
  const contradictory = snapshot.ups.find((view) => view.state.doubts.includes('contradictory'));
  if (contradictory !== undefined) return message('shell.state.doubt.contradictory', { ups: contradictory.title });
  const lost = snapshot.ups.find((view) => view.state.trust === 'lost');
  if (lost !== undefined) return message('shell.state.unreachable', { ups: lost.title });
  const doubtful = snapshot.ups.find((view) => view.state.doubts.length > 0 || view.state.trust !== 'fresh') ?? snapshot.ups[0];
  return doubtful === undefined ? message('shell.state.notConnected') : message('shell.state.doubt', { ups: doubtful.title });
}

/** How far a drill is; undefined while there is none. */
export function drillSentence(run: Snapshot['run']): Message | undefined {
  if (run?.trigger !== 'drill') return undefined;
  if (run.phase === 'restoring') return message('drill.state.restoring', progress(run.restore));
  return ['running', 'aborting', 'finished'].includes(run.phase) ? message('drill.state.running', progress(run.operations)) : undefined;
}

/** What is the case, in one short line: the first line of the tray's menu and what its tooltip says. */
export function stateSentence(snapshot: Snapshot): Message {
  const view = worst(snapshot.ups);
  switch (snapshot.office) {
    case 'notConnected':
      return unheard(snapshot);
    case 'onMains':
      return drillSentence(snapshot.run) ?? onMains(view);
    case 'onBattery':
      return onBattery(snapshot, view);
    case 'lowBattery':
      return lowBattery(view);
    case 'running':
      if (snapshot.run?.phase === 'aborting') return message('shell.state.aborting');
      return message('shell.state.running', progress(snapshot.run?.operations ?? []));
    case 'restoring':
      return message('shell.state.restoring', progress(snapshot.run?.restore ?? []));
    case 'doubt':
      return inDoubt(snapshot);
    default:
      return assertNever(snapshot.office);
  }
}
