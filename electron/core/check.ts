import type { Inventory } from '../../shared/inventory/inventory.js';
import { vmsNamedAsVcenter } from '../../shared/plan/assign.js';
import type { Plan } from '../../shared/plan/plan.js';
import { validatePlan } from '../../shared/plan/validate.js';
import type { Failure } from '../../shared/result.js';
import type { Finding, Severity } from '../../shared/run/run.js';
import type { Connection } from '../../shared/settings/connection.js';
import { credentialFindings } from '../../shared/settings/credential-findings.js';
import type { SecretFlaws } from '../../shared/settings/secret-flaw.js';
import { message } from '../../shared/text/message.js';
import { checkUpsCommands } from './check-ups.js';
import { isHypervisor, type Office } from './perform/request.js';

export interface CheckedOffice extends Omit<Office, 'list'> {
  readonly connections: readonly Connection[];
  readonly inventory: Inventory;
  readonly flaws: (connectionId: string) => SecretFlaws;
}

/**
 * Everything that a run of this plan would need, by reading only: the plan against the office, every endpoint with its names, rights
 * and certificates, and whether the UPS takes the command that the plan ends with.
 */
export async function checkPlan(plan: Plan, office: CheckedOffice): Promise<readonly Finding[]> {
  const asked = await Promise.all([
    ...office.connections.filter(isHypervisor).map((one) => checkHypervisor(office, one)),
    ...office.connections.filter((one) => one.kind === 'ssh').map((one) => checkMachine(office, one)),
    ...plan.ups.flatMap((id) => [checkUps(office, id), upsCredentials(office, id)]),
    plan.steps.some((one) => one.action.kind === 'shutdownWorkstation') ? office.workstation().check() : [],
  ]);
  // After the readings: a card is asked one thing at a time, and a reading does not wait long.
  const commands = await checkUpsCommands(plan, office.inventory, (id) => office.ups(id));
  const own = validatePlan(plan, { connections: office.connections, inventory: office.inventory });
  return sorted([...own, ...withoutAnswered(asked.flat(), plan, office.inventory), ...commands]);
}

const asksForVcenter = new Set(['vsphere/vcenterNotFound', 'vsphere/vcenterSeveral']);

/** An endpoint does not know what the plan names, nor in which VM of another endpoint this program was found. */
function withoutAnswered(findings: readonly Finding[], plan: Plan, inventory: Inventory): readonly Finding[] {
  const named = new Set(vmsNamedAsVcenter(plan, inventory).map((vm) => vm.endpoint));
  const isFound = inventory.vms.some((vm) => vm.self);
  return findings.filter(({ code, target }) => {
    if (asksForVcenter.has(code)) return !named.has(target);
    return code !== 'vsphere/mayRunInside' || !isFound;
  });
}

async function checkHypervisor(office: CheckedOffice, connection: Connection): Promise<readonly Finding[]> {
  const opened = await office.hypervisor(connection.id);
  if (!opened.ok) return [unreachable(connection, opened.failure)];
  const about = await opened.value.about();
  if (!about.ok) return [unreachable(connection, about.failure)];
  return opened.value.check();
}

async function checkMachine(office: CheckedOffice, connection: Connection): Promise<readonly Finding[]> {
  const opened = await office.machine(connection.id);
  return opened.ok ? opened.value.check() : [unreachable(connection, opened.failure)];
}

function upsCredentials(office: CheckedOffice, id: string): readonly Finding[] {
  return office.connections.filter((one) => one.id === id).flatMap((one) => credentialFindings(one, office.flaws(one.id)));
}

async function checkUps(office: CheckedOffice, id: string): Promise<readonly Finding[]> {
  const ups = await office.ups(id);
  const reading = ups.ok ? await ups.value.read() : ups;
  if (!reading.ok) return [{ severity: 'error', code: reading.failure.code, message: reading.failure.message, target: id }];
  if (reading.value.runtimeSeconds !== undefined) return [];
  return [{ severity: 'warning', code: 'check/upsNoRuntime', message: message('run.check.upsNoRuntime'), target: id }];
}

function unreachable(connection: Connection, failure: Failure): Finding {
  return { severity: 'error', code: failure.code, message: failure.message, target: connection.id };
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => weight[a.severity] - weight[b.severity]);
}
