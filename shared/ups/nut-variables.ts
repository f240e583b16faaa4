import { batteryDate } from './device-date.js';
import type { Interpretation } from './interpret.js';
import type { IdentityField } from './mibs/mib-table.js';
import { nutPhases } from './nut-phases.js';
import { statusDisagreements, statusFlags, statusPower, statusTokens } from './nut-status.js';
import { leadingNumber, plainMeasures } from './plain-values.js';
import { cleanText } from './raw-value.js';
import { upsFlags, type LostContact, type Phase, type PowerSource, type UpsFlag } from './reading.js';

export type PlainInterpretation = Pick<Interpretation, 'identity' | 'measures' | 'power' | 'flags'> & {
  readonly phases?: readonly Phase[];
  readonly disagreements?: Interpretation['disagreements'];
  readonly batteryDate?: string;
  readonly lostContact?: LostContact;
};

/** A strip, a transfer switch or a power supply is "on line" as long as it is on: that says nothing of a battery, which it does not have. */
const otherDevices: ReadonlySet<string> = new Set(['pdu', 'ats', 'psu']);

/**
 * Reads NUT's variables (docs/nut-names.txt). An empty ups.status is unknown, not on line; OL beside OB is battery, since the worse
 * statement decides; OFF and BYPASS are never battery, but an output that feeds a load is not off (nut issue 2278). FSD is a latch that
 * may stand beside OL.
 */
export function interpretNut(variables: ReadonlyMap<string, string>): PlainInterpretation {
  const tokens = statusTokens(variables.get('ups.status'));
  const flags = statusFlags(tokens, variables);
  const claimed = otherDevices.has(variables.get('device.type') ?? '') ? 'unknown' : statusPower(tokens);
  const phases = nutPhases(variables);
  const measures = measuresOf(variables, phases, claimed, flags);
  const isInputDead = measures.inputVolts !== undefined && measures.inputVolts < 20;
  if (claimed === 'battery' && !isInputDead && /self.?test/i.test(variables.get('input.transfer.reason') ?? '')) flags.add('selfTest');
  const isFeeding = (leadingNumber(variables.get('output.voltage')) ?? 51) > 50 && (measures.loadPercent ?? 0) > 0;
  const isNotReallyOff = claimed === 'off' && isFeeding;
  if (isNotReallyOff) flags.delete('off');
  const power = isNotReallyOff ? statusPower(new Set([...tokens].filter((token) => token !== 'OFF'))) : claimed;
  const disagreements = statusDisagreements(tokens, variables, flags, isNotReallyOff);
  const date = batteryDate({
    replaced: variables.get('battery.date'),
    made: variables.get('battery.mfr.date'),
    today: variables.get('ups.date'),
  });
  return {
    identity: identityOf(variables),
    measures,
    power,
    flags: upsFlags.filter((flag) => flags.has(flag)),
    ...(phases.length === 0 ? {} : { phases }),
    ...(disagreements.length === 0 ? {} : { disagreements }),
    ...(date === undefined ? {} : { batteryDate: date }),
  };
}

/** What a reading is while the server has no current data of its driver. */
export function nutWithoutData(identity: PlainInterpretation['identity'], lostContact: LostContact): PlainInterpretation {
  return { identity, measures: {}, power: 'unknown', flags: ['communicationLost'], lostContact };
}

function measuresOf(variables: ReadonlyMap<string, string>, phases: readonly Phase[], power: PowerSource, flags: ReadonlySet<UpsFlag>) {
  const get = (...names: readonly string[]) => names.map((name) => variables.get(name));
  const worst = (pick: (...values: readonly number[]) => number, field: keyof Phase) => {
    const told = phases.flatMap((phase) => phase[field] ?? []).filter((value) => value > 0);
    return told.length === 0 ? undefined : String(pick(...told));
  };
  const watts = phases.flatMap((phase) => phase.outputWatts ?? []);
  const source = leadingNumber(variables.get('input.source'));
  return plainMeasures(
    {
      chargePercent: get('battery.charge'),
      runtimeSeconds: get('battery.runtime'),
      loadPercent: [worst(Math.max, 'loadPercent'), ...get('ups.load', 'output.power.percent', 'output.L1.power.percent')],
      inputVolts: [
        variables.get('input.voltage'),
        worst(Math.min, 'inputVolts'),
        ...get('input.L1-N.voltage', 'input.L1.voltage', 'input.L1-L2.voltage'),
        source === undefined ? undefined : variables.get(`input.${String(source)}.voltage`),
      ],
      outputVolts: [
        variables.get('output.voltage'),
        worst(Math.min, 'outputVolts'),
        ...get('output.L1-N.voltage', 'output.L1.voltage', 'output.L1-L2.voltage'),
      ],
      batteryVolts: [batteryVolts(variables)],
      temperatureCelsius: get('ups.temperature', 'battery.temperature').map((text) => celsius(text, variables)),
      outputWatts: [
        ...get('ups.realpower', 'output.realpower'),
        watts.length === 0 ? undefined : String(watts.reduce((sum, one) => sum + one, 0)),
        ...get('output.L1.realpower', 'ups.L1.realpower'),
      ],
    },
    { power, low: flags.has('lowBattery'), normal: false },
  );
}

/** No more blocks than these hang on one that is called nominal; and so much of it has a battery that is charged. */
const mostOfNominal = 4;
const charged = { least: 1, most: 1.3 } as const;
/** Up to this a block or a cell may be meant where the nominal voltage is that of all. */
const mostBlockVolts = 15;

/** Some drivers slip by a decimal place (135 V, 12 V nominal, of Tripp Lite before NUT 2.6); what cannot be and no slip explains is not told. */
function batteryVolts(variables: ReadonlyMap<string, string>): string | undefined {
  const text = variables.get('battery.voltage');
  const [volts, nominal] = [text, variables.get('battery.voltage.nominal')].map(leadingNumber);
  if (volts === undefined || nominal === undefined || nominal < 6) return text;
  const ofNominal = volts / nominal;
  const isCharged = (share: number) => share >= charged.least && share <= charged.most;
  if (ofNominal > mostOfNominal) return isCharged(ofNominal / 10) ? String(volts / 10) : undefined;
  return volts > mostBlockVolts && isCharged(ofNominal * 10) ? String(volts * 10) : text;
}

/** The USB class measures temperatures in kelvins (HID usage tables for power devices, 4.1.4), and older drivers pass them on. */
function celsius(text: string | undefined, variables: ReadonlyMap<string, string>): string | undefined {
  const value = leadingNumber(text);
  if (value === undefined || value === 255) return undefined;
  if (value <= 120) return text;
  const isHid = /^(usbhid-ups|newhidups|hidups|mge-shut|newmge-shut)$/.test(variables.get('driver.name') ?? '');
  return isHid && value >= 253 && value <= 373 ? (value - 273.15).toFixed(1) : undefined;
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
    // Older drivers hand on the name that a ConnectUPS card gives, with the number in it.
    if (told !== undefined) identity[field] = field === 'serial' ? (/^ID:\s*([^\s,]+)/.exec(told)?.[1] ?? told) : told;
  }
  return identity;
}
