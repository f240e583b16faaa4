import { withoutEmptyWatts } from './phases.js';
import { leadingNumber } from './plain-values.js';
import type { Phase } from './reading.js';
import { sane } from './sane.js';

type Measured = Exclude<keyof Phase, 'phase'>;

/** Names of a phase's values, best first; `#` is its number (docs/nut-names.txt, "Electrical values, three-phase"). */
const names: Readonly<Record<Measured, readonly string[]>> = {
  inputVolts: ['input.L#-N.voltage', 'input.L#.voltage'],
  outputVolts: ['output.L#-N.voltage', 'output.L#.voltage'],
  loadPercent: ['output.L#.power.percent', 'ups.L#.load'],
  outputWatts: ['output.L#.realpower', 'ups.L#.realpower'],
};

/**
 * The phases of a device that tells of more than one, or none. Single-phase drivers fill in three with zeros (riello_usb): a phase with
 * nothing but zeros is one that is not there.
 */
export function nutPhases(variables: ReadonlyMap<string, string>): readonly Phase[] {
  const phases = [1, 2, 3].flatMap((phase) => {
    const found = Object.entries(names).flatMap(([field, patterns]) => {
      const value = patterns.map((pattern) => valueOf(variables, pattern, phase, field as Measured)).find((one) => one !== undefined);
      return value === undefined ? [] : [[field, value] as const];
    });
    return found.some(([, value]) => value !== 0) ? [withoutEmptyWatts({ phase, ...Object.fromEntries(found) })] : [];
  });
  return phases.length < 2 ? [] : phases;
}

function valueOf(variables: ReadonlyMap<string, string>, pattern: string, phase: number, field: Measured): number | undefined {
  const value = leadingNumber(variables.get(pattern.replace('#', String(phase))));
  return value === undefined ? undefined : sane(field, value);
}
