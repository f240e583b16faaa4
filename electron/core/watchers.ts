import type { ClusterSettings, Outcome } from '../../shared/plan/operation.js';
import type { Failure } from '../../shared/result.js';
import type { RunEffect } from '../../shared/run/run.js';
import type { Perform } from './performer.js';

/** The performers under way, one an operation. A later attempt replaces an earlier one, whose outcome is then nobody's business. */
export interface Watchers {
  begin(runId: string, effect: RunEffect & { readonly kind: 'perform' }, toldBefore: boolean): void;
  stop(operationId: string, settle: boolean): void;
  /** For good: nothing begins any more. */
  stopAll(): void;
}

interface Watcher {
  readonly issue: AbortController;
  readonly watch: AbortController;
}

export function lookAtWatchers(
  perform: Perform,
  hears: {
    readonly ended: (operationId: string, outcome: Outcome) => void;
    readonly noted: (operationId: string, earlier: ClusterSettings) => void;
    readonly remarked: (operationId: string, failure: Failure) => void;
  },
): Watchers {
  const underWay = new Map<string, Watcher>();
  let isOver = false;

  const giveUp = (watcher: Watcher | undefined) => {
    watcher?.issue.abort();
    watcher?.watch.abort();
  };

  return {
    begin: (runId, { operation, how, despite = [] }, toldBefore) => {
      if (isOver) return;
      giveUp(underWay.get(operation.id));
      const mine: Watcher = { issue: new AbortController(), watch: new AbortController() };
      underWay.set(operation.id, mine);
      const isMine = () => underWay.get(operation.id) === mine;
      const note = (earlier: ClusterSettings) => {
        if (isMine()) hears.noted(operation.id, earlier);
      };
      const remark = (failure: Failure) => {
        if (isMine()) hears.remarked(operation.id, failure);
      };
      const signals = { issue: mine.issue.signal, watch: mine.watch.signal };
      void perform({ runId, operation, how, despite, toldBefore, note, remark, ...signals }).then((outcome) => {
        if (!isMine()) return;
        underWay.delete(operation.id);
        hears.ended(operation.id, outcome);
      });
    },
    stop: (operationId, settle) => {
      const watcher = underWay.get(operationId);
      if (settle) {
        watcher?.issue.abort();
        return;
      }
      underWay.delete(operationId);
      giveUp(watcher);
    },
    stopAll: () => {
      isOver = true;
      for (const [id, watcher] of [...underWay]) {
        underWay.delete(id);
        giveUp(watcher);
      }
    },
  };
}
