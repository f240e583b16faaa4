import type { PowerSource, UpsFlag } from '../reading.js';
import { systemSupply, type SystemSupply } from './supply.js';

/**
 * macOS: `pmset -g batt`. A line a supply, ` -NAME (id=N)\t97%; charging; 1:02 remaining present: true`; the battery of a notebook is named
 * InternalBattery, everything else is a UPS on USB. Times are hours and minutes; `0:00` and `(no estimate)` are none.
 */
export function pmsetSupplies(text: string): readonly SystemSupply[] {
  const isFinal = /Battery Warning: Final/i.test(text);
  return text.split('\n').flatMap((line) => {
    const [, name, percent, rest] = /^\s*-(.+?)(?:\s+\(id=\d+\))?\s+(\d{1,3})%;\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || rest === undefined || rest.includes('present: false')) return [];
    const power = powerOf(rest);
    const flags = new Set<UpsFlag>();
    if (/(^|; )(finishing charge|charging)/i.test(rest)) flags.add('charging');
    if (power === 'battery') flags.add('discharging');
    if (power === 'battery' && isFinal) flags.add('lowBattery');
    const [, hours, minutes] = /(\d+):(\d\d) remaining/.exec(rest) ?? [];
    const seconds = hours === undefined || power !== 'battery' ? undefined : Number(hours) * 3600 + Number(minutes) * 60;
    const told = {
      name,
      kind: name.startsWith('InternalBattery') ? 'battery' : 'ups',
      model: name,
      power,
      flags,
      values: { chargePercent: Number(percent), runtimeSeconds: seconds },
    } as const;
    return [systemSupply(told)];
  });
}

function powerOf(words: string): PowerSource {
  if (/(^|; )discharging/i.test(words)) return 'battery';
  return /(^|; )(charged|charging|finishing charge|AC attached|not charging)/i.test(words) ? 'mains' : 'unknown';
}
