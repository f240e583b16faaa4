import type { Operation, Outcome } from '../../../shared/plan/operation.js';
import { done, failed, type Failure, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import type { Hypervisor } from '../ports.js';
import {
  acted,
  already,
  asOutcome,
  pollMs,
  refuse,
  silentPolls,
  stopped,
  unknownState,
  type Hands,
  type PerformRequest,
} from './request.js';
import { pause } from '../pause.js';
import { Waker } from './waker.js';

/** Without VMs maintenance mode is entered at once; longer only means that something holds it up, and the host goes down anyway. */
const maintenanceLimitSeconds = 60;
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
  const way = await accessTo(hands, operation);
  if (!way.ok) {
    if (!wasTold) return unknownState(operation.target.name);
    return (await isGone(hands, request)) ? already(startMs, clock) : unknownState(operation.target.name);
  }
  const access = way.value;
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
  return direct.ok ? direct.value.through.shutdownHost(direct.value.hostId, { force }) : answer;
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
  if (operation.staysInMaintenance === true) return runsNow ?? stopped();
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
async function accessTo(hands: Hands, operation: Operation): Promise<Result<Access>> {
  const { target } = operation;
  const byEndpoint = await hands.office.hypervisor(target.endpoint);
  if (byEndpoint.ok && (await byEndpoint.value.answers())) {
    const known = await byEndpoint.value.runningVms(target.id);
    if (known.ok) return done({ through: byEndpoint.value, hostId: target.id });
  }
  return directAccess(hands, operation);
}

async function directAccess(hands: Hands, operation: Operation): Promise<Result<Access>> {
  const direct = await directTo(hands, operation);
  if (!direct.ok) return direct;
  const { name } = operation.target;
  if (!(await direct.value.answers())) return failed('run/unknownState', message('run.failure.unknownState', { name }));
  const hostId = await ownId(direct.value);
  return hostId.ok ? done({ through: direct.value, hostId: hostId.value }) : hostId;
}

async function directTo(hands: Hands, operation: Operation): Promise<Result<Hypervisor>> {
  const { direct, endpoint, name } = operation.target;
  if (direct !== undefined) return hands.office.hypervisor(direct);
  const own = await hands.office.hypervisor(endpoint);
  return own.ok && own.value.kind === 'vcenter' ? failed('run/noConnection', message('run.failure.noConnection', { name })) : own;
}

/** What ESXi calls itself; a host that tells no inventory may still be told by its shell. */
const soleHost = 'ha-host';

async function ownId(direct: Hypervisor): Promise<Result<string>> {
  const inventory = await direct.inventory();
  if (inventory.ok) return done(inventory.value.hosts[0]?.id ?? soleHost);
  const running = await direct.runningVms(soleHost);
  return running.ok ? done(soleHost) : inventory;
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

/**
 * Wakes it, waits until it answers and can be logged in to, and takes it out of maintenance mode (which survives a reboot). A host answers on its port
 * long before it can be logged in to, and one without a connection of its own only once vCenter is back: the run's own limit ends the waiting.
 */
export async function ensureHostOn(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock } = hands;
  const { operation } = request;
  const startMs = clock.nowMs();
  if (operation.toldToStop === true) await settleHost(hands, request);
  const waker = new Waker(clock, request, () => wake(hands, operation));
  while (!request.watch.aborted && !request.issue.aborted) {
    if (await answers(hands, operation)) {
      hands.told.delete(operation.target.key);
      const ended = await leaveMaintenance(hands, request, startMs);
      if (ended?.kind === 'done') return waker.didWake ? acted(startMs, clock) : ended;
      if (ended !== undefined) return ended;
    } else await waker.whileSilent();
    await pause(clock, pollMs, request.issue);
  }
  return stopped();
}

/** Undefined while the host cannot be asked yet. */
async function leaveMaintenance(hands: Hands, request: PerformRequest, startMs: number): Promise<Outcome | undefined> {
  const { clock } = hands;
  const way = await accessTo(hands, request.operation);
  if (!way.ok) return notYet(way.failure);
  const { through, hostId } = way.value;
  const maintenance = await through.inMaintenance(hostId);
  if (!maintenance.ok) return notYet(maintenance.failure);
  // Somebody works on that host: it was in maintenance mode before this run, and stays in it.
  if (!maintenance.value || request.operation.staysInMaintenance === true) return already(startMs, clock);
  if (isStopped(request)) return stopped();
  const left = await through.exitMaintenance(hostId);
  return left.ok ? acted(startMs, clock) : asOutcome(left.failure);
}

/** A refusal stays one; silence passes, and a vCenter that alone knows the way may be starting. */
function notYet(failure: Failure): Outcome | undefined {
  const outcome = asOutcome(failure);
  const mayPass = failure.code === 'run/noConnection' || (outcome.kind === 'failed' && outcome.retryable);
  return mayPass ? undefined : outcome;
}

/** Without a Wake-on-LAN address the host's own setting "power on after AC loss" has to do it; waiting is all that is left. */
async function wake(hands: Hands, operation: Operation): Promise<Result<void>> {
  const id = operation.target.direct ?? operation.target.endpoint;
  if (hands.office.list().find((one) => one.id === id)?.mac === undefined) return done(undefined);
  const machine = await hands.office.machine(id);
  return machine.ok ? machine.value.wake() : machine;
}

/** Told to stop and never seen off: watched until it goes, or long enough to believe that it stays. */
async function settleHost(hands: Hands, request: PerformRequest): Promise<void> {
  const untilMs = hands.clock.nowMs() + Math.min(settleLimitMs, request.operation.timeoutSeconds * 500);
  while (hands.clock.nowMs() < untilMs && !request.issue.aborted) {
    if (!(await answers(hands, request.operation))) return;
    await pause(hands.clock, pollMs, request.issue);
  }
}
