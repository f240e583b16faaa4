import { assertNever } from '../result.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Command, Condition } from './table.js';

/** Whether a condition of the command table holds for a snapshot. */
export function holds(condition: Condition, snapshot: Snapshot): boolean {
  switch (condition) {
    case 'coordinator':
      return snapshot.role === 'coordinator';
    case 'armed':
      return snapshot.armed;
    case 'notArmed':
      return !snapshot.armed;
    case 'countdown':
      return snapshot.countdown !== undefined;
    case 'canPostpone':
      return snapshot.countdown?.canPostpone === true;
    case 'canCancel':
      return isRunning(snapshot) && snapshot.run?.phase !== 'beyond';
    case 'canRestore':
      return snapshot.run?.phase === 'finished' && snapshot.run.stopped.length > 0;
    case 'noRun':
      return !isRunning(snapshot);
    case 'practice':
      return snapshot.practice;
    case 'notPractice':
      return !snapshot.practice;
    case 'hasPlan':
      return snapshot.plans.some((view) => view.active);
    case 'hasUps':
      return snapshot.ups.length > 0;
    default:
      return assertNever(condition);
  }
}

/** A command is offered, in the palette, menus, tray and by its keys, only while all its conditions hold. */
export function isAvailable(command: Command, snapshot: Snapshot): boolean {
  return (command.when ?? []).every((condition) => holds(condition, snapshot));
}

const overPhases: ReadonlySet<string> = new Set(['finished', 'aborted', 'restored', 'interrupted']);

function isRunning(snapshot: Snapshot): boolean {
  return snapshot.run !== undefined && !overPhases.has(snapshot.run.phase);
}
