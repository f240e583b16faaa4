import type { History } from '../ports.js';

/**
 * A history whose failure to write or to tell stops nobody: a full disk or a damaged file must not cost a shutdown. `failed` hears of the first
 * one only. What cannot be read is as good as nothing learned. Readings are the monitor's, which minds their failure itself.
 */
export function sturdyHistory(history: History, failed: (detail: string) => void): History {
  let hasFailed = false;
  const tried = <T extends readonly unknown[], R>(work: (...args: T) => R, otherwise: R) => {
    return (...args: T): R => {
      try {
        return work(...args);
      } catch (cause) {
        if (!hasFailed) {
          hasFailed = true;
          failed(cause instanceof Error ? cause.message : String(cause));
        }
        return otherwise;
      }
    };
  };
  return {
    ...history,
    addEvent: tried((event) => history.addEvent(event), undefined),
    addDischarge: tried((upsId, discharge) => history.addDischarge(upsId, discharge), undefined),
    addDuration: tried((key, seconds) => history.addDuration(key, seconds), undefined),
    prune: tried(() => history.prune(), undefined),
    durations: tried(() => history.durations(), new Map()),
    readings: tried((upsId, fromIso, toIso, atMost) => history.readings(upsId, fromIso, toIso, atMost), []),
    events: tried((options) => history.events(options), []),
  };
}
