import type { PowerSource, UpsFlag } from '../reading.js';
import { systemSupply, type SystemSupply } from './supply.js';

/** Asks for what `win32Supplies` reads: the batteries, and whether the computer is a notebook (PCSystemType 2). */
export const win32Question =
  '$ErrorActionPreference="Stop"; [Console]::OutputEncoding=[Text.Encoding]::UTF8; ' +
  '@{ batteries = @(Get-CimInstance Win32_Battery | Select-Object DeviceID,Name,BatteryStatus,EstimatedChargeRemaining,EstimatedRunTime); ' +
  'type = (Get-CimInstance Win32_ComputerSystem).PCSystemType } | ConvertTo-Json -Compress -Depth 3';

const notebook = 2;
/** Of EstimatedRunTime: on mains, or not known. */
const noEstimateMinutes = 71_582_788;

/** Win32_Battery.BatteryStatus: 1 discharging, 2 on mains, 3 full, 4 low, 5 critical, 6 to 9 charging (7 high, 8 low, 9 critical), 11 partly charged. */
const powerOfStatus: Readonly<Record<number, PowerSource>> = {
  1: 'battery',
  2: 'mains',
  3: 'mains',
  4: 'battery',
  5: 'battery',
  6: 'mains',
  7: 'mains',
  8: 'mains',
  9: 'mains',
};

/**
 * Windows: a UPS on USB and a notebook's battery are the same class. In a notebook the first is its own battery; in any other computer
 * every battery is a UPS. Undefined for what is no answer to the question.
 */
export function win32Supplies(json: string): readonly SystemSupply[] | undefined {
  const answer = parsed(json);
  if (answer === undefined) return undefined;
  return answer.batteries.map((battery, index) => {
    const text = (name: string) => (typeof battery[name] === 'string' ? battery[name] : undefined);
    const number = (name: string) => (typeof battery[name] === 'number' ? battery[name] : undefined);
    const status = number('BatteryStatus') ?? 0;
    const minutes = number('EstimatedRunTime');
    const flags = new Set<UpsFlag>();
    if (status === 4 || status === 5) flags.add('lowBattery');
    if (status >= 6 && status <= 9) flags.add('charging');
    const hasEstimate = minutes !== undefined && minutes > 0 && minutes < noEstimateMinutes;
    return systemSupply({
      name: text('DeviceID')?.trim() ?? `battery${String(index + 1)}`,
      kind: answer.type === notebook && index === 0 ? 'battery' : 'ups',
      model: text('Name'),
      power: powerOfStatus[status] ?? 'unknown',
      flags,
      values: { chargePercent: number('EstimatedChargeRemaining'), runtimeSeconds: hasEstimate ? minutes * 60 : undefined },
    });
  });
}

interface Answer {
  readonly batteries: readonly Readonly<Record<string, unknown>>[];
  readonly type: unknown;
}

function parsed(json: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(json);
    if (typeof answer !== 'object' || answer === null || !('batteries' in answer) || !Array.isArray(answer.batteries)) return undefined;
    const batteries = answer.batteries.filter((one): one is Readonly<Record<string, unknown>> => typeof one === 'object' && one !== null);
    return { batteries, type: 'type' in answer ? answer.type : undefined };
  } catch {
    return undefined;
  }
}
