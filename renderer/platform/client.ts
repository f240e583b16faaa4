import type { Bridge, IpcArgs, IpcChannel, IpcPushes, IpcResult } from '../../shared/ipc/table.js';

declare global {
  interface Window {
    /** Put there by the preload; in tests by the scripted main. */
    readonly sundown: Bridge;
  }
}

type Given<C extends IpcChannel> = undefined extends IpcArgs<C> ? [] : [args: IpcArgs<C>];

/** Calls main. Arguments are checked there; a refusal or a bug rejects, an expected failure comes back as a value. */
export function call<C extends IpcChannel>(channel: C, ...args: Given<C>): Promise<IpcResult<C>> {
  return window.sundown.call[channel](args[0] as IpcArgs<C>);
}

/** Listens to a push of main; gives back what ends it. */
export function listen<P extends keyof IpcPushes>(push: P, listener: (value: IpcPushes[P]) => void): () => void {
  return window.sundown.on(push, listener);
}
