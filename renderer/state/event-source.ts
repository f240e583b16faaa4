import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import { message, type Message } from '../../shared/text/message.js';

const words = {
  power: 'eventSource.power',
  run: 'eventSource.run',
  rehearsal: 'eventSource.run',
  postpone: 'eventSource.countdown',
  monitor: 'eventSource.power',
  plan: 'eventSource.plan',
  history: 'eventSource.history',
  journal: 'eventSource.history',
  secrets: 'eventSource.secrets',
  settings: 'eventSource.settings',
  config: 'eventSource.settings',
} as const;

/**
 * What an event of the log is about, for people. The log has codes: `power`, `run.step.files`, `run/held`, `ups.<connection>.heard`, or a connection's id. A
 * UPS is named by its title, one that is not connected any more by its id. A code that is none of these is told as it stands.
 */
export function eventSource({ connections }: Pick<Snapshot, 'connections'>, code: string): Message {
  const [area = ''] = code.split(/[./]/);
  if (area in words) return message(words[area as keyof typeof words]);
  const rest = area === 'ups' ? code.slice('ups.'.length) : code;
  // An id may have dots of its own: the longest that fits is meant.
  const named = connections
    .map(({ connection }) => connection)
    .filter(({ id }) => rest === id || rest.startsWith(`${id}.`))
    .sort((one, other) => other.id.length - one.id.length)[0];
  if (named !== undefined) return message('eventSource.named', { title: named.title });
  return area === 'ups' && rest !== ''
    ? message('eventSource.ups', { id: rest.split('.')[0] ?? rest })
    : message('eventSource.named', { title: code });
}
