import type { ClusterSettings, Outcome } from '../../../shared/plan/operation.js';
import { message } from '../../../shared/text/message.js';
import { acted, already, asOutcome, pollMs, refuse, stopped, type Hands, type PerformRequest } from './request.js';
import { pause } from '../pause.js';

/** DRS to manual and HA host monitoring off, so that nothing is moved or restarted meanwhile. What was found goes to the journal first. */
export async function prepareCluster(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock, office } = hands;
  const startMs = clock.nowMs();
  const { operation } = request;
  const vcenter = await office.hypervisor(operation.target.endpoint);
  if (!vcenter.ok) return asOutcome(vcenter.failure);
  const found = await vcenter.value.readClusterSettings(operation.target.id);
  if (!found.ok) return asOutcome(found.failure);
  const earlier = operation.earlier ?? found.value;
  const wanted = quiet(found.value);
  if (Object.keys(wanted).length === 0) return already(startMs, clock);
  if (request.issue.aborted) return stopped();
  request.note(earlier);
  const applied = await vcenter.value.applyClusterSettings(operation.target.id, wanted);
  return applied.ok ? acted(startMs, clock) : asOutcome(applied.failure);
}

function quiet(found: ClusterSettings): Partial<ClusterSettings> {
  return {
    ...(found.haEnabled && found.haHostMonitoring !== 'disabled' ? { haHostMonitoring: 'disabled' as const } : {}),
    ...(found.drsEnabled && found.drsBehavior !== 'manual' ? { drsBehavior: 'manual' as const } : {}),
  };
}

/** Back to what prepareCluster found; only what differs is written. */
export async function restoreCluster(hands: Hands, request: PerformRequest): Promise<Outcome> {
  const { clock } = hands;
  const startMs = clock.nowMs();
  const { target, earlier } = request.operation;
  if (earlier === undefined) return refuse('run/earlierUnknown', message('run.failure.earlierUnknown', { name: target.name }), false);
  const ready = await onceItAnswers(hands, request);
  if (ready === undefined) return stopped();
  const { vcenter, found } = ready;
  if (!found.ok) return asOutcome(found.failure);
  const wanted: Partial<ClusterSettings> = {
    ...(found.value.haHostMonitoring === earlier.haHostMonitoring ? {} : { haHostMonitoring: earlier.haHostMonitoring }),
    ...(found.value.drsBehavior === earlier.drsBehavior ? {} : { drsBehavior: earlier.drsBehavior }),
  };
  if (Object.keys(wanted).length === 0) return already(startMs, clock);
  if (request.issue.aborted) return stopped();
  const applied = await vcenter.applyClusterSettings(target.id, wanted);
  return applied.ok ? acted(startMs, clock) : asOutcome(applied.failure);
}

/** vCenter needs minutes from the start of its VM to its first answer: the run's own limit ends the waiting, not a count of tries. */
async function onceItAnswers(hands: Hands, request: PerformRequest) {
  const { target } = request.operation;
  while (!request.issue.aborted && !request.watch.aborted) {
    const vcenter = await hands.office.hypervisor(target.endpoint);
    const found = vcenter.ok ? await vcenter.value.readClusterSettings(target.id) : undefined;
    if (vcenter.ok && found !== undefined && (found.ok || !isSilence(found.failure.code))) return { vcenter: vcenter.value, found };
    await pause(hands.clock, pollMs, request.issue);
  }
  return undefined;
}

function isSilence(code: string): boolean {
  return /\/(unreachable|timedOut|nonsense|tls|closed|emptyAnswer)$/.test(code);
}
