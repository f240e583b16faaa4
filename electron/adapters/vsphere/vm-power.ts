import type { VmRef } from '../../core/ports.js';
import type { VmPower } from '../../../shared/inventory/inventory.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { asResult, type Called, type VsphereClient } from './client.js';
import type { VmDirectory } from './directory.js';
import type { Reference } from './envelope.js';
import { existingPower, nonsense } from './failures.js';
import type { PowerLooks } from './power-looks.js';
import { powerOf } from './vm-facts.js';
import type { Watcher } from './watcher.js';
import { at, referenceOf } from './xml-tree.js';

export interface Reach {
  readonly client: VsphereClient;
  readonly directory: VmDirectory;
  readonly looks: PowerLooks;
  readonly watcher: Watcher;
}

/** A task's fault comes within; afterwards whoever asked watches the VM itself, which tells more than the task. */
const taskLimitMs = 60_000;
const suspendLimitMs = 15_000;

/** Finds the VM and works on it; when it is not there any more (moved to another host, registered anew) it is looked up once more. */
export async function onVm<T>(reach: Reach, ref: VmRef, work: (vm: Reference) => Promise<Called<T>>): Promise<Called<T>> {
  const found = await reach.directory.find(ref);
  if (!found.ok) return found;
  const answer = await work(found.value);
  if (answer.ok || answer.fault?.type !== 'ManagedObjectNotFound') return answer;
  const again = await reach.directory.findAnew(ref);
  if (!again.ok) return again;
  return again.value.id === found.value.id ? answer : work(again.value);
}

export async function readPower(reach: Reach, ref: VmRef): Promise<Result<VmPower>> {
  const power = await onVm<VmPower>(reach, ref, async (vm) => {
    const seen = await reach.looks.look(vm, ref.name);
    if (!seen.ok) return seen;
    return done(seen.value === undefined ? 'unknown' : powerOf(seen.value));
  });
  return asResult(power);
}

/** Returns once the guest was told; the guest takes its time, or never does it. */
export async function shutdownGuest(reach: Reach, ref: VmRef): Promise<Result<void>> {
  const told = await onVm(reach, ref, async (vm): Promise<Called<void>> => {
    const answer = await reach.client.call('ShutdownGuest', vm, [], { name: ref.name });
    return answer.ok ? done(undefined) : answer;
  });
  return alreadySo(told, 'poweredOff');
}

export function powerOff(reach: Reach, ref: VmRef): Promise<Result<void>> {
  return powerTask(reach, ref, 'PowerOffVM_Task', taskLimitMs, 'poweredOff');
}

export function powerOn(reach: Reach, ref: VmRef): Promise<Result<void>> {
  return powerTask(reach, ref, 'PowerOnVM_Task', taskLimitMs, 'poweredOn');
}

/** Writing the memory to disk takes minutes: the task is only watched for an early fault. */
export function suspend(reach: Reach, ref: VmRef): Promise<Result<void>> {
  return powerTask(reach, ref, 'SuspendVM_Task', suspendLimitMs, 'suspended');
}

async function powerTask(reach: Reach, ref: VmRef, method: string, limitMs: number, wanted: string): Promise<Result<void>> {
  const ended = await onVm(reach, ref, async (vm): Promise<Called<void>> => {
    const started = await startTask(reach.client, method, vm, ref.name);
    if (!started.ok) return started;
    const end = await reach.watcher.task(started.value, ref.name, limitMs);
    return end.ok ? done(undefined) : end;
  });
  return alreadySo(ended, wanted);
}

/** "Already in that state" is what was wanted. */
function alreadySo(called: Called<void>, wanted: string): Result<void> {
  return !called.ok && existingPower(called.fault) === wanted ? done(undefined) : asResult(called);
}

export async function startTask(
  client: VsphereClient,
  method: string,
  target: Reference,
  name: string,
  args: Parameters<VsphereClient['call']>[2] = [],
): Promise<Called<Reference>> {
  const answer = await client.call(method, target, args, { name });
  if (!answer.ok) return answer;
  const task = referenceOf(at(answer.value, 'returnval'));
  return task === undefined ? { ok: false, failure: nonsense(client.options, method) } : done({ type: 'Task', id: task.id });
}

/** For tasks whose end counts: still running when the time is over is a failure. */
export async function finishTask(
  { client, watcher }: Reach,
  method: string,
  target: Reference,
  name: string,
  args: Parameters<VsphereClient['call']>[2],
  limitMs: number,
): Promise<Called<void>> {
  const started = await startTask(client, method, target, name, args);
  if (!started.ok) return started;
  const end = await watcher.task(started.value, name, limitMs);
  if (!end.ok) return end;
  return end.value === 'success' ? done(undefined) : failed('vsphere/timedOut', message('vsphere.timedOut', { name }));
}
