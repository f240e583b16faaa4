import type { PowerHint } from '../core/engine-port.js';

const hintOf = {
  'on-ac': 'powerChanged',
  'on-battery': 'powerChanged',
  // A screen is often locked over a short sleep or a change of power that no event told.
  'unlock-screen': 'powerChanged',
  resume: 'awoke',
} as const satisfies Readonly<Record<string, PowerHint>>;
type PowerEvent = keyof typeof hintOf;
const powerEvents = Object.keys(hintOf) as readonly PowerEvent[];

/** What is needed of Electron's `powerMonitor`. On Linux it tells of sleep alone, on macOS and Windows of all four. */
export interface PowerEvents {
  on(event: PowerEvent, listener: () => void): unknown;
}

/** Passes on that something happened, not what: which power it is now, the UPS is asked. */
export function passPowerHints(events: PowerEvents, tell: (hint: PowerHint) => void): void {
  for (const event of powerEvents) events.on(event, () => tell(hintOf[event]));
}
