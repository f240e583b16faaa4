import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planSchema } from '../../shared/plan/plan.js';
import type { Connection } from '../../shared/settings/connection.js';
import { serverThere } from '../peers/available.js';
import { writeOffice } from '../peers/cli/office.js';
import { desktopPrograms, type Desktop } from '../peers/desktop/desktop.js';
import { Stage } from './harness.js';

/** Nothing listens there: what hangs on what is said before anything was heard. */
const connections: readonly Connection[] = [
  { id: 'ups-a', title: 'UPS A', kind: 'ups', address: 'nut://127.0.0.1:1/a' },
  { id: 'ups-b', title: 'UPS B', kind: 'ups', address: 'nut://127.0.0.1:1/b' },
  { id: 'nas', title: 'Storage', kind: 'ssh', address: 'ssh://root@127.0.0.1:1', offCommand: 'poweroff' },
];
const plan = planSchema.parse({
  version: 1,
  id: 'office',
  title: 'Office',
  ups: ['ups-a', 'ups-b'],
  steps: [{ id: 'machines', title: 'Machines', action: { kind: 'shutdownMachines' }, timeoutSeconds: 60 }],
});

describe.runIf(serverThere('supplies written by the window', desktopPrograms))('what hangs on which UPSes', () => {
  const stage = new Stage();
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await stage.desktop();
  });
  afterAll(() => stage.end());

  it("is said in the window, kept in the plan's file, and there again at the next start", async () => {
    const userDataDir = stage.folder();
    const file = writeOffice(userDataDir, connections, plan, { 'general.role': 'observer' });
    const first = await stage.launch({ desktop, program: 'shipped', userDataDir });
    const page = await first.window();
    await page.keyboard.press('Control+2');
    await page.getByRole('tab', { name: 'Supplies' }).click();
    await page.getByRole('button', { name: 'Add a Supply' }).click();
    const supply = (one: typeof page) => one.getByRole('group', { name: 'Supply 1', exact: true });
    await supply(page).getByRole('checkbox', { name: 'Storage' }).check();
    await supply(page).getByRole('checkbox', { name: 'UPS A' }).uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('This plan has changes that are not saved.').waitFor({ state: 'detached' });
    const kept = planSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(kept).toEqual({ ...plan, feeds: [{ machines: ['Storage'], ups: ['ups-b'], required: 1 }] });
    await first.close();

    const second = await stage.launch({ desktop, program: 'shipped', userDataDir });
    const again = await second.window();
    await again.keyboard.press('Control+2');
    await again.getByRole('tab', { name: 'Supplies' }).click();
    expect(await supply(again).getByRole('checkbox', { name: 'Storage' }).isChecked()).toBe(true);
    expect(await supply(again).getByRole('checkbox', { name: 'UPS A' }).isChecked()).toBe(false);
    await second.close();
  });
});
