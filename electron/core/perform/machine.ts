import type { Outcome } from '../../../shared/plan/operation.js';
import type { RemoteMachine } from '../ports.js';
import { acted, already, asOutcome, pollMs, silentPolls, stopped, unknownState, type Hands, type PerformRequest } from './request.js';
import { pause } from '../pause.js';
import { Waker } from './waker.js';

/** Off when it was told and its port no longer answers; one that is silent without having been told is unknown. */
export async function ensureMachineOff(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock, office, told } = hands;
  const startMs = clock.nowMs();
  const { target } = request.operation;
  const machine = await office.machine(target.endpoint);
  if (!machine.ok) return asOutcome(machine.failure);
  if (!(await machine.value.answers())) {
    const wasTold = request.toldBefore || told.has(target.key);
    if (wasTold && (await isSilent(hands, request, machine.value))) return already(startMs, clock);
    return unknownState(target.name);
  }
  if (request.issue.aborted) return stopped();
  const answer = await machine.value.shutdown();
  if (!answer.ok) return asOutcome(answer.failure);
  told.add(target.key);
  return (await isSilent(hands, request, machine.value)) ? acted(startMs, clock) : stopped();
}

async function isSilent(hands: Hands, request: PerformRequest, machine: RemoteMachine): Promise<boolean> {
  let silent = 0;
  while (!request.watch.aborted) {
    silent = (await machine.answers()) ? 0 : silent + 1;
    if (silent >= silentPolls) return true;
    await pause(hands.clock, pollMs, request.watch);
  }
  return false;
}

export async function ensureMachineOn(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock, office, told } = hands;
  const startMs = clock.nowMs();
  const { target, toldToStop, timeoutSeconds } = request.operation;
  const machine = await office.machine(target.endpoint);
  if (!machine.ok) return asOutcome(machine.failure);
  const settledMs = startMs + (toldToStop === true ? Math.min(120_000, timeoutSeconds * 500) : 0);
  const waker = new Waker(clock, request, () => machine.value.wake());
  for (;;) {
    const isUp = await machine.value.answers();
    if (isUp && (waker.didWake || clock.nowMs() >= settledMs)) break;
    if (request.issue.aborted || request.watch.aborted) return stopped();
    if (!isUp) await waker.whileSilent();
    await pause(clock, pollMs, request.issue);
  }
  told.delete(target.key);
  return waker.didWake ? acted(startMs, clock) : already(startMs, clock);
}
