import type { IpcArgs, IpcChannel } from '../../shared/ipc/table.js';
import { compile } from '../../shared/plan/compile.js';
import { drillOf } from '../../shared/plan/drill.js';
import type { Plan } from '../../shared/plan/plan.js';
import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import { message } from '../../shared/text/message.js';
import { commandName, offerOf } from '../../shared/ups/command.js';
import type { Question } from './ask-person.js';

const no = message('shell.confirm.no');

/** What a person is asked before a wish of the page is carried out; absent for whatever can be taken back. */
export function confirmationFor(channel: IpcChannel, args: unknown, snapshot: Snapshot): Question | undefined {
  switch (channel) {
    case 'run.start':
      // The engine refuses it at once; nobody need be asked before.
      if (snapshot.role === 'observer') return undefined;
      return start((args as IpcArgs<'run.start'>).planId, snapshot);
    case 'drill.start':
      if (snapshot.role === 'observer') return undefined;
      return drill(args as IpcArgs<'drill.start'>, snapshot);
    case 'run.cancel':
      return { title: message('shell.confirm.cancel'), detail: message('shell.confirm.cancel.about'), yes: message('desk.run.cancel'), no };
    case 'ups.command':
      return cut(args as IpcArgs<'ups.command'>, snapshot);
    case 'connection.save':
      return trust(args as IpcArgs<'connection.save'>, snapshot);
    default:
      return undefined;
  }
}

function start(planId: string, snapshot: Snapshot): Question {
  const { plans, practice } = snapshot;
  const view = plans.find(({ plan }) => plan.id === planId);
  const count = view?.forecast?.targets.length ?? 0;
  const final = view === undefined ? [] : upsNotAbortable(view.plan, snapshot);
  const about = practice ? 'shell.confirm.start.practice' : final.length > 0 ? 'shell.confirm.start.final' : 'shell.confirm.start.about';
  return {
    title: message('shell.confirm.start', { plan: view?.plan.title ?? planId }),
    detail: message(about, { count, ...(about === 'shell.confirm.start.final' ? { ups: final.join(', ') } : {}) }),
    yes: message('shell.confirm.start.yes'),
    no,
  };
}

/** Asked whatever it names: what is unknown here may be known by the time the engine looks. */
function drill({ planId, choice }: IpcArgs<'drill.start'>, { plans, inventory, connections, practice }: Snapshot): Question {
  const names = drilledNames(plans.find((view) => view.plan.id === planId)?.plan) ?? (choice.kind === 'vms' ? choice.vms : [choice.stepId]);
  const words = { n: names.length, names: names.join(', ') };
  return {
    title: message('drill.confirm', words),
    detail: message(practice ? 'drill.confirm.practice' : 'drill.confirm.about', words),
    yes: message('drill.confirm.yes'),
    no,
  };

  function drilledNames(plan: Plan | undefined): readonly string[] | undefined {
    if (plan === undefined) return undefined;
    const compiled = compile(plan, inventory, { connections: connections.map((view) => view.connection) });
    const chosen = drillOf(plan, compiled.operations, choice);
    return chosen.ok ? chosen.value.operations.map((one) => one.target.name) : undefined;
  }
}

/** Titles of UPSes that the plan tells to cut and that then cannot be told otherwise. */
function upsNotAbortable(plan: Plan, { ups }: Snapshot): readonly string[] {
  const action = plan.steps.find((step) => step.action.kind === 'upsOutputOff')?.action;
  if (action?.kind !== 'upsOutputOff') return [];
  const name = commandName({ kind: 'shutdown', returnWithMains: action.returnWithMains, delaySeconds: 0 });
  return ups
    .filter(({ connectionId, capabilities }) => plan.ups.includes(connectionId) && offerOf(capabilities, name)?.abortable === false)
    .map(({ title }) => title);
}

/** What hangs on a group of outlets loses its power at once, and nobody shuts it down before. */
function cut({ upsId, command }: IpcArgs<'ups.command'>, { role, ups }: Snapshot): Question | undefined {
  if (role !== 'coordinator' || command.kind !== 'outletGroup' || command.action === 'on') return undefined;
  const view = ups.find(({ connectionId }) => connectionId === upsId);
  const title = view?.capabilities?.outletGroups?.find(({ id }) => id === command.group)?.title;
  const group = title === undefined ? command.group : `${command.group} (${title})`;
  return {
    title: message(`shell.confirm.outlet.${command.action}`, { group, ups: view?.title ?? upsId }),
    detail: message('shell.confirm.outlet.about'),
    yes: message('shell.confirm.outlet.yes'),
    no,
  };
}

/** A pin was seen by a person. Giving it up, or another in its place, is how an impostor would get the credentials. */
function trust(draft: IpcArgs<'connection.save'>, { connections }: Snapshot): Question | undefined {
  const pinned = connections.find(({ connection }) => connection.id === draft.id)?.connection.pin;
  if (pinned === undefined || pinned === draft.pin) return undefined;
  const words = { name: draft.title, before: pinned };
  return draft.pin === undefined
    ? {
        title: message('shell.confirm.forget', words),
        detail: message('shell.confirm.forget.about', words),
        yes: message('shell.confirm.forget.yes'),
        no,
      }
    : {
        title: message('shell.confirm.trust', words),
        detail: message('shell.confirm.trust.about', { ...words, now: draft.pin }),
        yes: message('shell.confirm.trust.yes'),
        no,
      };
}
