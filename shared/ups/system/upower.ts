import type { PowerSource, UpsFlag } from '../reading.js';
import { systemSupply, type SystemSupply } from './supply.js';

/** UPower's properties of a device, unpacked (org.freedesktop.UPower.Device). */
export type UpowerProperties = Readonly<Record<string, unknown>>;

const typeBattery = 2;
const typeUps = 3;
/** `State`: 1 charging, 2 discharging, 3 empty, 4 fully charged, 5 pending charge; 0 and 6 (pending discharge) tell nothing of the mains. */
const powerOfState: Readonly<Record<number, PowerSource>> = { 1: 'mains', 2: 'battery', 3: 'battery', 4: 'mains', 5: 'mains' };
/** `WarningLevel`: 3 low, 4 critical, 5 action. */
const lowLevel = 3;

/** A UPS or battery that powers this computer; mice and phones are devices too. Undefined for them, and for mains adapters. */
export function upowerSupply(path: string, properties: UpowerProperties): SystemSupply | undefined {
  const number = (name: string) => (typeof properties[name] === 'number' ? properties[name] : undefined);
  const text = (name: string) => (typeof properties[name] === 'string' ? properties[name] : undefined);
  const type = number('Type');
  if ((type !== typeUps && type !== typeBattery) || properties['PowerSupply'] !== true || properties['IsPresent'] === false)
    return undefined;
  const state = number('State') ?? 0;
  const power = powerOfState[state] ?? 'unknown';
  const flags = new Set<UpsFlag>();
  if (state === 1) flags.add('charging');
  if (state === 2) flags.add('discharging');
  if (state === 3 || (power === 'battery' && (number('WarningLevel') ?? 0) >= lowLevel)) flags.add('lowBattery');
  return systemSupply({
    name: path.slice(path.lastIndexOf('/') + 1),
    kind: type === typeUps ? 'ups' : 'battery',
    manufacturer: text('Vendor'),
    model: text('Model'),
    serial: text('Serial'),
    power,
    flags,
    values: {
      chargePercent: number('Percentage'),
      runtimeSeconds: number('TimeToEmpty'),
      batteryVolts: number('Voltage'),
      temperatureCelsius: number('Temperature'),
    },
  });
}

/** `{"type":"a{sv}","data":[{"Type":{"type":"u","data":3},…}]}`, as `busctl --json=short` writes an answer; undefined for anything else. */
export function busctlProperties(json: string): UpowerProperties | undefined {
  const data = busctlData(json);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  return Object.fromEntries(
    Object.entries(data).map(([name, variant]: [string, unknown]) => [
      name,
      typeof variant === 'object' && variant !== null && 'data' in variant ? variant.data : undefined,
    ]),
  );
}

/** Object paths of `EnumerateDevices`. */
export function busctlPaths(json: string): readonly string[] | undefined {
  const data = busctlData(json);
  return Array.isArray(data) ? data.filter((path): path is string => typeof path === 'string') : undefined;
}

function busctlData(json: string): unknown {
  try {
    const answer: unknown = JSON.parse(json);
    const isAnswer = typeof answer === 'object' && answer !== null && 'data' in answer && Array.isArray(answer.data);
    return isAnswer ? (answer.data as readonly unknown[])[0] : undefined;
  } catch {
    return undefined;
  }
}
