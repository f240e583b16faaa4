import type { Outcome } from '../../shared/plan/operation.js';
import { assertNever } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import { prepareCluster, restoreCluster } from './perform/cluster.js';
import { ensureHostOff, ensureHostOn } from './perform/host.js';
import { ensureMachineOff, ensureMachineOn } from './perform/machine.js';
import { checkOffice, upsOutputAbort, upsOutputOff, workstationOff } from './perform/power.js';
import { refuse, stopped, type Hands, type Office, type PerformRequest } from './perform/request.js';
import { ensureVmOff, ensureVmOn } from './perform/vm.js';
import type { Clock } from './ports.js';

export type Perform = (request: PerformRequest) => Promise<Outcome>;

/**
 * Turns operations into calls on ports. Each looks, acts only if needed, and watches until it is so; it never throws, and ends as
 * soon as its watcher is told to give up, whatever an adapter is still waiting for.
 */
export function createPerformer(office: Office, clock: Clock): Perform {
  let hands: Hands & { readonly runId?: string } = { office, clock, told: new Set() };
  return (request) => {
    // What an earlier run told says nothing about why a host is silent in this one.
    if (hands.runId !== request.runId) hands = { office, clock, told: new Set(), runId: request.runId };
    return Promise.race([safely(hands, request), givenUp(request.watch)]);
  };
}

async function safely(hands: Hands, request: PerformRequest): Promise<Outcome> {
  try {
    return await carryOut(hands, request);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return refuse('run/unexpected', message('run.failure.unexpected', { detail }), true);
  }
}

function givenUp(watch: AbortSignal): Promise<Outcome> {
  return new Promise((resolve) => {
    if (watch.aborted) resolve(stopped());
    else watch.addEventListener('abort', () => resolve(stopped()), { once: true });
  });
}

function carryOut(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { kind } = request.operation;
  switch (kind) {
    case 'checkOffice':
      return checkOffice(hands);
    case 'prepareCluster':
      return prepareCluster(hands, request);
    case 'restoreCluster':
      return restoreCluster(hands, request);
    case 'ensureVmOff':
      return ensureVmOff(hands, request);
    case 'ensureVmOn':
      return ensureVmOn(hands, request);
    case 'ensureHostOff':
      return ensureHostOff(hands, request);
    case 'ensureHostOn':
      return ensureHostOn(hands, request);
    case 'ensureMachineOff':
      return ensureMachineOff(hands, request);
    case 'ensureMachineOn':
      return ensureMachineOn(hands, request);
    case 'upsOutputOff':
      return upsOutputOff(hands, request);
    case 'upsOutputAbort':
      return upsOutputAbort(hands, request);
    case 'workstationOff':
      return workstationOff(hands);
    default:
      return assertNever(kind);
  }
}
