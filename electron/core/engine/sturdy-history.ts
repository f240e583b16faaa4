import type { History } from '../ports.js';

/** A history whose failure to write stops nobody: a full disk must not cost a shutdown. `failed` hears of the first one only. */
export function sturdyHistory(history: History, failed: (detail: string) => void): History {
  let hasFailed = false;
  const tried = <T extends readonly unknown[]>(work: (...args: T) => void) => {
    return (...args: T): void => {
      try {
        work(...args);
      } catch (cause) {
        if (hasFailed) return;
        hasFailed = true;
        failed(cause instanceof Error ? cause.message : String(cause));
      }
    };
  };
  return {
    ...history,
    addEvent: tried((event) => history.addEvent(event)),
    addDischarge: tried((upsId, discharge) => history.addDischarge(upsId, discharge)),
    addDuration: tried((key, seconds) => history.addDuration(key, seconds)),
    prune: tried(() => history.prune()),
  };
}
