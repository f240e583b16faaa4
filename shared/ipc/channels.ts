import type { IpcChannel, IpcPushes } from './table.js';

/**
 * The names of the IPC table without its schemas, for the preload: it runs before every page and must not carry zod.
 * The types below refuse a list that misses a channel; `satisfies` refuses one that invents a channel.
 */
export const ipcChannels = [
  'app.boot',
  'app.snapshot',
  'app.saveLayout',
  'app.openExternal',
  'app.startupTimes',
  'command.run',
  'settings.values',
  'settings.set',
  'settings.reset',
  'settings.file',
  'secret.set',
  'secret.forget',
  'secret.status',
  'ups.discover',
  'connection.test',
  'connection.save',
  'connection.remove',
  'plan.templates',
  'plan.save',
  'plan.activate',
  'plan.remove',
  'plan.check',
  'plan.rehearse',
  'run.start',
  'drill.start',
  'run.cancel',
  'ups.command',
  'history.readings',
  'history.discharges',
  'events.list',
  'journal.runs',
  'journal.report',
  'report.save',
  'notices.read',
  'notices.dismiss',
  'practice.set',
] as const satisfies readonly IpcChannel[];

export const ipcPushes = ['snapshot', 'command', 'settings', 'theme'] as const satisfies readonly (keyof IpcPushes)[];

type Complete<All, Listed> = [Exclude<All, Listed>] extends [never] ? true : Exclude<All, Listed>;
export const everyChannelIsListed: Complete<IpcChannel, (typeof ipcChannels)[number]> = true;
export const everyPushIsListed: Complete<keyof IpcPushes, (typeof ipcPushes)[number]> = true;

/** Pushes travel on channels of their own, so that no push can be taken for a call. */
export function pushChannel(push: keyof IpcPushes): string {
  return `push:${push}`;
}
