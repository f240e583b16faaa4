import type { Failure, Result } from '../../../shared/result.js';
import type { Clock } from '../ports.js';
import type { PerformRequest } from './request.js';

/** A machine that was just told may need a minute to answer; a packet may get lost. */
const wakeEveryMs = 60_000;

/** Sends Wake-on-LAN again and again while something does not answer. What could not be sent is written down once, and once more when the reason changes. */
export class Waker {
  /** Something was to wake it, so that it is up by our doing. */
  didWake = false;
  private nextMs: number;
  private said: string | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly request: PerformRequest,
    private readonly wake: () => Promise<Result<void>>,
  ) {
    this.nextMs = clock.nowMs();
  }

  async whileSilent(): Promise<void> {
    if (this.clock.nowMs() < this.nextMs) return;
    this.nextMs = this.clock.nowMs() + wakeEveryMs;
    this.didWake = true;
    const sent = await this.wake();
    if (!sent.ok) this.tell(sent.failure);
  }

  private tell(failure: Failure): void {
    const words = JSON.stringify(failure.message);
    if (words === this.said) return;
    this.said = words;
    this.request.remark(failure);
  }
}
