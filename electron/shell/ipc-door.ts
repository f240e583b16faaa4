import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { ipcTable, type IpcArgs, type IpcChannel, type IpcResult } from '../../shared/ipc/table.js';
import { isOwnUrl } from './content-policy.js';

/** Who may knock: the main frame of a window of ours that shows our own page. */
export type IsKnown = (contents: WebContents) => boolean;
export type Answer = <C extends IpcChannel>(channel: C, args: IpcArgs<C>) => Promise<IpcResult<C>>;

function isAllowed(event: IpcMainInvokeEvent, isKnown: IsKnown): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnUrl(frame.url) && isKnown(event.sender);
}

async function admit(channel: IpcChannel, event: IpcMainInvokeEvent, given: unknown, isKnown: IsKnown, answer: Answer) {
  if (!isAllowed(event, isKnown)) throw new Error(`${channel}: this sender is refused`);
  const args = ipcTable[channel].args.safeParse(given);
  // The paths only: a message could quote a secret.
  if (!args.success)
    throw new Error(`${channel}: arguments refused at ${args.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
  const result = ipcTable[channel].result.safeParse(await answer(channel, args.data as IpcArgs<typeof channel>));
  if (!result.success) throw new Error(`${channel}: the result does not fit its schema`);
  return result.data;
}

/** Opens one door per channel of the table; each checks its sender, its arguments and its result. */
export function openIpcDoor(isKnown: IsKnown, answer: Answer): void {
  for (const channel of Object.keys(ipcTable) as IpcChannel[]) {
    ipcMain.handle(channel, (event, given: unknown) => admit(channel, event, given, isKnown, answer));
  }
}
