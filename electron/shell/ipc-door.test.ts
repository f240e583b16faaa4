import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ipcChannels } from '../../shared/ipc/channels.js';
import { openIpcDoor, type Answer } from './ipc-door.js';

type Handler = (event: unknown, args: unknown) => Promise<unknown>;
const { handlers } = vi.hoisted(() => ({ handlers: new Map<string, Handler>() }));
vi.mock('electron', () => ({ ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) } }));

const frame = { url: 'app://sundown/index.html' };
const contents = { mainFrame: frame };
const fromPage = { sender: contents, senderFrame: frame };

function knock(channel: string, event: unknown, args: unknown): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`no door for ${channel}`);
  return handler(event, args);
}

describe('the door between page and main', () => {
  const asked: unknown[] = [];
  let result: unknown;
  beforeEach(() => {
    handlers.clear();
    asked.length = 0;
    result = undefined;
    const answer = (channel: string, args: unknown) => {
      asked.push({ channel, args });
      return Promise.resolve(result);
    };
    openIpcDoor((sender) => sender === (contents as unknown), answer as Answer);
  });

  it('has one handler per channel of the table', () => {
    expect([...handlers.keys()].sort()).toEqual([...ipcChannels].sort());
  });

  it('passes checked arguments on and gives the checked result back', async () => {
    result = { ok: true, value: undefined };
    await expect(knock('settings.reset', fromPage, { key: 'window.theme' })).resolves.toEqual(result);
    expect(asked).toEqual([{ channel: 'settings.reset', args: { key: 'window.theme' } }]);
  });

  it.each([
    ['a frame inside the page', { sender: contents, senderFrame: { url: frame.url } }],
    ['a frame that is gone', { sender: contents, senderFrame: null }],
    ['a window that it does not know', { sender: { mainFrame: frame }, senderFrame: frame }],
  ])('refuses %s', async (_who, event) => {
    await expect(knock('app.snapshot', event, undefined)).rejects.toThrow('this sender is refused');
    expect(asked).toEqual([]);
  });

  it('refuses a page from elsewhere in a window of ours', async () => {
    const elsewhere = { url: 'https://example.invalid/' };
    const event = { sender: { mainFrame: elsewhere }, senderFrame: elsewhere };
    await expect(knock('app.snapshot', event, undefined)).rejects.toThrow('this sender is refused');
  });

  it('refuses arguments that do not fit, without quoting them', async () => {
    const secret = { connectionId: 'a', part: 'password', value: 'canary', more: 'canary' };
    const refusal = await knock('secret.set', fromPage, secret).catch((error: unknown) => String(error));
    expect(refusal).toContain('secret.set: arguments refused');
    expect(refusal).not.toContain('canary');
    expect(asked).toEqual([]);
  });

  it('refuses to start a run without the exact confirmation', async () => {
    await expect(knock('run.start', fromPage, { planId: 'p', confirmation: 'yes' })).rejects.toThrow('refused at confirmation');
  });

  it('lets no result out that does not fit its schema', async () => {
    result = { available: 'perhaps', kind: 'keychain' };
    await expect(knock('secret.status', fromPage, undefined)).rejects.toThrow('does not fit its schema');
  });
});
