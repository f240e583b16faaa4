/** One value to write. `ticks` are hundredths of a second. */
export interface Assignment {
  readonly oid: string;
  readonly type: 'integer' | 'ticks';
  readonly value: number;
}

/** How long until the output goes off: told with the command, or kept by the card as a setting. */
export type DelayRule =
  { readonly kind: 'told'; readonly min: number; readonly max?: number } | { readonly kind: 'setting'; readonly oid: string };

export interface ShutdownCommand {
  /** Objects that must exist for the command to be offered. */
  readonly needs: readonly string[];
  readonly delay: DelayRule;
  readonly assignments: (delaySeconds: number) => readonly Assignment[];
  /** Written afterwards, singly; a refusal changes nothing. */
  readonly wishes?: (delaySeconds: number) => readonly Assignment[];
  /** Reads this back: the command runs when it holds one of these values. */
  readonly confirm?: { readonly oid: string; readonly isRunning: (value: number) => boolean };
  /** Calls the command off; absent where the device cannot. */
  readonly abort?: {
    readonly assignments: readonly Assignment[];
    readonly wishes?: readonly Assignment[];
    readonly isRunning: (value: number) => boolean;
  };
}

export interface ShutdownRecipe {
  readonly mib: string;
  /** Best first; output off after the delay, back on when mains is there. */
  readonly returning: readonly ShutdownCommand[];
  /** Output off after the delay until a person switches it on. */
  readonly stayingOff: readonly ShutdownCommand[];
}

const integer = (oid: string, value: number): Assignment => ({ oid, type: 'integer', value });

const p = '1.3.6.1.4.1.318.1.1.1';
/** Gracefully: after the card's shutoff delay. There is no command in PowerNet that calls it off. */
const powernet: ShutdownRecipe = {
  mib: 'powernet',
  returning: [
    {
      needs: [`${p}.6.2.2.0`],
      delay: { kind: 'setting', oid: `${p}.5.2.10.0` },
      assignments: () => [integer(`${p}.6.2.2.0`, 3)],
    },
  ],
  stayingOff: [
    {
      needs: [`${p}.6.2.1.0`],
      delay: { kind: 'setting', oid: `${p}.5.2.10.0` },
      assignments: () => [integer(`${p}.6.2.1.0`, 3)],
    },
  ],
};

const c = '1.3.6.1.4.1.3808.1.1.1';
const isCounting = (value: number) => value >= 0;
const isAboveZero = (value: number) => value > 0;
/** "Sleep" is off until mains returns. Conserve battery (6.1.1) is not used: it ignores the delay (nut #2040). */
const cps: ShutdownRecipe = {
  mib: 'cps',
  returning: [
    {
      needs: [`${c}.6.2.7.0`],
      delay: { kind: 'told', min: 0, max: 600 },
      assignments: (seconds) => [integer(`${c}.6.2.7.0`, seconds)],
      confirm: { oid: `${c}.6.2.7.0`, isRunning: isCounting },
      abort: { assignments: [integer(`${c}.6.2.7.0`, -1)], isRunning: isCounting },
    },
    {
      needs: [`${c}.6.2.3.0`],
      delay: { kind: 'setting', oid: `${c}.5.2.10.0` },
      assignments: () => [integer(`${c}.6.2.3.0`, 3)],
    },
  ],
  stayingOff: [
    {
      needs: [`${c}.6.2.1.0`],
      delay: { kind: 'setting', oid: `${c}.5.2.10.0` },
      assignments: () => [integer(`${c}.6.2.1.0`, 3)],
    },
  ],
};

/** LoadShedSecsWithRestart comes back for sure and cannot be called off; OutputOffDelay can (0), so "now" is 1. */
function eaton(mib: string, base: string, off: string, loadShed: string): ShutdownRecipe {
  return {
    mib,
    returning: [
      {
        needs: [`${base}.${loadShed}`],
        delay: { kind: 'told', min: 1 },
        assignments: (seconds) => [integer(`${base}.${loadShed}`, seconds)],
        confirm: { oid: `${base}.${loadShed}`, isRunning: isAboveZero },
      },
    ],
    stayingOff: [
      {
        needs: [`${base}.${off}`],
        delay: { kind: 'told', min: 1 },
        assignments: (seconds) => [integer(`${base}.${off}`, seconds)],
        confirm: { oid: `${base}.${off}`, isRunning: isAboveZero },
        abort: { assignments: [integer(`${base}.${off}`, 0)], isRunning: isAboveZero },
      },
    ],
  };
}

const u = '1.3.6.1.2.1.33.1';
/** Seconds after the cut-off at which an RFC 1628 card starts the output again, should mains be back before the cut-off. */
const startGapSeconds = 60;
function standard(autoRestart: 1 | 2): ShutdownCommand {
  return {
    needs: [`${u}.8.2.0`],
    delay: { kind: 'told', min: 0 },
    // Type "output": real Eaton cards stand at "system", which would leave the load on.
    assignments: (seconds) => [integer(`${u}.8.1.0`, 1), integer(`${u}.8.5.0`, autoRestart), integer(`${u}.8.2.0`, seconds)],
    // Auto restart covers a shutdown during an outage only; if mains is back at cut-off some cards stay off without this.
    ...(autoRestart === 1 ? { wishes: (seconds: number) => [integer(`${u}.8.3.0`, seconds + startGapSeconds)] } : {}),
    confirm: { oid: `${u}.8.2.0`, isRunning: isCounting },
    abort: { assignments: [integer(`${u}.8.2.0`, -1)], wishes: [integer(`${u}.8.3.0`, -1)], isRunning: isCounting },
  };
}

/** Sources: ups MIBs named in their tables; MGE cards are told through RFC 1628, as NUT does. */
export const shutdownRecipes: readonly ShutdownRecipe[] = [
  powernet,
  cps,
  eaton('xups', '1.3.6.1.4.1.534.1', '9.1.0', '9.6.0'),
  eaton('cpqpower', '1.3.6.1.4.1.232.165.3', '8.1.0', '8.6.0'),
  { mib: 'rfc1628', returning: [standard(1)], stayingOff: [standard(2)] },
];

/** Every known command, best first; which of them a device has is found out by asking for the objects they need. */
export function commandsFor(kind: 'returning' | 'stayingOff'): readonly ShutdownCommand[] {
  return shutdownRecipes.flatMap((recipe) => recipe[kind]);
}
