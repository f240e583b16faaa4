import { contextBridge, ipcRenderer } from 'electron';
import { ipcChannels, ipcPushes, pushChannel } from '../../shared/ipc/channels.js';
import type { Bridge, IpcPushes } from '../../shared/ipc/table.js';

const pushes: ReadonlySet<string> = new Set(ipcPushes);

/** Derived from the table: one function per channel, and no way to name another one from the page. */
const call = Object.fromEntries(ipcChannels.map((channel) => [channel, (args: unknown) => ipcRenderer.invoke(channel, args)]));

function on<P extends keyof IpcPushes>(push: P, listener: (value: IpcPushes[P]) => void): () => void {
  if (!pushes.has(push)) throw new Error('unknown push');
  const heard = (_event: unknown, value: IpcPushes[P]): void => listener(value);
  ipcRenderer.on(pushChannel(push), heard);
  return () => {
    ipcRenderer.off(pushChannel(push), heard);
  };
}

contextBridge.exposeInMainWorld('sundown', { call: call as Bridge['call'], on } satisfies Bridge);
