import { plausible } from '../../../shared/policy/plausible.js';
import type { Reading } from '../../../shared/ups/reading.js';
import type { Clock, History, StoredReading } from '../ports.js';

const onMainsMs = 60_000;

interface Kept {
  readonly atMs: number;
  readonly look: string;
}

/** Readings worth keeping: each one on battery; on mains one a minute, and whenever power, a flag or the charge changes. */
export function createReadingKeeper(
  history: Pick<History, 'addReading'>,
  clock: Clock,
  failed: (cause: unknown) => void,
): (upsId: string, reading: Reading) => void {
  const last = new Map<string, Kept>();
  return (upsId, reading) => {
    const kept: Kept = { atMs: clock.nowMs(), look: lookOf(reading) };
    const before = last.get(upsId);
    const isDue = before === undefined || kept.atMs - before.atMs >= onMainsMs || before.look !== kept.look;
    if (reading.power !== 'battery' && !isDue) return;
    last.set(upsId, kept);
    try {
      history.addReading(stored(upsId, plausible(reading), clock.wall().toISOString()));
    } catch (cause) {
      failed(cause);
    }
  };
}

function lookOf(reading: Reading): string {
  return [reading.power, [...reading.flags].sort().join(), Math.round(reading.chargePercent ?? -1)].join('|');
}

function stored(upsId: string, reading: Reading, at: string): StoredReading {
  const { power, chargePercent, runtimeSeconds, loadPercent, inputVolts, batteryVolts } = reading;
  return {
    upsId,
    at,
    power,
    ...(chargePercent === undefined ? {} : { chargePercent }),
    ...(runtimeSeconds === undefined ? {} : { runtimeSeconds }),
    ...(loadPercent === undefined ? {} : { loadPercent }),
    ...(inputVolts === undefined ? {} : { inputVolts }),
    ...(batteryVolts === undefined ? {} : { batteryVolts }),
  };
}
