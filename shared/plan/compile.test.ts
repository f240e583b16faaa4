import { describe, expect, it } from 'vitest';
import type { Inventory, Vm } from '../inventory/inventory.js';
import { aHost, anOffice, aVm, officeConnections, officeWords } from '../testing/office.js';
import { assign, compile } from './compile.js';
import type { Plan, Step } from './plan.js';
import { instantiateTemplate } from './templates.js';

const context = { connections: officeConnections };
const template = (inventory = anOffice()): Plan =>
  instantiateTemplate('haCluster', {
    id: 'office',
    title: 'Office',
    ups: ['ups1'],
    connections: officeConnections,
    inventory,
    words: officeWords,
  });
const plan = template();
const names = (one: Plan, inventory = anOffice()) =>
  compile(one, inventory, context).operations.map((each) => `${each.stepId}:${each.target.name}`);
const change = (id: string, to: Partial<Step>): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => (step.id === id ? { ...step, ...to } : step)),
});
const office = (...vms: Inventory['vms']) => anOffice({ vms });

describe('compiling a plan', () => {
  it('takes each VM once, never templates, agents, suspended ones, and vCenter in its own step', () => {
    expect(names(plan)).toEqual([
      'check:Office',
      'prepare:Bremen',
      'others:file01',
      'applications:app01',
      'applications:mail01',
      'databases:sql01',
      'vcenter:vcsa',
      'hosts:esx01',
      'hosts:esx02',
      'machines:NAS',
      'ups:UPS',
      'workstation:workstation',
    ]);
  });

  it.each([
    ['nothing in it', {}],
    ['its last name deleted', { names: [] }],
    ['its last name deleted and an exception left', { names: [], except: ['sql01'] }],
    ['no to the rest', { rest: false }],
  ])('takes nothing for a step with %s', (_what, select) => {
    expect(names(change('others', { select })).filter((name) => name.startsWith('others:'))).toEqual([]);
    expect(names(change('hosts', { select })).filter((name) => name.startsWith('hosts:'))).toEqual([]);
  });

  it.each([
    ['no selector', undefined],
    ['the rest', { rest: true }],
    ['exceptions alone', { except: ['nosuch'] }],
  ])('takes everything that no other step names for a step with %s', (_what, select) => {
    const { select: _before, ...others } = plan.steps.find((step) => step.id === 'others')!;
    const step: Step = select === undefined ? others : { ...others, select };
    const one = { ...plan, steps: plan.steps.map((each) => (each.id === 'others' ? step : each)) };
    expect(names(one).filter((name) => name.startsWith('others:'))).toEqual(['others:file01']);
  });

  it("takes the VM that the step names for vCenter's, before the one that was found", () => {
    const named = { ...plan, steps: plan.steps.map((step) => (step.id === 'vcenter' ? { ...step, select: { names: ['SQL*'] } } : step)) };
    const { operations } = compile(named, anOffice(), context);
    expect(operations.filter((one) => one.vcenter === true).map((one) => [one.stepId, one.target.name])).toEqual([['vcenter', 'sql01']]);
    expect(operations.find((one) => one.target.name === 'vcsa')?.stepId).not.toBe('vcenter');
    // sql01 runs on the first host, which now goes last.
    const hosts = operations.filter((one) => one.kind === 'ensureHostOff').map((one) => one.target.name);
    expect(hosts).toEqual(['esx02', 'esx01']);
  });

  it("takes what was found for vCenter's VM where the step names none that is there, and at other endpoints", () => {
    const name = (names: string[]) => ({
      ...plan,
      steps: plan.steps.map((step) => (step.id === 'vcenter' ? { ...step, select: { names } } : step)),
    });
    const marked = (names: string[], more: readonly Vm[] = []) =>
      compile(name(names), office(...anOffice().vms, ...more), context)
        .operations.filter((one) => one.vcenter === true)
        .map((one) => one.target.name);
    expect(marked(['gone'])).toEqual(['vcsa']);
    expect(marked(['other-vc'], [aVm('other-vc', { endpoint: 'other' })])).toEqual(['vcsa', 'other-vc']);
  });

  it('puts the host that runs vCenter last of its step', () => {
    const moved = office(aVm('vcsa', { vcenter: true, host: 'host-1' }));
    expect(names(plan, moved).filter((name) => name.startsWith('hosts'))).toEqual(['hosts:esx02', 'hosts:esx01']);
  });

  it('writes into an operation what is needed once vCenter is gone', () => {
    const vm = compile(plan, anOffice(), context).operations.find((one) => one.target.name === 'app01');
    expect(vm?.target).toEqual({
      kind: 'vm',
      key: 'vm:vcenter/vm-app01',
      id: 'vm-app01',
      name: 'app01',
      endpoint: 'vcenter',
      uuid: 'uuid-app01',
      parent: 'host:vcenter/host-2',
      direct: 'esx02',
    });
    expect(vm).toMatchObject({ id: 'applications/ensureVmOff/vm:vcenter/vm-app01', method: 'guest' });
  });

  it('gives every operation an id of its own, the same each time', () => {
    const ids = () => compile(plan, anOffice(), context).operations.map((one) => one.id);
    expect(new Set(ids()).size).toBe(ids().length);
    expect(ids()).toEqual(ids());
    expect(
      compile({ ...plan, ups: ['ups1', 'ups1'] }, anOffice(), context).operations.filter((one) => one.kind === 'upsOutputOff'),
    ).toHaveLength(1);
  });

  it('gives each UPS of the plan a command of its own', () => {
    const both = compile({ ...plan, ups: ['ups1', 'ups2'] }, anOffice(), context).operations.filter((one) => one.kind === 'upsOutputOff');
    expect(both.map(({ target }) => [target.key, target.endpoint])).toEqual([
      ['ups:ups1', 'ups1'],
      ['ups:ups2', 'ups2'],
    ]);
  });

  it('never takes an unknown state for off, and never an FT secondary on its own', () => {
    const unsure = office(aVm('x', { power: 'unknown' }), aVm('ft', { faultTolerance: 'secondary' }));
    expect(names(plan, unsure)).toContain('others:x');
    expect(names(plan, unsure)).not.toContain('others:ft');
  });

  it.each([
    ['powerOff', 'powerOff'],
    ['suspend', 'suspend'],
    ['leave', undefined],
  ] as const)('does as the plan says with a VM without VMware Tools: %s', (withoutTools, method) => {
    const one = change('others', { action: { kind: 'shutdownVms', withoutTools } });
    const compiled = compile(one, office(aVm('box', { tools: 'notRunning' })), context);
    expect(compiled.operations.find((operation) => operation.kind === 'ensureVmOff')?.method).toBe(method);
  });

  it('asks a guest of which it only does not know whether VMware Tools run', () => {
    for (const vm of [aVm('a', { tools: 'unknown' }), aVm('b', { tools: 'notRunning', power: 'unknown' })])
      expect(compile(plan, office(vm), context).operations.find((one) => one.kind === 'ensureVmOff')?.method).toBe('guest');
  });

  it('marks the VM that vCenter runs in, and no other', () => {
    const marked = compile(plan, office(aVm('box'), aVm('vc', { vcenter: true })), context).operations.filter(
      (one) => one.vcenter === true,
    );
    expect(marked.map((one) => one.target.name)).toEqual(['vc']);
  });

  it('tells hosts of a vSAN cluster to move no data', () => {
    const hostsOf = (vsan: boolean) =>
      compile(plan, anOffice({ clusters: [{ ...anOffice().clusters[0]!, vsan }] }), context)
        .operations.filter((one) => one.kind === 'ensureHostOff')
        .map((one) => one.vsan);
    expect([hostsOf(true), hostsOf(false)]).toEqual([
      [true, true],
      [undefined, undefined],
    ]);
  });

  it('leaves hosts alone that are off or in standby, and only those', () => {
    const states = ['connected', 'disconnected', 'notResponding', 'standby', 'off', 'unknown'] as const;
    const mixed = anOffice({ hosts: states.map((state) => aHost(`host-${state}`, { state })) });
    expect(names(plan, mixed).filter((name) => name.startsWith('hosts'))).toHaveLength(4);
  });

  it('remembers what ran', () => {
    expect(compile(plan, anOffice(), context).ranBefore).toEqual([
      'vm:vcenter/vm-file01',
      'vm:vcenter/vm-app01',
      'vm:vcenter/vm-mail01',
      'vm:vcenter/vm-sql01',
      'vm:vcenter/vm-vcsa',
      'host:vcenter/host-1',
      'host:vcenter/host-2',
      'machine:nas',
    ]);
  });

  it('names what runs and is not covered', () => {
    const part = change('others', { select: { names: ['other'] } });
    expect(compile(part, anOffice(), context)).toMatchObject({ uncovered: ['file01'], uncoveredKeys: ['vm:vcenter/vm-file01'] });
  });
});

describe('who belongs to which step', () => {
  it('is settled by the first that names it, before any that takes the rest', () => {
    const taken = assign(plan, anOffice());
    expect(taken.vms.get('others')?.map((vm) => vm.name)).toEqual(['file01', 'asleep']);
    expect(taken.vms.get('databases')?.map((vm) => vm.name)).toEqual(['sql01']);
  });

  it('is a step that names some and takes the rest besides', () => {
    const both = change('databases', { select: { names: ['sql01'], rest: true } });
    expect(
      assign(both, anOffice())
        .vms.get('databases')
        ?.map((vm) => vm.name),
    ).toEqual(['sql01']);
    const only = { ...both, steps: both.steps.filter((step) => step.id !== 'others') };
    expect(
      assign(only, anOffice())
        .vms.get('databases')
        ?.map((vm) => vm.name),
    ).toEqual(['file01', 'sql01', 'asleep']);
  });

  it('leaves out exceptions of those that take the rest', () => {
    expect(names(change('others', { select: { rest: true, except: ['FILE*'] } }))).not.toContain('others:file01');
    expect(names(change('prepare', { select: { except: ['bre*'] } }))).not.toContain('prepare:Bremen');
  });

  it('keeps a cluster from being prepared twice: the second time would find our own settings', () => {
    const twice = { ...plan, steps: [...plan.steps, { ...plan.steps.find((one) => one.id === 'prepare')!, id: 'again' }] };
    expect(names(twice).filter((name) => name.endsWith(':Bremen'))).toEqual(['prepare:Bremen']);
  });

  it('tells endpoints apart that use the same ids', () => {
    const two = office(aVm('a', { id: 'vm-1' }), aVm('b', { id: 'vm-1', endpoint: 'other' }));
    expect(
      compile(plan, two, context)
        .operations.filter((one) => one.kind === 'ensureVmOff')
        .map((one) => one.target.key),
    ).toEqual(['vm:vcenter/vm-1', 'vm:other/vm-1']);
  });
});
