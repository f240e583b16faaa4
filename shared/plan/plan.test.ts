import { describe, expect, it } from 'vitest';
import { emptyInventory } from '../inventory/inventory.js';
import { fits } from '../inventory/select.js';
import { aHost, anOffice, aVm, officeConnections, officeWords } from '../testing/office.js';
import { say } from '../text/say.js';
import { compile } from './compile.js';
import { explainPlan } from './explain.js';
import { findCycle, stages } from './order.js';
import { planSchema, type Plan } from './plan.js';
import { nearest, readPlan } from './read.js';
import { instantiateTemplate, suggestTemplate, templateIds } from './templates.js';
import { validatePlan } from './validate.js';
import { writePlan } from './write.js';

const context = { connections: officeConnections };
const template = (id: (typeof templateIds)[number] = 'haCluster', inventory = anOffice()): Plan =>
  instantiateTemplate(id, { id: 'office', title: 'Office', ups: ['ups1'], connections: officeConnections, inventory, words: officeWords });
const codes = (plan: Plan, inventory = anOffice(), connections = officeConnections) =>
  validatePlan(plan, { connections, inventory }).map((finding) => `${finding.code}:${finding.target}`);

describe('reading a plan', () => {
  const read = (text: string) => {
    const answer = readPlan(text, 'office.json');
    return answer.ok ? 'fine' : `${answer.failure.code} ${say(answer.failure.message, 'en')}`;
  };
  const text = writePlan(template());

  it('reads what it wrote', () => {
    expect(readPlan(text, 'office.json')).toEqual({ ok: true, value: template() });
  });

  it('writes no default', () => {
    expect(text).not.toContain('parallelPerHost');
    expect(text).not.toContain('restartChargePercent');
    expect(text).toContain('"timeoutSeconds": 240');
  });

  it('names line and column of a syntax error', () => {
    expect(read('{\n  "version": 1,\n  "id": office\n}')).toBe(
      'plan/syntax office.json is no JSON: line 3, column 9 holds "office", which does not belong there.',
    );
    expect(read('{"version": 1,')).toContain('line 1, column 15 holds "(end)"');
    expect(read('{"a": [1, 2,]}')).toContain('column 13 holds "]}"');
  });

  it('names the place, what was expected and what came', () => {
    expect(
      read(
        '{"version":1,"id":"x","title":"X","ups":["u"],"steps":[{"id":"a","title":"A","action":{"kind":"check"},"timeoutSeconds":"long"}]}',
      ),
    ).toBe('plan/shape office.json, steps[0].timeoutSeconds: expected number, came "long".');
    expect(read(text.replace('"timeoutSeconds": 240', '"timeoutSeconds": 99999'))).toContain('expected at most 7200, came 99999');
    expect(read(text.replace('"kind": "prepareCluster"', '"kind": "explode"'))).toContain('expected one of check, prepareCluster');
  });

  it('proposes the key that was meant', () => {
    expect(read(text.replace('"onTimeout"', '"onTimeOut"'))).toContain('unknown key "onTimeOut", did you mean "onTimeout"?');
    expect(nearest('zzz', ['after'])).toBeUndefined();
  });
});

describe('the order of a plan', () => {
  const step = (id: string, after: string[]) => ({ id, title: id, action: { kind: 'shutdownVms' as const }, after, timeoutSeconds: 60 });
  const plan = (steps: ReturnType<typeof step>[]) => planSchema.parse({ version: 1, id: 'p', title: 'P', ups: ['ups1'], steps });

  it('puts into one stage what may go at once', () => {
    expect(stages(plan([step('a', []), step('b', []), step('c', ['a', 'b'])])).map((stage) => stage.map((one) => one.id))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  it('names a circle as a path', () => {
    const circle = plan([step('a', ['c']), step('b', ['a']), step('c', ['b']), step('d', [])]);
    expect(findCycle(circle)).toEqual(['a', 'b', 'c', 'a']);
    const finding = validatePlan(circle, context).find((one) => one.code === 'plan/cycle');
    expect(say(finding!.message, 'en')).toBe('Steps wait for each other in a circle: a → b → c → a.');
  });

  it('names a step that is waited for and does not exist, and one that is there twice', () => {
    expect(validatePlan(plan([step('a', ['z']), step('a', [])]), context).map((finding) => finding.code)).toEqual([
      'plan/stepTwice',
      'plan/unknownStep',
    ]);
  });
});

describe('what a plan must not do', () => {
  it('finds nothing to say of its own template but what the office is short of', () => {
    expect(codes(template())).toEqual([]);
  });

  it('finds hosts before their VMs, the UPS before the hosts, and a workstation that is not last', () => {
    const plan = template();
    const turned = (late: string) => ({ ...plan, steps: plan.steps.map((step) => (step.id === late ? { ...step, after: [] } : step)) });
    expect(codes(turned('hosts'))).toEqual(expect.arrayContaining(['plan/order:hosts']));
    expect(codes(turned('ups'))).toEqual(expect.arrayContaining(['plan/order:ups']));
    expect(codes(turned('workstation'))).toEqual(expect.arrayContaining(['plan/order:workstation']));
  });

  it('refuses to shut down the VM it runs in', () => {
    const office = anOffice({ vms: [aVm('admin-box', { self: true })] });
    expect(
      validatePlan(template(), { ...context, inventory: office })
        .filter((one) => one.severity === 'error')
        .map((one) => one.code),
    ).toEqual(['plan/self']);
  });

  it('refuses hosts that nobody reaches once vCenter is off', () => {
    const { direct: _none, ...host } = aHost('host-1');
    expect(codes(template(), anOffice({ hosts: [host, aHost('host-2')] }))).toContain('plan/noDirectLogin:esx01');
  });

  it('says what would happen to a VM without VMware Tools', () => {
    const office = anOffice({ vms: [aVm('old-box', { tools: 'notRunning' })] });
    const finding = validatePlan(template('haCluster', office), { ...context, inventory: office }).find(
      (one) => one.code === 'plan/noTools',
    );
    expect(say(finding!.message, 'en')).toContain('old-box runs no VMware Tools: it would be powered off');
  });

  it.each([
    ['a running VM that no step covers', { vms: [aVm('new-box')] }, 'plan/uncovered:new-box'],
    ['lockdown mode', { hosts: [aHost('host-1', { lockdown: 'strict' })] }, 'plan/lockdown:esx01'],
    ['a host that its vCenter lost', { hosts: [aHost('host-1', { state: 'notResponding' })] }, 'plan/hostUnknown:esx01'],
    ['a VM that waits for an answer', { vms: [aVm('file01', { question: 'Disk full?' })] }, 'plan/question:file01'],
    ['a VM of unknown state', { vms: [aVm('file01', { power: 'unknown' })] }, 'plan/vmUnknown:file01'],
    ['vSAN', { clusters: [{ ...anOffice().clusters[0]!, vsan: true }] }, 'plan/vsan:Bremen'],
  ] as const)('warns of %s', (_what, change, code) => {
    const plan = template();
    const named = { ...plan, steps: plan.steps.map((step) => (step.id === 'others' ? { ...step, select: { names: ['file01'] } } : step)) };
    expect(codes(named, anOffice(change as never))).toContain(code);
  });

  it('finds a UPS that is no connection, or no UPS, or one too few', () => {
    expect(validatePlan({ ...template(), ups: ['ups9'] }, context).map((one) => one.code)).toContain('plan/unknownUps');
    expect(validatePlan({ ...template(), ups: ['nas'] }, context).map((one) => one.code)).toContain('plan/notAUps');
    expect(validatePlan({ ...template(), requiredSupplies: 2 }, context).map((one) => one.code)).toContain('plan/tooFewSupplies');
  });
});

describe('compiling a plan', () => {
  const names = (plan: Plan, inventory = anOffice()) =>
    compile(plan, inventory, context).operations.map((one) => `${one.stepId}:${one.target.name}`);

  it('takes each VM once, never templates, agents, suspended ones, and vCenter in its own step', () => {
    expect(names(template())).toEqual([
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

  it('puts the host that runs vCenter last of its step', () => {
    const office = anOffice({ vms: [aVm('vcsa', { vcenter: true, host: 'host-1' })] });
    expect(names(template(), office).filter((name) => name.startsWith('hosts'))).toEqual(['hosts:esx02', 'hosts:esx01']);
  });

  it('writes into an operation what is needed once vCenter is gone', () => {
    const vm = compile(template(), anOffice(), context).operations.find((one) => one.target.name === 'app01');
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

  it('never takes an unknown state for off, and never an FT secondary on its own', () => {
    const office = anOffice({ vms: [aVm('x', { power: 'unknown' }), aVm('ft', { faultTolerance: 'secondary' })] });
    expect(names(template('haCluster', office), office)).toContain('others:x');
    expect(names(template('haCluster', office), office)).not.toContain('others:ft');
  });

  it('does as the plan says with a VM without VMware Tools', () => {
    const office = anOffice({ vms: [aVm('box', { tools: 'notRunning' })] });
    const plan = (withoutTools: 'powerOff' | 'suspend' | 'leave') => ({
      ...template('haCluster', office),
      steps: template('haCluster', office).steps.map((step) =>
        step.id === 'others' ? { ...step, action: { kind: 'shutdownVms' as const, withoutTools } } : step,
      ),
    });
    const method = (one: Plan) => compile(one, office, context).operations.find((operation) => operation.kind === 'ensureVmOff')?.method;
    expect([method(plan('powerOff')), method(plan('suspend')), method(plan('leave'))]).toEqual(['powerOff', 'suspend', undefined]);
  });

  it('remembers what ran', () => {
    expect(compile(template(), anOffice(), context).ranBefore).toEqual(
      expect.arrayContaining(['vm:vcenter/vm-file01', 'vm:vcenter/vm-vcsa', 'host:vcenter/host-1', 'machine:nas']),
    );
    expect(compile(template(), anOffice(), context).ranBefore).not.toContain('vm:vcenter/vm-asleep');
  });
});

describe('templates', () => {
  it('are suggested by what was found', () => {
    expect(suggestTemplate(anOffice())).toBe('haCluster');
    expect(suggestTemplate({ ...emptyInventory, hosts: [aHost('a'), aHost('b')] })).toBe('esxiHosts');
    expect(suggestTemplate({ ...emptyInventory, hosts: [aHost('a')] })).toBe('standaloneEsxi');
    expect(suggestTemplate(emptyInventory)).toBe('workstation');
  });

  it.each(templateIds)('%s is a plan without errors', (id) => {
    expect(validatePlan(template(id), context).filter((finding) => finding.severity === 'error')).toEqual([]);
  });

  it('are explained in sentences', () => {
    expect(explainPlan(template(), anOffice()).map(({ words }) => say(words, 'en'))[3]).toBe(
      'Applications: shut down 2 VMs, at most 20 at once, each given 3 min.'.replace('3 min', '3\u00a0min'),
    );
  });
});

describe('name patterns', () => {
  it.each([
    ['app*', 'App01', true],
    ['*sql*', 'my-SQL-2', true],
    ['a.b', 'axb', false],
    ['file (old)', 'file (old)', true],
    ['*', '', true],
  ])('%s fits %s: %s', (pattern, name, wanted) => {
    expect(fits(pattern, name)).toBe(wanted);
  });
});
