import { describe, expect, it, vi } from 'vitest';
import { scriptedEngine, type Script } from '../../tests/e2e/scripted-engine.js';
import { answerFrom, type AnswerSources } from './answers.js';
import { OfficeSwitch } from './office-switch.js';

vi.mock('electron', () => ({ app: {}, dialog: {}, shell: {} }));

function stage(confirm: (office: OfficeSwitch) => Promise<boolean>) {
  const real = scriptedEngine(false);
  const practices: Script[] = [];
  const office = new OfficeSwitch(
    real.engine,
    (given) => {
      const practice = scriptedEngine(given.practice);
      practices.push(practice.script);
      return Promise.resolve(practice.engine);
    },
    { userDataDir: '', practice: false, version: '1' },
    { onSnapshot: () => undefined, onNotice: () => undefined, onSettings: () => undefined, onCalledBack: () => undefined },
  );
  const answer = answerFrom({ office, confirm: () => confirm(office) } as unknown as AnswerSources);
  return { office, real: real.script, practices, start: () => answer('run.start', { planId: 'p', confirmation: 'shut down now' }) };
}

describe('a wish of the page that cannot be taken back', () => {
  it('goes to the office that the person was asked about', async () => {
    const { office, real, practices, start } = stage(() => Promise.resolve(true));
    await office.runCommand('practice.open');
    expect(await start()).toMatchObject({ ok: true });
    expect(practices[0]?.calls.map(({ channel }) => channel)).toEqual(['run.start']);
    expect(real.calls).toEqual([]);
  });

  it('goes to no office when the real one took the place of the practice office meanwhile', async () => {
    const { office, real, practices, start } = stage((shown) => {
      real.change({ office: 'onBattery' });
      expect(shown.shown.snapshot().practice).toBe(false);
      return Promise.resolve(true);
    });
    await office.runCommand('practice.open');
    expect(await start()).toMatchObject({ ok: false, failure: { code: 'run/otherOffice' } });
    expect([...real.calls, ...(practices[0]?.calls ?? [])]).toEqual([]);
  });
});
