import type { ClusterSettings, Outcome } from '../../../shared/plan/operation.js';
import { message } from '../../../shared/text/message.js';
import { acted, already, asOutcome, refuse, stopped, type Hands, type PerformRequest } from './request.js';

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
  const { clock, office } = hands;
  const startMs = clock.nowMs();
  const { target, earlier } = request.operation;
  if (earlier === undefined) return refuse('run/earlierUnknown', message('run.failure.earlierUnknown', { name: target.name }), false);
  const vcenter = await office.hypervisor(target.endpoint);
  if (!vcenter.ok) return asOutcome(vcenter.failure);
  const found = await vcenter.value.readClusterSettings(target.id);
  if (!found.ok) return asOutcome(found.failure);
  const wanted: Partial<ClusterSettings> = {
    ...(found.value.haHostMonitoring === earlier.haHostMonitoring ? {} : { haHostMonitoring: earlier.haHostMonitoring }),
    ...(found.value.drsBehavior === earlier.drsBehavior ? {} : { drsBehavior: earlier.drsBehavior }),
  };
  if (Object.keys(wanted).length === 0) return already(startMs, clock);
  if (request.issue.aborted) return stopped();
  const applied = await vcenter.value.applyClusterSettings(target.id, wanted);
  return applied.ok ? acted(startMs, clock) : asOutcome(applied.failure);
}
