import { describe, expect, it } from 'vitest';
import { aVm, anOffice, officeConnections, officeWords } from '../testing/office.js';
import { say } from '../text/say.js';
import { compile } from './compile.js';
import { drillable, drillOf, type DrillChoice } from './drill.js';
import { instantiateTemplate } from './templates.js';
import { validatePlan } from './validate.js';

const inventory = anOffice({
  vms: [...anOffice().vms, aVm('old01', { tools: 'notRunning' }), aVm('FILE01', { id: 'vm-other', uuid: 'other', host: 'host-2' })],
});
const template = instantiateTemplate('haCluster', {
  id: 'p',
  title: 'P',
  ups: ['ups1'],
  connections: officeConnections,
  inventory,
  words: officeWords,
});
const plan = { ...template, restore: { ...template.restore, enabled: false } };
const { operations } = compile(plan, inventory, { connections: officeConnections });
const drill = (choice: DrillChoice) => drillOf(plan, operations, choice);
const words = (choice: DrillChoice) => {
  const found = drill(choice);
  return found.ok ? 'a drill' : `${found.failure.code}: ${say(found.failure.message, 'en')}`;
};
const stepIdOf = (name: string) => operations.find((one) => one.target.name === name)?.stepId ?? '';

describe('a drill', () => {
  it('is the part of the plan that shuts down the named VM, and nothing else of it', () => {
    const found = drill({ kind: 'vms', vms: ['SQL01'] });
    if (!found.ok) throw new Error(found.failure.code);
    expect(found.value.operations.map((one) => one.target.name)).toEqual(['sql01']);
    expect(found.value.plan.steps.map((one) => one.id)).toEqual([stepIdOf('sql01')]);
    expect(validatePlan(found.value.plan, {}).filter((one) => one.severity === 'error' && one.code !== 'plan/noTrigger')).toEqual([]);
  });

  it('keeps the order of what it stops, over the steps in between', () => {
    const found = drill({ kind: 'vms', vms: ['mail01', 'sql01'] });
    if (!found.ok) throw new Error(found.failure.code);
    const [first, last] = found.value.plan.steps;
    expect(found.value.plan.steps).toHaveLength(2);
    expect(first?.after).toEqual([]);
    expect(last?.after).toEqual([first?.id]);
  });

  it('forces nothing, has no point of no return, and brings back whatever the plan and the charge say', () => {
    const found = drill({ kind: 'step', stepId: stepIdOf('app01') });
    if (!found.ok) throw new Error(found.failure.code);
    expect(found.value.operations.every((one) => one.onTimeout === 'continue' && one.method === 'guest')).toBe(true);
    expect(found.value.plan.steps.some((one) => one.beyondPointOfNoReturn)).toBe(false);
    expect(found.value.plan.restore).toMatchObject({ enabled: true, restartChargePercent: 0 });
  });

  it('can be had for VMs that go down by themselves only: no host, no vCenter, none whose plug the plan would pull', () => {
    const names = drillable(operations).map((one) => one.target.name);
    expect(names).toContain('sql01');
    for (const never of ['vcsa', 'old01', 'esx01', 'NAS', 'vCLS-1234', 'template', 'asleep']) expect(names, never).not.toContain(never);
  });

  it.each<[DrillChoice, string]>([
    [{ kind: 'vms', vms: ['nobody'] }, 'drill/unknownVm: nobody is no running VM that the plan shuts down. Those are: '],
    [{ kind: 'vms', vms: ['asleep'] }, 'drill/unknownVm: '],
    [{ kind: 'vms', vms: ['esx01'] }, 'drill/unknownVm: '],
    [{ kind: 'vms', vms: ['vcsa'] }, 'drill/vcenter: vcsa is vCenter'],
    [{ kind: 'vms', vms: ['old01'] }, 'drill/withoutTools: old01 runs no VMware Tools'],
    [{ kind: 'vms', vms: ['sql01', 'vcsa'] }, 'drill/vcenter: '],
    [
      { kind: 'vms', vms: ['file01'] },
      'drill/twoOfThatName: Several VMs are called file01. Name one of them by its key: vm:vcenter/vm-file01, ',
    ],
    [{ kind: 'vms', vms: [] }, 'drill/nothing: '],
    [{ kind: 'step', stepId: 'nothere' }, 'drill/unknownStep: The plan has no step "nothere". It has: '],
    [{ kind: 'step', stepId: stepIdOf('esx01') }, 'drill/nothing: '],
  ])('refuses %j with a sentence', (choice, sentence) => {
    expect(words(choice)).toContain(sentence);
  });

  it('takes the key where a name fits several', () => {
    const found = drill({ kind: 'vms', vms: ['vm:vcenter/vm-other'] });
    expect(found.ok && found.value.operations.map((one) => one.target.key)).toEqual(['vm:vcenter/vm-other']);
  });
});
