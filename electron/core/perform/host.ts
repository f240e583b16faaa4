import type { Operation, Outcome } from '../../../shared/plan/operation.js';
import { failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Hypervisor } from '../ports.js';
import {
  acted,
  already,
  asOutcome,
  pause,
  pollMs,
  refuse,
  silentPolls,
  stopped,
  unknownState,
  type Hands,
  type PerformRequest,
} from './request.js';

/** Without VMs maintenance mode is entered at once; longer only means that something holds it up, and the host goes down anyway. */
const maintenanceLimitSeconds = 60;
const wakeEveryMs = 60_000;
const settleLimitMs = 120_000;
/** vCenter's own agents stay on to the end; nobody can stop them but vCenter (Broadcom KB 403400). */
const agentName = /^vCLS([-\s(]|$)/;

/** One way to a host: through vCenter by its id there, or by its own connection, where it has another id. */
interface Access {
  readonly through: Hypervisor;
  readonly hostId: string;
}

/** Gone only counts as off after it was told: a host that merely does not answer is unknown (behaviour.md section 2, step 7). */
export async function ensureHostOff(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock } = hands;
  const { operation } = request;
  const startMs = clock.nowMs();
  const wasTold = request.toldBefore || hands.told.has(operation.target.key);
  const access = await accessTo(hands, operation);
  if (access === undefined) {
    if (!wasTold) return unknownState(operation.target.name);
    return (await isGone(hands, request)) ? already(startMs, clock) : unknownState(operation.target.name);
  }
  const refused = await prepareHost(request, access);
  if (refused !== undefined) return refused;
  const answer = await tellHost(hands, request, access);
  if (!answer.ok) return asOutcome(answer.failure);
  hands.told.add(operation.target.key);
  return (await isGone(hands, request)) ? acted(startMs, clock) : stopped();
}

/** What vCenter refuses, the host itself may still take. */
async function tellHost(hands: Hands, request: PerformRequest, access: Access): Promise<Result<void>> {
  const inMaintenance = await access.through.inMaintenance(access.hostId);
  const force = request.how === 'force' || !inMaintenance.ok || !inMaintenance.value;
  const answer = await access.through.shutdownHost(access.hostId, { force });
  if (answer.ok || access.through.kind === 'esxi') return answer;
  const direct = await directAccess(hands, request.operation);
  return direct === undefined ? answer : direct.through.shutdownHost(direct.hostId, { force });
}

/** Looks for VMs, enters maintenance mode if wanted, and looks again: in between something may have been started. */
async function prepareHost(request: PerformRequest, access: Access): Promise<Outcome | undefined> {
  const { operation, how } = request;
  const runs = how === 'force' ? undefined : await refuseWhileVmsRun(request, access);
  if (runs !== undefined) return runs;
  if (isStopped(request)) return stopped();
  if (operation.maintenance !== true || how === 'force' || request.despite.length > 0) return undefined;
  const timeoutSeconds = Math.min(maintenanceLimitSeconds, Math.ceil(operation.timeoutSeconds / 3));
  const entered = await access.through.enterMaintenance(access.hostId, { timeoutSeconds, vsan: operation.vsan === true });
  const runsNow = entered.ok ? undefined : await refuseWhileVmsRun(request, access);
  if (runsNow === undefined && !isStopped(request)) return undefined;
  const left = await access.through.exitMaintenance(access.hostId);
  // Still in maintenance mode it is not as it was: the run has to remember it for restoring.
  if (!left.ok && entered.ok) return refuse('run/leftInMaintenance', left.failure.message, false);
  return runsNow ?? stopped();
}

/** Asked anew each time: it changes while we wait. */
function isStopped(request: PerformRequest): boolean {
  return request.issue.aborted;
}

async function refuseWhileVmsRun(request: PerformRequest, access: Access): Promise<Outcome | undefined> {
  const running = await access.through.runningVms(access.hostId);
  if (!running.ok) return asOutcome(running.failure);
  const vms = running.value.filter((name) => !agentName.test(name) && !request.despite.includes(name));
  if (vms.length === 0) return undefined;
  const shown = vms.slice(0, 5).join(', ') + (vms.length > 5 ? ', …' : '');
  return refuse('run/vmsStillRunning', message('run.failure.vmsStillRunning', { name: request.operation.target.name, vms: shown }), true);
}

/** vCenter if it answers and knows the host as connected, else the host itself. */
async function accessTo(hands: Hands, operation: Operation): Promise<Access | undefined> {
  const { target } = operation;
  const byEndpoint = await hands.office.hypervisor(target.endpoint);
  if (byEndpoint.ok && (await byEndpoint.value.answers())) {
    const known = await byEndpoint.value.runningVms(target.id);
    if (known.ok) return { through: byEndpoint.value, hostId: target.id };
  }
  return directAccess(hands, operation);
}

async function directAccess(hands: Hands, operation: Operation): Promise<Access | undefined> {
  const direct = await directTo(hands, operation);
  if (!direct.ok || !(await direct.value.answers())) return undefined;
  const hostId = await ownId(direct.value);
  return hostId === undefined ? undefined : { through: direct.value, hostId };
}

async function directTo(hands: Hands, operation: Operation): Promise<Result<Hypervisor>> {
  const { direct, endpoint, name } = operation.target;
  if (direct !== undefined) return hands.office.hypervisor(direct);
  const own = await hands.office.hypervisor(endpoint);
  return own.ok && own.value.kind === 'vcenter' ? failed('run/noConnection', message('run.failure.noConnection', { name })) : own;
}

async function ownId(direct: Hypervisor): Promise<string | undefined> {
  const inventory = await direct.inventory();
  return inventory.ok ? inventory.value.hosts[0]?.id : undefined;
}

/** True after several looks in a row without an answer; false when given up. */
async function isGone(hands: Hands, request: PerformRequest): Promise<boolean> {
  let silent = 0;
  while (!request.watch.aborted) {
    silent = (await answers(hands, request.operation)) ? 0 : silent + 1;
    if (silent >= silentPolls) return true;
    await pause(hands.clock, pollMs, request.watch);
  }
  return false;
}

/** By its own connection; without one, by what vCenter says. A vCenter that is silent says nothing, so the host counts as answering. */
async function answers(hands: Hands, operation: Operation): Promise<boolean> {
  const direct = await directTo(hands, operation);
  if (direct.ok) return direct.value.answers();
  if (operation.target.direct !== undefined) return true;
  const vcenter = await hands.office.hypervisor(operation.target.endpoint);
  if (!vcenter.ok) return true;
  const inventory = await vcenter.value.inventory();
  if (!inventory.ok) return true;
  const host = inventory.value.hosts.find((one) => one.id === operation.target.id);
  return host === undefined || host.state === 'connected' || host.state === 'unknown';
}

/** Wakes it, waits until it answers and can be logged in to, and takes it out of maintenance mode (which survives a reboot). */
export async function ensureHostOn(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock } = hands;
  const startMs = clock.nowMs();
  const { operation } = request;
  let didWake = false;
  if (operation.toldToStop === true) await settleHost(hands, request);
  if (operation.toldToStop === true && request.issue.aborted) return stopped();
  let nextWakeMs = startMs;
  while (!(await answers(hands, operation))) {
    if (request.watch.aborted || request.issue.aborted) return stopped();
    if (clock.nowMs() >= nextWakeMs) {
      didWake = true;
      nextWakeMs = clock.nowMs() + wakeEveryMs;
      await wake(hands, operation);
    }
    await pause(clock, pollMs, request.issue);
  }
  hands.told.delete(operation.target.key);
  const access = await accessTo(hands, operation);
  if (access === undefined) return unknownState(operation.target.name);
  const maintenance = await access.through.inMaintenance(access.hostId);
  if (!maintenance.ok) return asOutcome(maintenance.failure);
  if (!maintenance.value) return didWake ? acted(startMs, clock) : already(startMs, clock);
  if (request.issue.aborted) return stopped();
  const left = await access.through.exitMaintenance(access.hostId);
  return left.ok ? acted(startMs, clock) : asOutcome(left.failure);
}

/** Without a Wake-on-LAN address the host's own setting "power on after AC loss" has to do it; waiting is all that is left. */
async function wake(hands: Hands, operation: Operation): Promise<void> {
  const id = operation.target.direct ?? operation.target.endpoint;
  if (hands.office.list().find((one) => one.id === id)?.mac === undefined) return;
  const machine = await hands.office.machine(id);
  if (machine.ok) await machine.value.wake();
}

/** Told to stop and never seen off: watched until it goes, or long enough to believe that it stays. */
async function settleHost(hands: Hands, request: PerformRequest): Promise<void> {
  const untilMs = hands.clock.nowMs() + Math.min(settleLimitMs, request.operation.timeoutSeconds * 500);
  while (hands.clock.nowMs() < untilMs && !request.issue.aborted) {
    if (!(await answers(hands, request.operation))) return;
    await pause(hands.clock, pollMs, request.issue);
  }
}
