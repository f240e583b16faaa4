import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/notices/notice.js';
import { message } from '../../shared/text/message.js';
import { serverThere } from '../peers/available.js';
import { until } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { Stage, type Launched } from './harness.js';

describe.runIf(serverThere('notices', [...desktopPrograms, 'dbus-monitor']))('notices on the desktop', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let launched: Launched;
  let heard = '';
  let stopListening = (): void => undefined;
  const notice = (change: Partial<Notice>): Notice => ({
    id: 'n1',
    at: new Date().toISOString(),
    severity: 'warning',
    title: message('shell.state.onBattery'),
    body: message('shell.practice.left.body'),
    topic: 'power',
    actions: [],
    read: false,
    ...change,
  });
  const send = (given: Notice) => launched.app.evaluate((_electron, one) => globalThis.script.real.notice(one), given);

  beforeAll(async () => {
    desktop = await stage.desktop();
    const monitor = spawn('dbus-monitor', ['--session', "interface='org.freedesktop.Notifications'"], {
      env: { ...process.env, ...desktop.environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    monitor.stdout.on('data', (data: Buffer) => (heard += data.toString()));
    stopListening = () => monitor.kill();
    launched = await stage.launch({ desktop });
    await until('the bus is listened to', () => heard.length > 0);
  });
  afterAll(async () => {
    stopListening();
    await stage.end();
  });

  it('carry the name of the program, the sentence and the body', async () => {
    await send(notice({}));
    await until('the desktop was asked to notify', () => heard.includes('member=Notify'));
    expect(heard).toContain('string "Sundown: On battery"');
    expect(heard).toContain('string "The real UPS needs attention now."');
  });

  it('of the same topic replace each other', async () => {
    heard = '';
    await send(notice({ id: 'n2', severity: 'error', title: message('shell.state.lowBattery') }));
    await until('the new one is shown', () => heard.includes('string "Sundown: Battery low"'));
    expect(heard).toContain('member=CloseNotification');
  });

  it('are silent below the level that the person chose', async () => {
    heard = '';
    await launched.app.evaluate(() => globalThis.script.real.set({ 'notices.level': 'errors' }));
    await send(notice({ id: 'n3', topic: 'quiet', title: message('shell.state.onMains') }));
    await send(notice({ id: 'n4', topic: 'loud', severity: 'error', title: message('shell.state.aborting') }));
    await until('the error is shown', () => heard.includes('Shutdown is being stopped'));
    expect(heard).not.toContain('Sundown: On mains');
  });
});
