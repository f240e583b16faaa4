import type { IpcArgs, IpcChannel } from '../../shared/ipc/table.js';
import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import { message } from '../../shared/text/message.js';
import type { Question } from './ask-person.js';

const no = message('shell.confirm.no');

/** What a person is asked before a wish of the page is carried out; absent for whatever can be taken back. */
export function confirmationFor(channel: IpcChannel, args: unknown, snapshot: Snapshot): Question | undefined {
  switch (channel) {
    case 'run.start':
      // The engine refuses it at once; nobody need be asked before.
      if (snapshot.role === 'observer') return undefined;
      return start((args as IpcArgs<'run.start'>).planId, snapshot);
    case 'run.cancel':
      return { title: message('shell.confirm.cancel'), detail: message('shell.confirm.cancel.about'), yes: message('desk.run.cancel'), no };
    case 'connection.save':
      return trust(args as IpcArgs<'connection.save'>, snapshot);
    default:
      return undefined;
  }
}

function start(planId: string, { plans, practice }: Snapshot): Question {
  const view = plans.find(({ plan }) => plan.id === planId);
  const count = view?.forecast?.targets.length ?? 0;
  return {
    title: message('shell.confirm.start', { plan: view?.plan.title ?? planId }),
    detail: message(practice ? 'shell.confirm.start.practice' : 'shell.confirm.start.about', { count }),
    yes: message('shell.confirm.start.yes'),
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
