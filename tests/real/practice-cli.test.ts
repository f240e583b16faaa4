import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promisedEvent, promisedReport } from '../peers/cli/promised.js';
import { jsonLines, openSundown, type Sundown } from '../peers/cli/sundown.js';

let sundown: Sundown;
beforeAll(async () => {
  sundown = await openSundown();
});
afterAll(() => sundown.close());

const ofSteps = ['stepStarted', 'operationIntended', 'operationDone', 'stepFinished'];

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

    // What is promised of each line, and of an outage as a whole.
    promisedReport.parse(lines.at(-1));
    const events = lines.slice(0, -1).map((line) => promisedEvent.parse(line));
    expect([...new Set(events.map((event) => event.kind))].filter((kind) => kind !== 'operationFailed').sort()).toEqual(
      [...story.slice(0, -1), 'upsChanged', 'notice', 'runFinished', ...ofSteps].sort(),
    );
    const began = kinds.indexOf('runStarted');
    expect(events[began]?.t).toBe(0);
    for (const times of [events.map((event) => Date.parse(event.at)), events.slice(began).map((event) => event.t)])
      expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
