import { describe, expect, it } from 'vitest';
import { scriptedEngine, type Script } from '../../tests/e2e/scripted-engine.js';
import type { EngineOptions } from '../core/engine-port.js';
import { OfficeSwitch } from './office-switch.js';

const options: EngineOptions = { userDataDir: '', practice: false, version: '1' };

function stage() {
  const real = scriptedEngine(false);
  const practices: Script[] = [];
  const seen: boolean[] = [];
  const called = { back: 0 };
  const office = new OfficeSwitch(
    real.engine,
    (given) => {
      const practice = scriptedEngine(given.practice);
      practices.push(practice.script);
      return Promise.resolve(practice.engine);
    },
    options,
    {
      onSnapshot: (snapshot) => seen.push(snapshot.practice),
      onNotice: () => undefined,
      onSettings: () => undefined,
      onCalledBack: () => (called.back += 1),
    },
  );
  return { office, real: real.script, practices, seen, called };
}

describe('practising in front of the real office', () => {
  it('shows the practice office until it is closed, and never stops the real one', async () => {
    const { office, real, practices, seen } = stage();
    expect(await office.runCommand('practice.open')).toMatchObject({ ok: true });
    expect(office.shown.snapshot().practice).toBe(true);
    await office.runCommand('practice.pullPlug');
    expect(practices[0]?.commands).toEqual(['practice.pullPlug']);
    expect(real.commands).toEqual([]);
    await office.runCommand('practice.close');
    expect(office.shown.snapshot().practice).toBe(false);
    expect(practices[0]?.stopped).toBe(1);
    expect(real.stopped).toBe(0);
    expect(seen).toEqual([true, false]);
  });

  it('lets the real office alone know what the system says of power and sleep', async () => {
    const { office, real, practices } = stage();
    await office.runCommand('practice.open');
    office.powerHint('awoke');
    expect(real.powerHints).toEqual(['awoke']);
    expect(practices[0]?.powerHints).toEqual([]);
  });

  it('opens one practice office, however often it is asked', async () => {
    const { office, practices } = stage();
    await Promise.all([office.runCommand('practice.open'), office.runCommand('practice.open')]);
    await office.runCommand('practice.open');
    expect(practices.length).toBe(1);
  });

  it.each(['onBattery', 'lowBattery', 'running', 'restoring'] as const)('is called back when the real office is %s', async (state) => {
    const { office, real, called } = stage();
    await office.runCommand('practice.open');
    real.change({ office: state });
    expect(office.shown.snapshot()).toMatchObject({ practice: false, office: state });
    expect(called.back).toBe(1);
    expect(await office.runCommand('practice.open')).toMatchObject({ ok: false, failure: { code: 'practice/notNow' } });
  });

  it('goes on practising through changes of the real office that need nobody', async () => {
    const { office, real, seen } = stage();
    await office.runCommand('practice.open');
    real.change({ office: 'onMains' });
    expect(office.shown.snapshot().practice).toBe(true);
    expect(seen).toEqual([true]);
  });

  it('hears nothing any more of a practice office that was closed', async () => {
    const { office, practices, seen } = stage();
    await office.runCommand('practice.open');
    await office.runCommand('practice.close');
    practices[0]?.change({ office: 'lowBattery' });
    expect(seen).toEqual([true, false]);
  });

  it("changes no setting of the real office meanwhile, but the looks, which are the person's", async () => {
    const { office, real, practices } = stage();
    await office.runCommand('practice.open');
    const refused = await office.call('settings.set', { key: 'general.armed', value: true });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'practice/realSettings' } });
    expect(await office.call('settings.reset', { key: 'policy.confirmSeconds' })).toMatchObject({ ok: false });
    expect(await office.call('settings.set', { key: 'window.theme', value: 'light' })).toMatchObject({ ok: true });
    expect(await office.call('settings.reset', { key: 'general.language' })).toMatchObject({ ok: true });
    expect(real.calls.map(({ args }) => args)).toEqual([{ key: 'window.theme', value: 'light' }, { key: 'general.language' }]);
    await office.call('connection.remove', { id: 'x' });
    expect(practices[0]?.calls.map(({ channel }) => channel)).toEqual(['connection.remove']);
    await office.runCommand('practice.close');
    expect(await office.call('settings.set', { key: 'general.armed', value: true })).toMatchObject({ ok: true });
  });

  it('stops both at the end', async () => {
    const { office, real, practices } = stage();
    await office.runCommand('practice.open');
    await office.stop();
    expect([real.stopped, practices[0]?.stopped]).toEqual([1, 1]);
  });
});
