import { done, failed, type Result } from '../../result.js';
import { message } from '../../text/message.js';
import type { Interpretation } from '../interpret.js';
import { plainMeasures } from '../plain-values.js';
import { cleanText } from '../raw-value.js';
import { upsFlags, type PowerSource, type UpsFlag } from '../reading.js';

/** A power supply that the operating system itself shows. */
export interface SystemSupply {
  /** By which the address may choose it. */
  readonly name: string;
  /** A battery inside the computer feeds nothing else and is no UPS. */
  readonly kind: 'ups' | 'battery';
  readonly identity: Interpretation['identity'];
  readonly measures: Interpretation['measures'];
  readonly power: PowerSource;
  readonly flags: readonly UpsFlag[];
}

export interface ToldSupply {
  readonly name: string;
  readonly kind: SystemSupply['kind'];
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly serial?: string | undefined;
  readonly power: PowerSource;
  readonly flags: ReadonlySet<UpsFlag>;
  /** In a Reading's units; what is not a sane number is left out. */
  readonly values: Readonly<
    Partial<Record<'chargePercent' | 'runtimeSeconds' | 'batteryVolts' | 'temperatureCelsius', number | undefined>>
  >;
}

/** No system says "0" of what it measures, except of an empty battery. */
export function systemSupply(told: ToldSupply): SystemSupply {
  const texts = Object.fromEntries(
    Object.entries(told.values).map(([field, value]) => [field, [value === undefined ? undefined : value.toFixed(3)]]),
  );
  const identity = { manufacturer: cleanText(told.manufacturer), model: cleanText(told.model), serial: cleanText(told.serial) };
  return {
    name: told.name,
    kind: told.kind,
    identity: Object.fromEntries(Object.entries(identity).filter(([, text]) => text !== undefined)),
    measures: plainMeasures(texts, { power: told.power, low: told.flags.has('lowBattery'), normal: !told.flags.has('lowBattery') }),
    power: told.power,
    flags: upsFlags.filter((flag) => told.flags.has(flag)),
  };
}

/** The named one, or the only UPS; a laptop's battery only by name. Failures: `ups/unknownUps` with what there is. */
export function chooseSupply(supplies: readonly SystemSupply[], name: string | undefined): Result<SystemSupply> {
  const known = supplies.map((one) => one.name).join(', ');
  if (name !== undefined) {
    const named = supplies.find((one) => one.name === name);
    return named === undefined
      ? failed('ups/unknownUps', message('sources.system.unknownUps', { ups: name, known: known || '-' }))
      : done(named);
  }
  const [first, ...others] = supplies.filter((one) => one.kind === 'ups');
  if (first === undefined) return failed('ups/unreachable', message('sources.system.noUps'));
  return others.length === 0 ? done(first) : failed('ups/unknownUps', message('sources.system.manyUpses', { known }));
}
