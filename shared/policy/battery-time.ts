/**
 * Time on battery of one UPS, by our own clock over a coalesced outage. The device's own counter is not even an input: a card that
 * kept the value of the outage before shut an office down at once (pve-ups #25).
 */
export interface BatteryTime {
  readonly startedAtMs: number;
  /** Closed stretches; mains in between does not count, what follows it within the stable time adds up. */
  readonly spentMs: number;
  /** Start of the present stretch; undefined while mains is seen or nothing is known since the program slept. */
  readonly sinceMs: number | undefined;
  /** Readings in a row that said battery. */
  readonly readings: number;
  readonly isConfirmed: boolean;
  /** Said to everyone: from here on no test explains it. */
  readonly isAnnounced: boolean;
}

export function beginBatteryTime(atMs: number): BatteryTime {
  return { startedAtMs: atMs, spentMs: 0, sinceMs: atMs, readings: 1, isConfirmed: false, isAnnounced: false };
}

export function goOnBattery(time: BatteryTime, atMs: number): BatteryTime {
  return { ...time, sinceMs: time.sinceMs ?? atMs, readings: time.readings + 1 };
}

/** The stretch ends at `atMs`; the outage does not. */
export function pauseBatteryTime(time: BatteryTime, atMs: number): BatteryTime {
  const { sinceMs } = time;
  return sinceMs === undefined ? time : { ...time, sinceMs: undefined, readings: 0, spentMs: time.spentMs + Math.max(0, atMs - sinceMs) };
}

export function batterySeconds(time: BatteryTime, nowMs: number): number {
  const stretchMs = time.sinceMs === undefined ? 0 : Math.max(0, nowMs - time.sinceMs);
  return (time.spentMs + stretchMs) / 1000;
}

/**
 * Confirmed by time and by two readings in a row, as every trigger asks for two: blinks with mains between them are no outage. A single one counts when nothing
 * was heard since for `lostSeconds`: then the power may have taken the network with it.
 */
export function confirm(time: BatteryTime, nowMs: number, confirmSeconds: number, isLost: boolean): BatteryTime {
  if (time.isConfirmed || batterySeconds(time, nowMs) < confirmSeconds) return time;
  const isEnough = time.readings >= 2 || confirmSeconds === 0 || isLost;
  return isEnough ? { ...time, isConfirmed: true } : time;
}

/** When the time on battery will have lasted long enough, if the stretch goes on. Absent when it is confirmed, or stands still. */
export function confirmationDueAtMs(time: BatteryTime, confirmSeconds: number): number | undefined {
  return time.isConfirmed || time.sinceMs === undefined ? undefined : time.sinceMs + confirmSeconds * 1000 - time.spentMs;
}
