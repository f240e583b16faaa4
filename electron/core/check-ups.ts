import type { Inventory } from '../../shared/inventory/inventory.js';
import { toldUps } from '../../shared/plan/compile.js';
import type { Action, Plan } from '../../shared/plan/plan.js';
import type { Result } from '../../shared/result.js';
import { upsMarginSeconds } from '../../shared/run/limits.js';
import { shapeOf } from '../../shared/run/plan-shape.js';
import type { Finding, Severity } from '../../shared/run/run.js';
import { message, type Message } from '../../shared/text/message.js';
import { commandName, type CommandOffer, type UpsCapabilities } from '../../shared/ups/command.js';
import type { UpsSource } from './ports.js';

type Switching = Action & { readonly kind: 'upsOutputOff' };

/**
 * Whether each UPS that the plan tells would take that command, without giving any: that it has the command, that the credentials for commands see it
 * or are proved, that it takes the delay, and whether it could be called off. Empty for a plan that tells no UPS; one that feeds nothing that goes
 * down is not told.
 */
export async function checkUpsCommands(
  plan: Plan,
  inventory: Inventory,
  ups: (id: string) => Promise<Result<UpsSource>>,
): Promise<readonly Finding[]> {
  const action = plan.steps.find((one) => one.action.kind === 'upsOutputOff')?.action;
  if (action?.kind !== 'upsOutputOff') return [];
  const asked = toldUps(plan, inventory).map(async (id) => {
    const source = await ups(id);
    const capabilities = source.ok ? await source.value.capabilities() : source;
    if (capabilities.ok) return findingsOf(id, action, secondsBehind(plan), capabilities.value);
    const { code, message: text } = capabilities.failure;
    return [{ severity: 'error' as const, code, message: text, target: id }];
  });
  return (await Promise.all(asked)).flat();
}

function findingsOf(target: string, action: Switching, neededSeconds: number, capabilities: UpsCapabilities): readonly Finding[] {
  const finding = (severity: Severity, code: string, text: Message): Finding => ({ severity, code, message: text, target });
  const name = commandName({ kind: 'shutdown', returnWithMains: action.returnWithMains, delaySeconds: neededSeconds });
  const offer = capabilities.commands.find((one) => one.name === name);
  if (offer === undefined) return [finding('error', 'check/upsCannotSwitch', message('run.check.upsCannotSwitch'))];
  if (capabilities.right.kind === 'refused') {
    const { code, message: text } = capabilities.right.failure;
    return [finding('error', code, text)];
  }
  const most = longestDelay(offer, neededSeconds);
  return [
    ...(most < neededSeconds
      ? [finding('error', 'check/upsDelayTooShort', message('run.check.upsDelayTooShort', { most, needed: neededSeconds }))]
      : []),
    finding(
      'info',
      `ups/right${capabilities.right.kind === 'unknown' ? 'Unknown' : 'Known'}`,
      message(`ups.right.${capabilities.right.kind}`),
    ),
    ...(offer.abortable ? [] : [finding('info', 'ups/notAbortable', message('ups.command.notAbortable'))]),
    ...(offer.confirmedBy === 'nothing' ? [finding('warning', 'ups/notShown', message('ups.command.notShown'))] : []),
  ];
}

/** The delay nearest to what is wanted that the device takes; less than that would cut what still has to stop. */
function longestDelay({ delaySeconds: allowed }: CommandOffer, wanted: number): number {
  if (allowed === undefined) return wanted;
  return 'fixed' in allowed ? allowed.fixed : Math.min(allowed.max, Math.max(allowed.min, wanted));
}

/** Seconds that are needed at least once the UPS was told: for the machines behind it and this workstation, and a margin. */
function secondsBehind(plan: Plan): number {
  const ups = plan.steps.find((one) => one.action.kind === 'upsOutputOff');
  const behind = ups === undefined ? undefined : shapeOf(plan).dependants.get(ups.id);
  const longest = (kind: Action['kind']) =>
    Math.max(0, ...plan.steps.filter((one) => one.action.kind === kind && behind?.has(one.id) === true).map((one) => one.timeoutSeconds));
  return longest('shutdownMachines') + longest('shutdownWorkstation') + upsMarginSeconds;
}
