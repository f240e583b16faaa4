import type { Verdict } from '../../shared/forecast/forecast.js';
import type { UpsFlag } from '../../shared/ups/reading.js';
import type { PowerState } from '../../shared/policy/power-state.js';
import type { ConnectionView, OfficeState } from '../../shared/snapshot/snapshot.js';
import type { TextKey } from '../../shared/text/catalogue.js';
import type { IconName } from '../ui/icons.js';

export type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral';

/** A state is never colour alone: always a shape and a word. */
export interface Look {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly word: TextKey;
}

const officeLooks: Readonly<Record<OfficeState, Look>> = {
  notConnected: { icon: 'debug-disconnect', tone: 'neutral', word: 'workbench.office.notConnected' },
  onMains: { icon: 'plug', tone: 'ok', word: 'workbench.office.onMains' },
  onBattery: { icon: 'zap', tone: 'warn', word: 'workbench.office.onBattery' },
  lowBattery: { icon: 'warning', tone: 'danger', word: 'workbench.office.lowBattery' },
  running: { icon: 'run-all', tone: 'danger', word: 'workbench.office.running' },
  doubt: { icon: 'question', tone: 'warn', word: 'workbench.office.doubt' },
  restoring: { icon: 'debug-restart', tone: 'info', word: 'workbench.office.restoring' },
};

const verdictLooks: Readonly<Record<Verdict, Look>> = {
  safe: { icon: 'pass-filled', tone: 'ok', word: 'workbench.verdict.safe' },
  tight: { icon: 'warning', tone: 'warn', word: 'workbench.verdict.tight' },
  unsafe: { icon: 'error', tone: 'danger', word: 'workbench.verdict.unsafe' },
  unknown: { icon: 'question', tone: 'neutral', word: 'workbench.verdict.unknown' },
};

const powerLooks: Readonly<Record<PowerState['power'], Look>> = {
  mains: { icon: 'plug', tone: 'ok', word: 'workbench.power.mains' },
  battery: { icon: 'zap', tone: 'warn', word: 'workbench.power.battery' },
  bypass: { icon: 'arrow-swap', tone: 'warn', word: 'workbench.power.bypass' },
  off: { icon: 'circle-slash', tone: 'danger', word: 'workbench.power.off' },
  unknown: { icon: 'question', tone: 'neutral', word: 'workbench.power.unknown' },
};

const lostLook: Look = { icon: 'debug-disconnect', tone: 'warn', word: 'workbench.power.lost' };

const severityLooks: Readonly<Record<'error' | 'warning' | 'info', Look>> = {
  error: { icon: 'error', tone: 'danger', word: 'workbench.severity.error' },
  warning: { icon: 'warning', tone: 'warn', word: 'workbench.severity.warning' },
  info: { icon: 'info', tone: 'info', word: 'workbench.severity.info' },
};

const connectionLooks: Readonly<Record<ConnectionView['status'], Look>> = {
  unknown: { icon: 'circle', tone: 'neutral', word: 'workbench.connection.unknown' },
  answers: { icon: 'pass', tone: 'ok', word: 'workbench.connection.answers' },
  silent: { icon: 'question', tone: 'warn', word: 'workbench.connection.silent' },
  connected: { icon: 'pass-filled', tone: 'ok', word: 'workbench.connection.connected' },
  failed: { icon: 'error', tone: 'danger', word: 'workbench.connection.failed' },
};

export function connectionLook(status: ConnectionView['status']): Look {
  return connectionLooks[status];
}

export function officeLook(state: OfficeState): Look {
  return officeLooks[state];
}

export function verdictLook(verdict: Verdict): Look {
  return verdictLooks[verdict];
}

/** What a UPS shows as: its power while it is heard, otherwise that it is not: the last word of a silent UPS is no state of today. */
export function upsLook(state: Pick<PowerState, 'power' | 'trust'>): Look {
  return state.trust === 'lost' ? lostLook : powerLooks[state.power];
}

/** How worrying the charge of a UPS is; of one that is not heard it says nothing. */
export function chargeTone(chargePercent: number | undefined, state: Pick<PowerState, 'power' | 'trust' | 'flags'>): Exclude<Tone, 'info'> {
  if (chargePercent === undefined || state.trust === 'lost' || state.trust === 'neverSeen') return 'neutral';
  if (state.flags.includes('lowBattery') || chargePercent < 20) return 'danger';
  return state.power === 'battery' || chargePercent < 50 ? 'warn' : 'ok';
}

export function powerLook(power: PowerState['power']): Look {
  return powerLooks[power];
}

export function severityLook(severity: 'error' | 'warning' | 'info'): Look {
  return severityLooks[severity];
}

export function flagWord(flag: UpsFlag): TextKey {
  return `workbench.flag.${flag}`;
}
