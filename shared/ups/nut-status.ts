import { leadingNumber } from './plain-values.js';
import type { Disagreement, PowerSource, UpsFlag } from './reading.js';

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
  OVERHEAT: 'overTemperature',
  TRIM: 'trim',
  BOOST: 'boost',
  FSD: 'forcedShutdown',
  ALARM: 'alarm',
  TEST: 'selfTest',
  ECO: 'eco',
  HE: 'eco',
};

/** Texts of ups.alarm as the drivers write them (usbhid-ups, snmp-ups, bcmxcp, nutdrv_qx). */
const alarmFlags: readonly (readonly [RegExp, UpsFlag])[] = [
  [/replace (the )?battery|battery (is )?bad|bad battery|battery needs? (to be )?(replac|chang)/i, 'replaceBattery'],
  [/overload/i, 'overload'],
  [/(temperature|heat).*(too )?high|over.?(heat|temp)/i, 'overTemperature'],
  [/shutdown (is )?(imminent|pending)/i, 'shutdownPending'],
  [/self.?test.*fail/i, 'selfTestFailed'],
  [/^(?!.*self.?test).*(internal|general|ups|charger|fan|inverter|rectifier|dc.bus).*(fault|fail)/i, 'fault'],
];

/** The words of ups.status in capitals, each once: drivers repeat them (`OB OFF OB`, nut issue 2292). */
export function statusTokens(status: string | undefined): ReadonlySet<string> {
  return new Set((status ?? '').toUpperCase().split(/\s+/).filter(Boolean));
}

/** Where the load's power comes from. The worse statement decides, and an empty status is unknown, never on line. */
export function statusPower(tokens: ReadonlySet<string>): PowerSource {
  if (tokens.has('OFF')) return 'off';
  if (tokens.has('BYPASS')) return 'bypass';
  if (tokens.has('OB')) return 'battery';
  if (tokens.has('OL')) return 'mains';
  // Calibration runs on the battery; the voltage regulator works on mains only.
  if (tokens.has('CAL')) return 'battery';
  return tokens.has('TRIM') || tokens.has('BOOST') ? 'mains' : 'unknown';
}

/** Every state that the status, the alarms and the results of tests tell. */
export function statusFlags(tokens: ReadonlySet<string>, variables: ReadonlyMap<string, string>): Set<UpsFlag> {
  const flags = new Set<UpsFlag>([...tokens].flatMap((token) => tokenFlags[token] ?? []));
  const alarm = variables.get('ups.alarm') ?? '';
  // Drivers put one sentence behind the other, each with its mark.
  for (const sentence of alarm.split(/[!.;]\s+/)) {
    for (const [pattern, flag] of alarmFlags) if (pattern.test(sentence)) flags.add(flag);
  }
  if (/no battery/i.test(alarm) && !hasBattery(variables)) flags.add('noBattery');
  if (/replace|bad/i.test(variables.get('battery.test.status') ?? '')) flags.add('replaceBattery');
  const test = variables.get('ups.test.result') ?? '';
  if (/in progress/i.test(test)) flags.add('selfTest');
  if (/\b(error|fail(ed|ure)?|bad|NG|BT)\b/i.test(test) && !/no (error|fail)/i.test(test)) flags.add('selfTestFailed');
  addCharger(flags, variables.get('battery.charger.status'));
  return flags;
}

/** Since NUT 2.8 a variable of its own takes the place of CHRG and DISCHRG; the tokens win where both are told. */
function addCharger(flags: Set<UpsFlag>, charger: string | undefined): void {
  if (flags.has('charging') || flags.has('discharging')) return;
  if (/^charging$/i.test(charger ?? '')) flags.add('charging');
  if (/^discharging$/i.test(charger ?? '')) flags.add('discharging');
}

/** "No battery installed!" of some Tripp Lite is an error of the driver: a charge above 0 belies it (data of NUT's device dumps). */
function hasBattery(variables: ReadonlyMap<string, string>): boolean {
  return (leadingNumber(variables.get('battery.charge')) ?? 0) > 0;
}

/** Near what the device itself calls nominal. */
function hasGoodInput(variables: ReadonlyMap<string, string>): boolean {
  const [volts, nominal] = ['input.voltage', 'input.voltage.nominal'].map((name) => leadingNumber(variables.get(name)));
  return volts !== undefined && nominal !== undefined && nominal >= 90 && Math.abs(volts / nominal - 1) < 0.12;
}

/** A battery this full is not low, whatever its runtime is taken for. */
const fullPercent = 80;

/** What ups.status, and an alarm beside it, say against themselves or against what is measured. */
export function statusDisagreements(
  tokens: ReadonlySet<string>,
  variables: ReadonlyMap<string, string>,
  flags: ReadonlySet<UpsFlag>,
  isFeedingThoughOff: boolean,
): readonly Disagreement[] {
  const status = [...tokens].join(' ');
  const found: Disagreement[] = [];
  const said = (source: string) => ({ source, value: variables.get(source) ?? '' });
  if (tokens.has('OL') && tokens.has('OB'))
    found.push({ field: 'power', said: ['OL', 'OB'].map((value) => ({ source: 'ups.status', value })) });
  if (isFeedingThoughOff) {
    const measured = ['output.voltage', 'ups.load'].filter((name) => variables.has(name)).map(said);
    found.push({ field: 'power', said: [{ source: 'ups.status', value: status }, ...measured] });
  }
  // On battery while a test runs, the input is good; else one of the two is wrong.
  if (tokens.has('OB') && !tokens.has('OL') && !flags.has('selfTest') && !flags.has('calibrating') && hasGoodInput(variables))
    found.push({ field: 'power', said: [{ source: 'ups.status', value: status }, said('input.voltage')] });
  if (tokens.has('LB') && (leadingNumber(variables.get('battery.charge')) ?? 0) >= fullPercent)
    found.push({ field: 'lowBattery', said: [{ source: 'ups.status', value: status }, said('battery.charge')] });
  if (/no battery/i.test(variables.get('ups.alarm') ?? '') && hasBattery(variables))
    found.push({ field: 'noBattery', said: [said('ups.alarm'), said('battery.charge')] });
  return found;
}
