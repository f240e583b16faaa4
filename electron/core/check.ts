import type { Inventory } from '../../shared/inventory/inventory.js';
import type { Action, Plan } from '../../shared/plan/plan.js';
import { validatePlan } from '../../shared/plan/validate.js';
import type { Failure } from '../../shared/result.js';
import { upsMarginSeconds } from '../../shared/run/limits.js';
import { shapeOf } from '../../shared/run/plan-shape.js';
import type { Finding, Severity } from '../../shared/run/run.js';
import type { Connection } from '../../shared/settings/connection.js';
import { credentialFindings } from '../../shared/settings/credential-findings.js';
import type { SecretFlaws } from '../../shared/settings/secret-flaw.js';
import { message, type Message } from '../../shared/text/message.js';
import { fitDelay } from './perform/power.js';
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
    ...plan.ups.flatMap((id) => [checkUps(plan, office, id), upsCredentials(office, id)]),
    plan.steps.some((one) => one.action.kind === 'shutdownWorkstation') ? office.workstation().check() : [],
  ]);
  const own = validatePlan(plan, { connections: office.connections, inventory: office.inventory });
  return sorted([...own, ...asked.flat()]);
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

async function checkUps(plan: Plan, office: CheckedOffice, id: string): Promise<readonly Finding[]> {
  const finding = (severity: Severity, code: string, text: Message): Finding => ({ severity, code, message: text, target: id });
  const ups = await office.ups(id);
  if (!ups.ok) return [finding('error', ups.failure.code, ups.failure.message)];
  const reading = await ups.value.read();
  if (!reading.ok) return [finding('error', reading.failure.code, reading.failure.message)];
  const noRuntime = reading.value.runtimeSeconds === undefined;
  const findings = noRuntime ? [finding('warning', 'check/upsNoRuntime', message('run.check.upsNoRuntime'))] : [];
  const action = plan.steps.find((one) => one.action.kind === 'upsOutputOff')?.action;
  if (action?.kind !== 'upsOutputOff') return findings;
  const capabilities = await ups.value.capabilities();
  const needed = secondsBehind(plan);
  const most = fitDelay(needed, capabilities.ok ? capabilities.value : undefined);
  if (most < needed) findings.push(finding('error', 'check/upsDelayTooShort', message('run.check.upsDelayTooShort', { most, needed })));
  const takes = capabilities.ok && (action.returnWithMains ? capabilities.value.shutdownWithReturn : capabilities.value.shutdownStayOff);
  return takes ? findings : [...findings, finding('error', 'check/upsCannotSwitch', message('run.check.upsCannotSwitch'))];
}

/** Seconds that are needed at least once the UPS was told: for the machines behind it and this workstation, and a margin. */
function secondsBehind(plan: Plan): number {
  const ups = plan.steps.find((one) => one.action.kind === 'upsOutputOff');
  const behind = ups === undefined ? undefined : shapeOf(plan).dependants.get(ups.id);
  const longest = (kind: Action['kind']) =>
    Math.max(0, ...plan.steps.filter((one) => one.action.kind === kind && behind?.has(one.id) === true).map((one) => one.timeoutSeconds));
  return longest('shutdownMachines') + longest('shutdownWorkstation') + upsMarginSeconds;
}

function unreachable(connection: Connection, failure: Failure): Finding {
  return { severity: 'error', code: failure.code, message: failure.message, target: connection.id };
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => weight[a.severity] - weight[b.severity]);
}
