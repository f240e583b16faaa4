import type { UpsFlag, UpsProtocol } from '../ups/reading.js';

export type RuntimeReasonKind =
  | 'selfTestFailed'
  | 'batteryFault'
  | 'replaceBattery'
  | 'batteryAged'
  | 'overTemperature'
  | 'claimJumps'
  /** The operating system tells the claim, not the UPS or a program made for it. */
  | 'claimOfSystem'
  /** The device repeats its claim word for word: it counts down from the first time. */
  | 'claimStands'
  /** The gauge stands while the voltage falls away: its claim counts down from before. */
  | 'gaugeStands';

/** Why less counts than the device claims. */
export interface RuntimeReason {
  readonly kind: RuntimeReasonKind;
  /** What the claim is multiplied with; 1 where it is counted down instead. */
  readonly factor: number;
  /** Age of the battery, whole years (`batteryAged`). */
  readonly years?: number;
}

const reasonOfFlag: Readonly<Partial<Record<UpsFlag, RuntimeReason>>> = {
  selfTestFailed: { kind: 'selfTestFailed', factor: 0.5 },
  batteryFault: { kind: 'batteryFault', factor: 0.5 },
  noBattery: { kind: 'batteryFault', factor: 0.5 },
  replaceBattery: { kind: 'replaceBattery', factor: 0.6 },
  overTemperature: { kind: 'overTemperature', factor: 0.8 },
};

export const claimJumps: RuntimeReason = { kind: 'claimJumps', factor: 0.8 };

/**
 * An operating system passes on neither the battery's age nor a failed test nor the wish for a new one, and some work out the time themselves.
 * So its claim counts as one of a battery past its best years: what would speak against a claim cannot be heard here. Where something is
 * heard all the same, the weightier counts.
 */
const claimOfSystem: RuntimeReason = { kind: 'claimOfSystem', factor: 0.8 };

/** What speaks against a claim because of who tells it; nothing before anybody has. */
export function sourceReasons(protocol: UpsProtocol | undefined): readonly RuntimeReason[] {
  return protocol === 'system' ? [claimOfSystem] : [];
}

/** Sealed lead batteries are made for three to five years; the end of that is steep. */
const agedFrom = [
  { years: 6, factor: 0.6 },
  { years: 4, factor: 0.8 },
] as const;
const yearMs = 365.25 * 86_400_000;

/** What speaks against the battery: its flags and its age on `wallMs`. A date of the future, or none that can be read, says nothing. */
export function batteryReasons(
  flags: readonly UpsFlag[],
  batteryDate: string | undefined,
  wallMs: number | undefined,
): readonly RuntimeReason[] {
  const found = new Map<RuntimeReasonKind, RuntimeReason>();
  for (const flag of flags) {
    const reason = reasonOfFlag[flag];
    if (reason !== undefined) found.set(reason.kind, reason);
  }
  const years = batteryDate === undefined || wallMs === undefined ? 0 : Math.floor((wallMs - Date.parse(batteryDate)) / yearMs);
  const aged = agedFrom.find((one) => years >= one.years);
  if (aged !== undefined) found.set('batteryAged', { kind: 'batteryAged', factor: aged.factor, years });
  return [...found.values()];
}

/** The weightiest reason counts, not their product: two signs of one worn battery are not two faults. 1 when there is none. */
export function factorOf(reasons: readonly RuntimeReason[]): number {
  return reasons.reduce((least, one) => Math.min(least, one.factor), 1);
}
