import { isBroughtTo, type WantedPower } from '../../../shared/inventory/inventory.js';
import type { Outcome } from '../../../shared/plan/operation.js';
import type { Result } from '../../../shared/result.js';
import type { Hypervisor } from '../ports.js';
import { locateVm, refThrough, type Located } from './locate.js';
import { acted, already, asOutcome, pollMs, stopped, unknownState, type Hands, type PerformRequest } from './request.js';
import { pause } from '../pause.js';

/**
 * Refusals that pass: Tools of a guest that is just starting are not there yet; and a VM that is busy may be on its way down already, told by a drill or by the
 * process before. Asked again until its time is over, for how often says nothing about how long such a thing takes.
 */
const passing: ReadonlySet<string> = new Set(['toolsUnavailable', 'taskInProgress']);
const passingPauseMs = 5000;
/** A guest that was told and is still on may be on its way down: watched for this share of its limit before it counts as running. */
const settleShare = 0.8;

/** Looks first; a stopped or suspended VM is a success without a call. */
export async function ensureVmOff(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { office, clock } = hands;
  const startMs = clock.nowMs();
  const found = await locateVm(office, request.operation);
  if (found === undefined) return unknownState(request.operation.target.name);
  if (found.power !== 'on') return already(startMs, clock);
  if (request.issue.aborted) return stopped();
  const refused = await tellVm(hands, request, found);
  if (refused !== undefined) {
    const again = await locateVm(office, request.operation);
    return again !== undefined && again.power !== 'on' ? acted(startMs, clock) : refused;
  }
  return (await watchVm(hands, request, found, 'off')) ? acted(startMs, clock) : stopped();
}

/** Sends the one command that the plan names; undefined when it was taken. */
async function tellVm(hands: Hands, request: PerformRequest, found: Located): Promise<Outcome | undefined> {
  const { operation } = request;
  for (;;) {
    const answer = await sendOff(request, found.through);
    if (answer.ok) {
      hands.told.add(operation.target.key);
      return undefined;
    }
    if (!passing.has(answer.failure.code.split('/')[1] ?? '')) return asOutcome(answer.failure);
    await pause(hands.clock, passingPauseMs, request.issue);
    if (request.issue.aborted) return stopped();
    const again = await locateVm(hands.office, operation);
    if (again !== undefined && again.power !== 'on') return undefined;
  }
}

function sendOff(request: PerformRequest, through: Hypervisor): Promise<Result<void>> {
  const { operation, how } = request;
  const ref = refThrough(operation.target, through);
  if (how === 'force' || operation.method === 'powerOff') return through.powerOffVm(ref);
  return operation.method === 'suspend' ? through.suspendVm(ref) : through.shutdownGuest(ref);
}

/** False when given up. An endpoint that goes silent while it is watched (vCenter going down) is followed by the hosts themselves. */
async function watchVm(hands: Hands, request: PerformRequest, found: Located, wanted: WantedPower): Promise<boolean> {
  const { operation, watch } = request;
  let through = found.through;
  while (!watch.aborted) {
    const seen = await through.waitForVm(refThrough(operation.target, through), wanted, watch);
    if (seen.ok && seen.value) return true;
    await pause(hands.clock, pollMs, watch);
    const now = await locateVm(hands.office, operation);
    if (now === undefined) continue;
    if (isBroughtTo(wanted, now.power)) return true;
    through = now.through;
  }
  return false;
}

/** Started only if it does not run; one that may still be going down is watched first. */
export async function ensureVmOn(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { office, clock } = hands;
  const startMs = clock.nowMs();
  let found = await onceItIsKnown(hands, request);
  if (found === undefined) return stopped();
  if (found.power === 'on' && request.operation.toldToStop === true) found = (await settle(hands, request, found)) ?? found;
  // Told to stop, not seen through to the end of the watch: it may still go down, so it does not count as running.
  if (found.power === 'on' && request.operation.toldToStop === true && request.issue.aborted) return stopped();
  if (found.power === 'on') return already(startMs, clock);
  if (request.issue.aborted) return stopped();
  const answer = await found.through.powerOnVm(refThrough(request.operation.target, found.through));
  if (!answer.ok) {
    const again = await locateVm(office, request.operation);
    return again?.power === 'on' ? acted(startMs, clock) : asOutcome(answer.failure);
  }
  return (await watchVm(hands, request, found, 'on')) ? acted(startMs, clock) : stopped();
}

/**
 * Power is back, and vCenter, hosts and the storage under a VM take minutes until they tell of it: the run's own limit ends the waiting, not a
 * count of tries.
 */
async function onceItIsKnown({ office, clock }: Hands, { operation, issue, watch }: PerformRequest): Promise<Located | undefined> {
  while (!issue.aborted && !watch.aborted) {
    const found = await locateVm(office, operation);
    if (found !== undefined) return found;
    await pause(clock, pollMs, issue);
  }
  return undefined;
}

/** Watches a VM that was told to stop; gives what it is once it is off, or undefined when it stayed on all the time. */
async function settle(hands: Hands, request: PerformRequest, found: Located): Promise<Located | undefined> {
  const limitMs = request.operation.timeoutSeconds * 1000 * settleShare;
  const end = new AbortController();
  const cancel = hands.clock.after(limitMs, () => end.abort());
  const giveUp = () => end.abort();
  request.issue.addEventListener('abort', giveUp, { once: true });
  try {
    await found.through.waitForVm(refThrough(request.operation.target, found.through), 'off', end.signal);
    return await locateVm(hands.office, request.operation);
  } finally {
    cancel();
    request.issue.removeEventListener('abort', giveUp);
  }
}
