import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverThere } from '../peers/available.js';
import { trayItems, trayProperty, until, type TrayOnBus } from '../peers/desktop/bus.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { Stage } from './harness.js';

const snapshotOf = (page: Page) => page.evaluate(() => window.sundown.call['app.snapshot'](undefined));

describe.runIf(serverThere('the practice story', [...desktopPrograms, 'dbus-monitor']))('an outage in the practice office', () => {
  const stage = new Stage();
  let desktop: Desktop;
  let heard = '';
  let stopListening = (): void => undefined;

  beforeAll(async () => {
    desktop = await stage.desktop();
    const monitor = spawn('dbus-monitor', ['--session', "interface='org.freedesktop.Notifications',member='Notify'"], {
      env: { ...process.env, ...desktop.environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    monitor.stdout.on('data', (data: Buffer) => (heard += data.toString()));
    stopListening = () => monitor.kill();
    await until('the bus is listened to', () => heard.length > 0);
  });
  afterAll(async () => {
    stopListening();
    await stage.end();
  });

  it('is seen from Welcome to the restored office', async () => {
    const userDataDir = stage.folder();
    writeFileSync(join(userDataDir, 'settings.json'), JSON.stringify({ version: 1, settings: { 'practice.speed': 40 }, connections: [] }));
    const launched = await stage.launch({ desktop, program: 'shipped', userDataDir });
    await until('the tray is there', async () => (await trayItems(desktop.environment)).length === 1);
    const item: TrayOnBus = (await trayItems(desktop.environment))[0]!;
    const tooltip = () => trayProperty(desktop.environment, item, 'ToolTip');
    const icon = () => trayProperty(desktop.environment, item, 'IconPixmap');
    const page = await launched.window();

    await page.getByRole('button', { name: 'Open the Practice Office' }).click();
    await until('the practice UPS is on mains', async () => (await snapshotOf(page)).office === 'onMains', 60_000);
    expect((await snapshotOf(page)).practiceOffice?.speed).toBe(40);
    await until(
      'the plan has its forecast',
      async () => (await snapshotOf(page)).plans.some((plan) => plan.forecast !== undefined),
      60_000,
    );
    await until('the tray shows mains', async () => (await tooltip()).includes('On mains'));
    const iconOnMains = await icon();

    await page.getByRole('button', { name: 'Pull the Plug' }).click();
    await until('the tray shows the battery', async () => (await tooltip()).includes('On battery'), 40_000);
    await until('the icon has changed', async () => (await icon()) !== iconOnMains);
    await until('the desktop was asked to notify', () => heard.includes('member=Notify'));
    await page.evaluate(() => window.sundown.call['practice.set']({ chargePercent: 45 }));
    await until(
      'the run starts by itself',
      async () => {
        const now = await snapshotOf(page);
        return now.run !== undefined;
      },
      90_000,
    );
    expect((await snapshotOf(page)).run?.trigger).toBe('latestSafeStart');
    await until('the run shows targets that went down', async () => {
      const vms = (await snapshotOf(page)).practiceOffice?.vms ?? [];
      return vms.some((vm) => vm.power === 'off');
    });
    await page.evaluate(() => window.sundown.call['command.run']({ id: 'practice.restoreMains' }));
    await until(
      'the office is restored',
      async () => {
        const now = await snapshotOf(page);
        const hosts = now.practiceOffice?.hosts ?? [];
        return now.office === 'onMains' && now.run?.phase === 'restored' && hosts.every((host) => host.power === 'on');
      },
      150_000,
    ).catch(async (error: unknown) => {
      const { office, run, practiceOffice } = await snapshotOf(page);
      throw new Error(JSON.stringify({ office, phase: run?.phase, practiceOffice }), { cause: error });
    });
    await until(
      'every VM runs again',
      async () => ((await snapshotOf(page)).practiceOffice?.vms ?? []).every((vm) => vm.power === 'on'),
      90_000,
    );
    await launched.close();
  }, 300_000);
});
