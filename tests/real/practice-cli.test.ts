import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, openSundown, type Sundown } from '../peers/cli/sundown.js';

let sundown: Sundown;
beforeAll(async () => {
  sundown = await openSundown();
});
afterAll(async () => {
  expect(sundown.powerOffs()).toBe('');
  await sundown.close();
});

describe('practice from the command line', () => {
  it('takes the whole office down in the order of the plan before the UPS is told, and brings all of it back', async () => {
    const ended = await sundown.run(['practice', '--outage', '--restore', '--speed', '40', '--json-lines']);
    const lines = jsonLines(ended.stdout);
    expect(ended.code).toBe(0);
    expect(lines.every((line) => line.kind !== 'operationFailed' || line['final'] !== true)).toBe(true);
    const kinds = lines.map((line) => line.kind);
    const story = ['powerConfirmed', 'triggerFired', 'runStarted', 'pointOfNoReturnPassed', 'powerReturned', 'restoreStarted', 'report'];
    const places = story.map((kind) => kinds.indexOf(kind));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);

    const goingDown = lines.slice(0, kinds.indexOf('restoreStarted')).filter((line) => line.kind === 'operationDone');
    const actions = goingDown.map((line) => line['action']);
    expect(actions.lastIndexOf('ensureVmOff')).toBeLessThan(actions.indexOf('ensureHostOff'));
    expect(actions.lastIndexOf('ensureHostOff')).toBeLessThan(actions.indexOf('upsOutputOff'));
    expect(actions.filter((action) => action === 'ensureHostOff')).toHaveLength(2);
    expect(actions.at(-1)).toBe('workstationOff');
    expect(kinds.filter((kind) => kind === 'report')).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({ kind: 'report', phase: 'restored', notRestored: [] });
  });
});
