import { describe, expect, it } from 'vitest';
import type { IpcArgs } from '../../shared/ipc/table.js';
import { vmKey } from '../../shared/plan/compile.js';
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

describe('what a person is asked before a drill', () => {
  const planId = normalOffice.plans[0]?.plan.id ?? '';
  const question = (choice: IpcArgs<'drill.start'>['choice'], snapshot = normalOffice) =>
    confirmationFor('drill.start', { planId, choice, confirmation: 'shut down and start again' }, snapshot);
  const words = (choice: IpcArgs<'drill.start'>['choice'], snapshot = normalOffice) => {
    const { title, detail } = question(choice, snapshot) ?? {
      title: { key: 'shell.confirm.no' as const },
      detail: { key: 'shell.confirm.no' as const },
    };
    return `${say(title, 'en')} ${say(detail, 'en')}`;
  };
  const vm = normalOffice.inventory.vms.find((one) => one.power === 'on' && one.tools === 'running' && !one.vcenter && !one.agent)!;

  it('names what goes down, and says that it really does', () => {
    expect(words({ kind: 'vms', vms: [vmKey(vm)] })).toBe(
      `Shut down and start again: ${vm.name}? This VM is really shut down as the plan would, and started again once off. Whoever works there is interrupted. Nothing is forced; hosts and UPSes are left alone. What is measured counts in the forecast.`,
    );
  });

  it('says of practice that nothing real is touched', () => {
    expect(words({ kind: 'vms', vms: [vmKey(vm)] }, { ...normalOffice, practice: true })).toContain('Nothing real is touched.');
  });

  it('is asked also for what nobody knows here: the engine looks anew', () => {
    expect(words({ kind: 'vms', vms: ['vm:vcenter/vm-new'] })).toContain('Shut down and start again: vm:vcenter/vm-new?');
    expect(words({ kind: 'step', stepId: 'nothere' })).toContain('Shut down and start again: nothere?');
  });

  it('is nothing for an observer, who is refused', () => {
    expect(question({ kind: 'vms', vms: [vmKey(vm)] }, { ...normalOffice, role: 'observer' })).toBeUndefined();
  });
});
