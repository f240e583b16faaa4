import { describe, expect, it } from 'vitest';
import { emptyInventory, type Inventory } from '../inventory/inventory.js';
import { aHost, anOffice, aVm, officeConnections, officeWords } from '../testing/office.js';
import { say } from '../text/say.js';
import { assign } from './assign.js';
import { explainPlan } from './explain.js';
import type { Plan } from './plan.js';
import { instantiateTemplate, suggestTemplate, type TemplateId } from './templates.js';

const template = (id: TemplateId = 'haCluster', inventory = anOffice()): Plan =>
  instantiateTemplate(id, { id: 'office', title: 'Office', ups: ['ups1'], connections: officeConnections, inventory, words: officeWords });
const groupOf = (vm: Inventory['vms'][number]) => {
  const office = anOffice({ vms: [vm] });
  const taken = assign(template('haCluster', office), office).vms;
  return [...taken].find(([, vms]) => vms.length > 0)?.[0];
};

describe('templates', () => {
  it('are suggested by what was found', () => {
    expect(suggestTemplate(anOffice())).toBe('haCluster');
    expect(suggestTemplate({ ...emptyInventory, hosts: [aHost('a'), aHost('b')] })).toBe('esxiHosts');
    expect(suggestTemplate({ ...emptyInventory, hosts: [aHost('a')] })).toBe('standaloneEsxi');
    expect(suggestTemplate(emptyInventory)).toBe('workstation');
  });

  it.each([
    ['haCluster', ['check', 'prepare', 'others', 'applications', 'databases', 'vcenter', 'hosts', 'machines', 'ups', 'workstation']],
    ['esxiHosts', ['check', 'others', 'applications', 'databases', 'hosts', 'machines', 'ups', 'workstation']],
    ['standaloneEsxi', ['check', 'others', 'applications', 'databases', 'hosts', 'machines', 'ups', 'workstation']],
    ['workstation', ['workstation']],
  ] as const)('%s goes in this order', (id, order) => {
    const plan = template(id);
    expect(plan.steps.map((step) => step.id)).toEqual(order);
    expect(plan.steps.slice(1).map((step) => step.after)).toEqual(order.slice(0, -1).map((one) => [one]));
  });

  it('leave out groups that would be empty', () => {
    expect(template('haCluster', emptyInventory).steps.map((step) => step.id)).not.toContain('databases');
  });

  it.each([
    [aVm('SRV-SQL01'), 'databases'],
    [aVm('OfficeDb2'), 'databases'],
    [aVm('dc01'), 'databases'],
    [aVm('hr', { tags: ['Database'] }), 'databases'],
    [aVm('hr', { folder: 'Berlin/Datenbanken' }), 'databases'],
    [aVm('app-sql'), 'databases'],
    [aVm('mail01'), 'applications'],
    [aVm('srv-app-3'), 'applications'],
    [aVm('load01'), 'others'],
    [aVm('storage01'), 'others'],
    [aVm('hr', { folder: 'DC/Berlin' }), 'others'],
  ])('guess the group of $name, $tags, $folder: %s', (vm, group) => {
    expect(groupOf(vm)).toBe(group);
  });

  it('take hosts of a vSAN cluster one after the other', () => {
    const vsan = anOffice({ clusters: [{ ...anOffice().clusters[0]!, vsan: true }] });
    const parallel = (plan: Plan) => plan.steps.find((step) => step.id === 'hosts')?.parallel;
    expect([parallel(template('haCluster', vsan)), parallel(template())]).toEqual([1, 20]);
  });
});

describe('a plan in sentences', () => {
  const office = anOffice({ vms: [...anOffice().vms, aVm('old', { tools: 'notRunning' })] });
  const told = (locale: 'en' | 'de') =>
    explainPlan(template(), office).map(({ words, notes }) =>
      [words, ...notes].map((one) => say(one, locale).replaceAll('\u00a0', ' ')).join(' '),
    );

  it('says what each step does, and what else it would do', () => {
    expect(told('en')).toEqual([
      'Check: log in everywhere and note what runs where.',
      'Prepare: set DRS to manual and HA aside, and remember how they were.',
      'Others: shut down 2 VMs, at most 20 at once, each given 2 min. 1 of them runs no VMware Tools and would be powered off. What still runs after 2 min is powered off.',
      'Applications: shut down 2 VMs, at most 20 at once, each given 3 min. What still runs after 3 min is powered off.',
      'Databases: shut down 1 VM, at most 20 at once, each given 5 min. What still runs after 5 min is powered off.',
      'vCenter: shut vcsa down, the VM in which vCenter runs; from then on the hosts are reached directly. What still runs after 5 min is powered off.',
      'Hosts: shut down 2 hosts, each once no VM runs on it. A host that is not ready after 4 min is shut down with what runs on it. From here on there is no way back: if the power returns, the run finishes first.',
      'Machines: shut down 1 machine over SSH.',
      'UPS: tell the UPS to switch its output off after a delay.',
      'This workstation: shut this workstation down, last of all.',
    ]);
  });

  it('says it in German', () => {
    expect(told('de')[2]).toBe(
      'Others: 2 VMs herunterfahren, höchstens 20 zugleich, jede mit bis zu 2 min. 1 davon hat keine laufenden VMware Tools und würde ausgeschaltet. Was nach 2 min noch läuft, wird ausgeschaltet.',
    );
    expect(told('de').join(' ')).not.toContain('{');
  });

  it('tells the steps in the order in which they go', () => {
    const plan = template();
    expect(explainPlan({ ...plan, steps: [...plan.steps].reverse() }, office).map((one) => one.stepId)).toEqual(
      plan.steps.map((one) => one.id),
    );
  });
});
