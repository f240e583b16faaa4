import { describe, expect, it } from 'vitest';
import { everyChannelIsListed, everyPushIsListed, ipcChannels, ipcPushes, pushChannel } from './channels.js';
import { ipcTable } from './table.js';

describe('the channel list of the preload', () => {
  it('names exactly the channels of the table', () => {
    expect([everyChannelIsListed, everyPushIsListed]).toEqual([true, true]);
    expect([...ipcChannels].sort()).toEqual(Object.keys(ipcTable).sort());
  });

  it('has no push on the channel of a call', () => {
    expect(ipcPushes.map(pushChannel).filter((channel) => channel in ipcTable)).toEqual([]);
  });
});
