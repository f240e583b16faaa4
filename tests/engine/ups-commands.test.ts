import { describe, expect, it } from 'vitest';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office, open } from './small-office.js';

keepInFreshFolder();

describe('tells a UPS what a person wants', () => {
  const test = { upsId: 'ups1', command: { kind: 'selfTest', action: 'start' } } as const;
  const begun = async (change: (office: Office) => void = () => undefined) => {
    const office = new Office();
    change(office);
    const engine = await open(office);
    await office.clock.advance(20_000);
    return { office, engine };
  };
  const answerTo = async (
    { office, engine }: Awaited<ReturnType<typeof begun>>,
    wish: Parameters<typeof engine.call<'ups.command'>>[1],
  ) => {
    const answer = engine.call('ups.command', wish);
    await office.clock.advance(1000);
    return answer;
  };

  it('on mains, and keeps it in the log', async () => {
    const stage = await begun();
    expect(stage.engine.snapshot().ups[0]?.capabilities?.commands.map(({ name }) => name)).toContain('selftest.start');
    expect(await answerTo(stage, test)).toMatchObject({ ok: true, value: { confirmed: 'nothing' } });
    expect(stage.office.log).toEqual(['ups selftest.start']);
    const events = await stage.engine.call('events.list', { limit: 10 });
    expect(events.map(({ kind }) => kind)).toContain('upsCommand');
    await stage.engine.stop();
  });

  it('never as an observer', async () => {
    const stage = await begun((office) => (office.settings = { 'general.role': 'observer', 'general.armed': true }));
    for (const command of [test.command, { kind: 'beeper', action: 'mute' } as const, { kind: 'abortShutdown' } as const])
      expect(await answerTo(stage, { upsId: 'ups1', command })).toMatchObject({ failure: { code: 'ups/observer' } });
    expect(stage.office.log).toEqual([]);
    await stage.engine.stop();
  });

  it('no self-test on battery, and nothing but the beeper while a run has the UPS', async () => {
    const stage = await begun();
    stage.office.power = 'battery';
    await stage.office.clock.advance(10_000);
    expect(await answerTo(stage, test)).toMatchObject({ failure: { code: 'ups/notOnMains' } });
    stage.office.isLookSlow = true;
    const starting = stage.engine.call('run.start', { planId: 'p', confirmation: 'shut down now' });
    await stage.office.clock.advance(9000);
    expect(await starting).toMatchObject({ ok: true });
    expect(await answerTo(stage, { upsId: 'ups1', command: { kind: 'abortShutdown' } })).toMatchObject({
      failure: { code: 'ups/duringRun' },
    });
    expect(await answerTo(stage, { upsId: 'ups1', command: { kind: 'beeper', action: 'mute' } })).toMatchObject({ ok: true });
    expect(stage.office.log.filter((line) => line.startsWith('ups '))).toEqual(['ups beeper.mute']);
    await stage.engine.stop();
  });
});
