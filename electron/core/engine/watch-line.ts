import type { RunLine } from '../runner.js';
import type { TriggerKind } from '../../../shared/policy/power-state.js';
import type { Message } from '../../../shared/text/message.js';
import type { UpsFlag } from '../../../shared/ups/reading.js';

/**
 * What `watch`, `plan run` and `practice` tell, line by line: kinds are a promise. That a run grows is not one of them: it is told as a notice, and its further steps
 * as steps.
 */
export type ToldLine = Exclude<RunLine, { readonly kind: 'runWidened' }> | WatchLine;

/** Lines of `watch` and `practice` beside those of a run; `at` is ISO 8601, `t` seconds since the run began, before the first run since watching began. */
export type WatchLine = { readonly at: string; readonly t: number } & (
  | {
      readonly kind: 'upsChanged';
      readonly ups: string;
      readonly power: string;
      readonly trust: string;
      readonly flags: readonly UpsFlag[];
      readonly chargePercent?: number;
      readonly runtimeSeconds?: number;
      readonly secondsOnBattery?: number;
    }
  | { readonly kind: 'powerConfirmed'; readonly ups: readonly string[] }
  | { readonly kind: 'powerReturned'; readonly secondsOnBattery: number }
  | { readonly kind: 'triggerFired'; readonly trigger: TriggerKind; readonly secondsOnBattery: number; readonly runtimeSeconds?: number }
  | {
      readonly kind: 'notice';
      readonly severity: 'info' | 'warning' | 'error';
      readonly code: string;
      readonly message: Message;
      readonly body?: Message;
    }
);
