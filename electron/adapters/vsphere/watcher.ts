import { isBroughtTo, type WantedPower } from '../../../shared/inventory/inventory.js';
import { done } from '../../../shared/result.js';
import type { Called, VsphereClient } from './client.js';
import type { Reference } from './envelope.js';
import { faultFailure, isLoggedOut, localizedFault, nonsense } from './failures.js';
import type { PowerLooks } from './power-looks.js';
import { retrieveObjects, valueText, type ReadObject } from './properties.js';
import { collectorLost, UpdateChannel } from './update-channel.js';
import { asReadObject } from './updates.js';
import { powerOf } from './vm-facts.js';

/** How a task stands: `running` when its time was over before it ended. */
export type TaskEnd = 'success' | 'running';

/** What a state means to who waits; undefined to go on waiting; `lookAgain` where an update told only half of it. */
type Judge<T> = (object: ReadObject) => Called<T> | 'lookAgain' | undefined;

interface Watched {
  readonly target: Reference;
  readonly name: string;
  /** Reads it as it is now. */
  readonly look: () => Promise<Called<ReadObject | undefined>>;
}

/** A session that dies while somebody waits is renewed so many times; then the failure is told. */
const renewals = 3;

/** Waits for VMs and tasks of one endpoint, all through one channel. */
export class Watcher {
  private channel: Promise<Called<UpdateChannel>> | undefined;

  constructor(
    private readonly client: VsphereClient,
    private readonly looks: PowerLooks,
  ) {}

  /** True once the VM is seen in the wanted state, false when aborted. */
  async vm(vm: Reference, wanted: WantedPower, name: string, signal: AbortSignal): Promise<Called<boolean>> {
    const watched = { target: vm, name, look: () => this.looks.look(vm, name) };
    const judge: Judge<boolean> = (object) => (isBroughtTo(wanted, powerOf(object)) ? done(true) : undefined);
    const seen = await this.until(watched, judge, signal);
    return seen.ok ? done(seen.value ?? false) : seen;
  }

  /** `limitMs` over, the task may go on: the caller knows what that means. */
  async task(task: Reference, name: string, limitMs: number): Promise<Called<TaskEnd>> {
    const look = async () => {
      const read = await retrieveObjects(this.client, [{ type: 'Task', paths: ['info.state', 'info.error'] }], [{ object: task }], name);
      return read.ok ? done(read.value[0]) : read;
    };
    const judge: Judge<TaskEnd> = (object) => {
      const state = valueText(object, 'info.state');
      if (state === 'success') return done('success');
      if (state !== 'error') return undefined;
      if (!object.values.has('info.error')) return 'lookAgain';
      const fault = localizedFault(object.values.get('info.error'));
      return { ok: false, failure: faultFailure(this.client.options, fault, name), fault };
    };
    const ended = await this.until({ target: task, name, look }, judge, AbortSignal.timeout(limitMs));
    return ended.ok ? done(ended.value ?? 'running') : ended;
  }

  async close(): Promise<void> {
    const channel = await this.channel;
    if (channel?.ok === true) channel.value.abandon();
  }

  private async until<T>(watched: Watched, judge: Judge<T>, signal: AbortSignal): Promise<Called<T | undefined>> {
    for (let round = 0; ; round += 1) {
      if (signal.aborted) return done(undefined);
      const outcome = await this.listenOnce(watched, judge, signal);
      const lost = !outcome.ok && outcome.fault !== undefined && (outcome.fault === collectorLost || isLoggedOut(outcome.fault));
      if (!lost || round >= renewals) return outcome;
    }
  }

  /** First the ear, then the eye: a change between looking and listening would be missed the other way round. */
  private async listenOnce<T>(watched: Watched, judge: Judge<T>, signal: AbortSignal): Promise<Called<T | undefined>> {
    const opened = await this.open();
    if (!opened.ok) return opened;
    const channel = opened.value;
    const { target } = watched;
    const isTask = target.type === 'Task';
    const filter = await (isTask ? channel.watchTask(target) : channel.watchVms());
    if (!filter.ok) {
      if (!channel.isOpen) return { ...filter, fault: collectorLost };
      if (!isTask) channel.abandon();
      return filter;
    }
    return this.hear(channel, watched, judge, signal);
  }

  private hear<T>(channel: UpdateChannel, watched: Watched, judge: Judge<T>, signal: AbortSignal): Promise<Called<T | undefined>> {
    return new Promise((resolve) => {
      const leave = (end: Called<T | undefined>) => {
        stopListening();
        signal.removeEventListener('abort', aborted);
        resolve(end);
      };
      const aborted = () => leave(done(undefined));
      const weigh = (verdict: ReturnType<Judge<T>>) => {
        if (verdict === 'lookAgain') look(unsaid);
        else if (verdict !== undefined) leave(verdict);
      };
      const look = (otherwise: Called<never> | undefined) => {
        void watched.look().then((now) => {
          if (!now.ok) leave(now);
          else if (now.value !== undefined) weigh(otherwiseOf(judge(now.value), otherwise));
        });
      };
      const unsaid: Called<never> = {
        ok: false,
        failure: faultFailure(this.client.options, { type: 'SystemError', said: '' }, watched.name),
      };
      const stopListening = channel.listen(watched.target, (change) => {
        if (!change.ok) leave(change);
        else if (change.value.gone) leave(this.gone(watched.name));
        else weigh(judge(asReadObject(change.value)));
      });
      signal.addEventListener('abort', aborted, { once: true });
      if (signal.aborted) aborted();
      else look(undefined);
    });
  }

  private gone(name: string): Called<never> {
    const fault = { type: 'ManagedObjectNotFound', said: '' };
    return { ok: false, failure: faultFailure(this.client.options, fault, name) };
  }

  private openChannel(): Promise<Called<UpdateChannel>> {
    const opening: Promise<Called<UpdateChannel>> = UpdateChannel.open(this.client, () => {
      if (this.channel === opening) this.channel = undefined;
    });
    return opening;
  }

  private async open(): Promise<Called<UpdateChannel>> {
    for (let round = 0; round < renewals; round += 1) {
      const opening = (this.channel ??= this.openChannel());
      const opened = await opening;
      if (opened.ok && opened.value.isOpen) return opened;
      if (this.channel === opening) this.channel = undefined;
      if (!opened.ok) return opened;
    }
    return { ok: false, failure: nonsense(this.client.options, 'WaitForUpdatesEx') };
  }
}

/** Looking a second time does not help: then what was to be said otherwise is all there is. */
function otherwiseOf<T>(verdict: ReturnType<Judge<T>>, otherwise: Called<never> | undefined): ReturnType<Judge<T>> {
  return verdict === 'lookAgain' && otherwise !== undefined ? otherwise : verdict;
}
