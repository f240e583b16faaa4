import { describe, expect, it } from 'vitest';
import { say } from '../../shared/text/say.js';
import { normalOffice, ups } from '../../tests/window/office.js';
import { confirmationFor } from './confirmation.js';

const asked = (command: unknown, snapshot = normalOffice) => confirmationFor('ups.command', { upsId: ups.connectionId, command }, snapshot);

describe('what a person is asked before a UPS is told something', () => {
  it.each(['off', 'cycle'] as const)('outlets that go %s: which, of which UPS, and that nothing calls it off', (action) => {
    const question = asked({ kind: 'outletGroup', group: '1', action });
    expect(question?.title).toMatchObject({ params: { group: '1 (Switch and router)', ups: 'APC SMT1500' } });
    expect(say(question?.detail ?? { key: 'shell.confirm.no' }, 'en')).toContain('cannot be called off');
  });

  it.each([
    ['outlets that go on', { kind: 'outletGroup', group: '1', action: 'on' }],
    ['a self-test', { kind: 'selfTest', action: 'start' }],
    ['the beeper', { kind: 'beeper', action: 'mute' }],
    ['calling a shutdown off', { kind: 'abortShutdown' }],
  ])('nothing for %s', (_what, command) => {
    expect(asked(command)).toBeUndefined();
  });

  it('nothing where an observer would be refused anyway', () => {
    expect(asked({ kind: 'outletGroup', group: '1', action: 'off' }, { ...normalOffice, role: 'observer' })).toBeUndefined();
  });

  it('before a run: that its UPS cannot be called off once it is told, and nothing of it where it can', () => {
    const planId = normalOffice.plans[0]?.plan.id ?? '';
    const detail = (snapshot: typeof normalOffice) => {
      const question = confirmationFor('run.start', { planId, confirmation: 'shut down now' }, snapshot);
      return say(question?.detail ?? { key: 'shell.confirm.no' }, 'en');
    };
    expect(detail(normalOffice)).toContain('APC SMT1500 cannot be called off');
    const willing = {
      ...ups,
      capabilities: {
        right: { kind: 'unknown' as const },
        commands: [{ name: 'shutdown.return', abortable: true, confirmedBy: 'readBack' as const }],
      },
    };
    expect(detail({ ...normalOffice, ups: [willing] })).not.toContain('called off');
  });
});
