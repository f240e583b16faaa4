import type { PowerSource, UpsFlag } from '../reading.js';
import { leadingNumber } from '../plain-values.js';
import { systemSupply, type SystemSupply } from './supply.js';

const powerOfStatus: Readonly<Record<string, PowerSource>> = {
  charging: 'mains',
  full: 'mains',
  'not charging': 'mains',
  discharging: 'battery',
};

/** One folder of /sys/class/power_supply by its `uevent` (kernel: Documentation/ABI/testing/sysfs-class-power). Undefined: no UPS or battery. */
export function sysfsSupply(name: string, uevent: string): SystemSupply | undefined {
  const properties = new Map(
    uevent.split('\n').flatMap((line) => {
      const [, key, value] = /^POWER_SUPPLY_(\w+)=(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, value ?? ''] as const];
    }),
  );
  const get = (key: string) => properties.get(key);
  const type = get('TYPE')?.toLowerCase();
  // A mouse's battery has the scope "Device".
  if ((type !== 'ups' && type !== 'battery') || get('SCOPE') === 'Device' || get('PRESENT') === '0') return undefined;
  const scaled = (key: string, factor: number) => {
    const value = leadingNumber(get(key));
    return value === undefined ? undefined : value * factor;
  };
  const status = (get('STATUS') ?? '').toLowerCase();
  const power = powerOfStatus[status] ?? 'unknown';
  const flags = new Set<UpsFlag>();
  if (status === 'charging' || status === 'discharging') flags.add(status);
  if (power === 'battery' && /^(low|critical)$/i.test(get('CAPACITY_LEVEL') ?? '')) flags.add('lowBattery');
  return systemSupply({
    name,
    kind: type === 'ups' ? 'ups' : 'battery',
    manufacturer: get('MANUFACTURER'),
    model: get('MODEL_NAME'),
    serial: get('SERIAL_NUMBER'),
    power,
    flags,
    values: {
      chargePercent: scaled('CAPACITY', 1),
      runtimeSeconds: scaled('TIME_TO_EMPTY_NOW', 1) ?? scaled('TIME_TO_EMPTY_AVG', 1),
      batteryVolts: scaled('VOLTAGE_NOW', 1e-6),
      temperatureCelsius: scaled('TEMP', 0.1),
    },
  });
}
