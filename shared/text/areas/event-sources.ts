import type { Sentences } from '../sentences.js';

/** What an event in the log is about. */
export const eventSourcesText = {
  'eventSource.power': ['Power', 'Strom'],
  'eventSource.run': ['Run', 'Lauf'],
  'eventSource.plan': ['Plan', 'Plan'],
  'eventSource.history': ['Log', 'Protokoll'],
  'eventSource.secrets': ['Secrets', 'Geheimnisse'],
  'eventSource.settings': ['Settings', 'Einstellungen'],
  'eventSource.countdown': ['Countdown', 'Countdown'],
  'eventSource.named': ['{title}', '{title}'],
  'eventSource.ups': ['UPS {id}', 'USV {id}'],
  'eventSource.code': ['Code in the log: {code}', 'Kennung im Protokoll: {code}'],
} as const satisfies Sentences;
