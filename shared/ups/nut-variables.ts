import type { Interpretation } from './interpret.js';
import type { IdentityField } from './mibs/mib-table.js';
import { plainMeasures } from './plain-values.js';
import { cleanText } from './raw-value.js';
import { upsFlags, type PowerSource, type UpsFlag } from './reading.js';

export type PlainInterpretation = Pick<Interpretation, 'identity' | 'measures' | 'power' | 'flags'>;

/** Tokens of ups.status; what is not in here (HB, and tokens of the future) says nothing. */
const tokenFlags: Readonly<Record<string, UpsFlag>> = {
  LB: 'lowBattery',
  RB: 'replaceBattery',
  CHRG: 'charging',
  DISCHRG: 'discharging',
  BYPASS: 'bypass',
  CAL: 'calibrating',
  OFF: 'off',
  OVER: 'overload',
  TRIM: 'trim',
  BOOST: 'boost',
  FSD: 'forcedShutdown',
  ALARM: 'alarm',
  TEST: 'selfTest',
  ECO: 'eco',
  HE: 'eco',
};

/**
 * Reads NUT's variables (docs/nut-names.txt). An empty ups.status is unknown, not on line; OL beside OB is battery, since the worse
 * statement decides; OFF and BYPASS are never battery (nut issue 2278). FSD is a latch that may stand beside OL.
 */
export function interpretNut(variables: ReadonlyMap<string, string>): PlainInterpretation {
  const tokens = new Set((variables.get('ups.status') ?? '').toUpperCase().split(/\s+/).filter(Boolean));
  const flags = new Set<UpsFlag>([...tokens].flatMap((token) => tokenFlags[token] ?? []));
  const test = variables.get('ups.test.result') ?? '';
  if (/in progress/i.test(test)) flags.add('selfTest');
  if (/\b(error|fail(ed|ure)?)\b/i.test(test)) flags.add('selfTestFailed');
  const claimed = powerOf(tokens);
  const measures = measuresOf(variables, claimed, flags);
  const isInputDead = measures.inputVolts !== undefined && measures.inputVolts < 20;
  if (claimed === 'battery' && !isInputDead && /self.?test/i.test(variables.get('input.transfer.reason') ?? '')) flags.add('selfTest');
  const isFeeding = (measures.outputVolts ?? 0) > 50 && (measures.loadPercent ?? 0) > 0;
  const isNotReallyOff = claimed === 'off' && isFeeding;
  if (isNotReallyOff) flags.delete('off');
  const power = isNotReallyOff ? powerOf(new Set([...tokens].filter((token) => token !== 'OFF'))) : claimed;
  return { identity: identityOf(variables), measures, power, flags: upsFlags.filter((flag) => flags.has(flag)) };
}

/** What a reading is while the server has no current data of its driver. */
export function nutWithoutData(identity: PlainInterpretation['identity']): PlainInterpretation {
  return { identity, measures: {}, power: 'unknown', flags: ['communicationLost'] };
}

function powerOf(tokens: ReadonlySet<string>): PowerSource {
  if (tokens.has('OFF')) return 'off';
  if (tokens.has('BYPASS')) return 'bypass';
  if (tokens.has('OB')) return 'battery';
  if (tokens.has('OL')) return 'mains';
  // Calibration runs on the battery; the voltage regulator works on mains only.
  if (tokens.has('CAL')) return 'battery';
  return tokens.has('TRIM') || tokens.has('BOOST') ? 'mains' : 'unknown';
}

function measuresOf(variables: ReadonlyMap<string, string>, power: PowerSource, flags: ReadonlySet<UpsFlag>) {
  const get = (...names: readonly string[]) => names.map((name) => variables.get(name));
  const phases = [1, 2, 3].map((phase) => variables.get(`output.L${String(phase)}.power.percent`));
  const worstPhase = phases.filter((text) => text !== undefined).sort((a, b) => Number(b) - Number(a))[0];
  return plainMeasures(
    {
      chargePercent: get('battery.charge'),
      runtimeSeconds: get('battery.runtime'),
      loadPercent: [worstPhase, ...get('ups.load')],
      inputVolts: get('input.voltage', 'input.L1-N.voltage', 'input.L2-N.voltage', 'input.L3-N.voltage', 'input.L1-L2.voltage'),
      outputVolts: get('output.voltage', 'output.L1-N.voltage', 'output.L2-N.voltage', 'output.L3-N.voltage', 'output.L1-L2.voltage'),
      batteryVolts: get('battery.voltage'),
      temperatureCelsius: get('ups.temperature', 'battery.temperature'),
      outputWatts: get('ups.realpower', 'output.realpower'),
    },
    { power, low: flags.has('lowBattery'), normal: false },
  );
}

function identityOf(variables: ReadonlyMap<string, string>): PlainInterpretation['identity'] {
  const identity: Partial<Record<IdentityField, string>> = {};
  const names: readonly (readonly [IdentityField, readonly string[]])[] = [
    ['manufacturer', ['device.mfr', 'ups.mfr']],
    ['model', ['device.model', 'ups.model']],
    ['serial', ['device.serial', 'ups.serial']],
    ['firmware', ['ups.firmware']],
  ];
  for (const [field, sources] of names) {
    const told = sources.map((name) => cleanText(variables.get(name))).find((text) => text !== undefined);
    if (told !== undefined) identity[field] = told;
  }
  return identity;
}
