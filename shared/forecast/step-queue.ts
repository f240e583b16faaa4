import type { Operation } from '../plan/operation.js';
import type { Step } from '../plan/plan.js';
import { Heap } from './heap.js';

interface HostQueue {
  readonly waiting: { readonly operation: Operation; readonly rank: number }[];
  next: number;
  inFlight: number;
}

/**
 * What of one step still waits. VMs go in their order, but those of a host that is busy enough let others pass; so there is a queue per host, and a heap of
 * the queues that may go on. What has to wait for something else (a host for its VMs, the UPS for all) is asked for each time.
 */
export class StepQueue {
  readonly step: Step;
  private readonly hosts = new Map<string, HostQueue>();
  private readonly free = new Heap<HostQueue>();
  private readonly gated: Operation[] = [];
  private inFlight = 0;
  private left = 0;

  constructor(step: Step, operations: readonly Operation[]) {
    this.step = step;
    for (const operation of operations) this.add(operation);
    for (const queue of this.hosts.values()) this.offer(queue);
  }

  get isDone(): boolean {
    return this.left === 0;
  }

  /** The next that may start now; it counts as started. */
  take(isOpen: (operation: Operation) => boolean): Operation | undefined {
    if (this.inFlight >= this.step.parallel) return undefined;
    const operation = this.takeVm() ?? this.takeGated(isOpen);
    if (operation !== undefined) this.inFlight += 1;
    return operation;
  }

  end(operation: Operation): void {
    this.inFlight -= 1;
    this.left -= 1;
    const queue = operation.kind === 'ensureVmOff' ? this.hosts.get(hostOf(operation)) : undefined;
    if (queue === undefined) return;
    queue.inFlight -= 1;
    // With room before, it is in the heap already or has nobody left.
    if (queue.inFlight === this.step.parallelPerHost - 1) this.offer(queue);
  }

  private add(operation: Operation): void {
    this.left += 1;
    if (operation.kind !== 'ensureVmOff') {
      this.gated.push(operation);
      return;
    }
    const host = hostOf(operation);
    const queue = this.hosts.get(host) ?? { waiting: [], next: 0, inFlight: 0 };
    this.hosts.set(host, queue);
    queue.waiting.push({ operation, rank: this.left });
  }

  private takeVm(): Operation | undefined {
    const queue = this.free.pop();
    const next = queue?.waiting[queue.next];
    if (queue === undefined || next === undefined) return undefined;
    queue.next += 1;
    queue.inFlight += 1;
    this.offer(queue);
    return next.operation;
  }

  private takeGated(isOpen: (operation: Operation) => boolean): Operation | undefined {
    const index = this.gated.findIndex(isOpen);
    return index < 0 ? undefined : this.gated.splice(index, 1)[0];
  }

  private offer(queue: HostQueue): void {
    const next = queue.waiting[queue.next];
    if (next !== undefined && queue.inFlight < this.step.parallelPerHost) this.free.push(queue, next.rank);
  }
}

/** VMs of which nobody knows the host share one queue, as they do in a run. */
function hostOf(operation: Operation): string {
  return operation.target.parent ?? '';
}
