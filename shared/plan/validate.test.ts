import { describe, expect, it } from 'vitest';
import type { Inventory } from '../inventory/inventory.js';
import { aHost, anOffice, aVm, officeConnections, officeWords } from '../testing/office.js';
import { say } from '../text/say.js';
import { planSchema, type Plan, type PlanInput, type Step } from './plan.js';
import { instantiateTemplate, templateIds, type TemplateId } from './templates.js';
import { validatePlan } from './validate.js';

const template = (id: TemplateId = 'haCluster', inventory = anOffice()): Plan =>
  instantiateTemplate(id, { id: 'office', title: 'Office', ups: ['ups1'], connections: officeConnections, inventory, words: officeWords });
const plan = template();
const found = (one: Plan, inventory = anOffice()) => validatePlan(one, { connections: officeConnections, inventory });
const codes = (one: Plan, inventory?: Inventory) =>
  found(one, inventory).map((finding) => `${finding.severity} ${finding.code}:${finding.target}`);
const alone = (one: Plan) =>
  validatePlan(one, { connections: officeConnections }).map((finding) => `${finding.severity} ${finding.code}:${finding.target}`);
const words = (one: Plan, code: string, inventory?: Inventory, target?: string) => {
  const finding = found(one, inventory).find((each) => each.code === code && (target === undefined || each.target === target));
  return finding === undefined ? 'nothing' : say(finding.message, 'en');
};
const change = (id: string, to: Partial<Step>): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => (step.id === id ? { ...step, ...to } : step)),
});
const without = (id: string): Plan => ({
  ...plan,
  steps: plan.steps
    .filter((step) => step.id !== id)
    .map((step) => ({
      ...step,
      after: step.after.flatMap((one) => (one === id ? (plan.steps.find((each) => each.id === id)?.after ?? []) : [one])),
    })),
});
const drawn = (steps: PlanInput['steps']): Plan => planSchema.parse({ version: 1, id: 'p', title: 'P', ups: ['ups1'], steps });
const office = (...vms: Inventory['vms']) => anOffice({ vms });

describe('a sound plan', () => {
  it.each(templateIds)('is each template, with and without an office: %s', (id) => {
    expect(alone(template(id))).toEqual([]);
    expect(codes(template(id)).filter((one) => one.startsWith('error'))).toEqual([]);
  });

  it('gives nothing to say when it covers the whole office', () => {
    expect(codes(plan)).toEqual([]);
  });
});

describe('the steps of a plan', () => {
  const vms = { kind: 'shutdownVms' as const };
  it('wait for each other in a circle, which is named', () => {
    const circle = drawn([
      { id: 'a', title: 'A', action: vms, after: ['b'], timeoutSeconds: 60 },
      { id: 'b', title: 'B', action: vms, after: ['a'], timeoutSeconds: 60 },
    ]);
    expect(alone(circle)).toContain('error plan/cycle:a');
    expect(words(circle, 'plan/cycle')).toBe('Steps wait for each other in a circle: a → b → a.');
  });

  it('wait for one that is not there, or have the same id', () => {
    const wrong = drawn([
      { id: 'a', title: 'A', action: vms, after: ['z'], timeoutSeconds: 60 },
      { id: 'a', title: 'B', action: vms, timeoutSeconds: 60 },
    ]);
    expect(alone(wrong).slice(0, 2)).toEqual(['error plan/stepTwice:a', 'error plan/unknownStep:a']);
  });

  it.each(['ups', 'workstation', 'vcenter'])('do once only what can be done once: %s', (id) => {
    const step = plan.steps.find((one) => one.id === id)!;
    const twice = { ...plan, steps: [...plan.steps, { ...step, id: 'again', after: [id] }] };
    expect(alone(twice)).toContain('error plan/actionTwice:again');
  });

  it.each(['others', 'hosts', 'machines', 'prepare'])('name something, take the rest, or would do nothing: %s', (id) => {
    for (const select of [{}, { names: [] }, { names: [], tags: [] }, { rest: false, except: ['x'] }]) {
      const empty = change(id, { select });
      expect(alone(empty)).toContain(`error plan/emptySelection:${id}`);
      expect(codes(empty)).not.toContain(`warning plan/selectsNothing:${id}`);
    }
    for (const select of [{ rest: true }, { names: [], rest: true }, { except: ['x'] }, { names: ['x'] }])
      expect(alone(change(id, { select })).filter((one) => one.includes('emptySelection'))).toEqual([]);
    expect(words(change('others', { select: { names: [] } }), 'plan/emptySelection')).toBe(
      '"Others" names nothing, so it would do nothing. Name what it is for, let it take everything left ("rest": true), or remove it.',
    );
  });
});

describe('the order of a plan', () => {
  it.each([
    ['hosts that do not wait for VMs', change('hosts', { after: [] }), 'error plan/order:hosts'],
    ['VMs behind the check only by chance', change('others', { after: [] }), 'warning plan/order:others'],
    ['hosts that do not wait for the check', change('prepare', { after: [] }), 'warning plan/order:hosts'],
    ['VMs before the cluster is prepared', change('others', { after: ['check'] }), 'warning plan/order:others'],
    ['hosts before the cluster is prepared', change('others', { after: ['check'] }), 'warning plan/order:hosts'],
    ['vCenter before the cluster is prepared', change('vcenter', { after: [] }), 'error plan/order:vcenter'],
    ['vCenter before the last VMs', change('vcenter', { after: ['applications'] }), 'warning plan/order:vcenter'],
    ['the UPS before the hosts', change('ups', { after: ['vcenter'] }), 'error plan/order:ups'],
    ['the UPS beside the machines', change('ups', { after: ['hosts'] }), 'warning plan/order:ups'],
    ['a workstation that is not last', change('workstation', { after: ['hosts'] }), 'error plan/order:workstation'],
    ['machines beside the VMs', change('machines', { after: ['check'] }), 'info plan/machinesEarly:machines'],
    ['a UPS that leaves the workstation behind', without('workstation'), 'warning plan/noWorkstation:ups'],
    [
      'a UPS without a point of no return',
      { ...plan, steps: plan.steps.map((step) => ({ ...step, beyondPointOfNoReturn: false })) },
      'warning plan/noPointOfNoReturn:ups',
    ],
    [
      'a step behind the point of no return that is not marked',
      change('ups', { beyondPointOfNoReturn: false }),
      'warning plan/returnsAfterNoReturn:ups',
    ],
  ])('is wrong with %s', (_what, wrong, code) => {
    expect(alone(wrong)).toContain(code);
    expect(codes(wrong)).toContain(code);
  });

  it('lets a switch go behind the UPS command, which had to reach the UPS through it', () => {
    const behind = { ...change('machines', { after: ['ups'] }) };
    const last = { ...behind, steps: behind.steps.map((step) => (step.id === 'ups' ? { ...step, after: ['hosts'] } : step)) };
    expect(
      codes({ ...last, steps: last.steps.map((step) => (step.id === 'workstation' ? { ...step, after: ['machines'] } : step)) }),
    ).toEqual([]);
  });

  const early: Plan = {
    ...plan,
    steps: [
      ...plan.steps.map((step): Step => (step.id === 'vcenter' ? { ...step, after: ['databases', 'first-host'] } : step)),
      {
        ...plan.steps.find((step) => step.id === 'hosts')!,
        id: 'first-host',
        title: 'First host',
        select: { names: ['esx01'] },
        after: ['databases'],
        beyondPointOfNoReturn: false,
      },
    ],
  };

  it('lets hosts go before vCenter that do not run it, and these need no login of their own', () => {
    const { direct: _none, ...host } = aHost('host-1');
    const two = anOffice({ hosts: [host, aHost('host-2')] });
    expect(codes(early, two)).toEqual([]);
    expect(codes(plan, two)).toEqual(['error plan/noDirectLogin:esx01']);
  });

  it('never lets the host go before its own vCenter', () => {
    const moved = anOffice({ vms: anOffice().vms.map((vm) => (vm.vcenter ? { ...vm, host: 'host-1' } : vm)) });
    expect(codes(early, moved)).toContain('error plan/order:first-host');
    expect(words(early, 'plan/order', moved)).toBe('esx01 is to go down before vcsa, which runs on it: each would wait for the other.');
  });

  it('refuses a UPS that would wait for a check behind it', () => {
    const check = plan.steps.find((step) => step.id === 'check')!;
    expect(alone({ ...plan, steps: [...plan.steps, { ...check, id: 'again', after: ['ups'] }] })).toContain('error plan/order:ups');
  });

  it('warns of a host that waits for its VMs only because the run holds it back', () => {
    const loose = { ...early, steps: early.steps.map((step) => (step.id === 'first-host' ? { ...step, after: ['others'] } : step)) };
    expect(codes(loose)).toContain('warning plan/hostBeforeVm:first-host');
  });
});

describe('the UPSes of a plan', () => {
  it.each([
    [{ ups: ['ups9'] }, 'error plan/unknownUps:office'],
    [{ ups: ['nas'] }, 'error plan/notAUps:office'],
    [{ ups: ['ups1', 'ups1'] }, 'error plan/upsTwice:office'],
    [{ requiredSupplies: 2 }, 'error plan/tooFewSupplies:office'],
    [{ ups: ['ups1', 'ups1'], requiredSupplies: 2 }, 'error plan/tooFewSupplies:office'],
    [{ triggers: { latestSafeStart: false, lowBattery: false, forcedShutdown: false } }, 'warning plan/noTrigger:office'],
  ])('%j gives %s', (wrong, code) => {
    expect(alone({ ...plan, ...wrong })).toContain(code);
  });
});

describe('what a plan selects', () => {
  const select = (id: string, to: Step['select']) => change(id, { select: to });

  it('is nothing, or nothing by one of its patterns', () => {
    expect(codes(select('databases', { names: ['nosuch*'] }))).toContain('warning plan/selectsNothing:databases');
    expect(codes(select('databases', { names: ['sql01', 'file*', 'nosuch*'] }))).toContain('warning plan/patternFitsNothing:databases');
    expect(words(select('databases', { names: ['sql01', 'fil01'] }), 'plan/patternFitsNothing')).toContain('Did you mean file01?');
    expect(codes(select('databases', { names: ['sql01'], folders: ['Nowhere'] }))).toContain('warning plan/patternFitsNothing:databases');
    expect(codes(select('databases', { names: ['sql01'], folders: ['office'] }))).not.toContain(
      'warning plan/patternFitsNothing:databases',
    );
  });

  it('is for the rest a second time, when the first has taken it all', () => {
    const two = {
      ...plan,
      steps: [...plan.steps, { ...plan.steps.find((one) => one.id === 'others')!, id: 'more', select: { rest: true } }],
    };
    expect(codes(change('others', { select: { rest: true } }))).toEqual([]);
    expect(
      codes({ ...two, steps: two.steps.map((step): Step => (step.id === 'others' ? { ...step, select: { rest: true } } : step)) }),
    ).toContain('warning plan/selectsNothing:more');
  });

  it('is the same VM twice', () => {
    expect(words(select('databases', { names: ['sql01', 'app01'] }), 'plan/selectedTwice')).toBe(
      'app01 is named by several steps (Applications, Databases); Applications takes it.',
    );
  });

  it('is vCenter among other VMs', () => {
    expect(codes(without('vcenter'))).toContain('warning plan/vcenterInGroup:others');
  });
});

describe("vCenter's VM, named by hand,", () => {
  const named = (...names: string[]) => change('vcenter', { select: { names } });
  const none = office(...anOffice().vms.map((vm) => ({ ...vm, vcenter: false })));

  it('is nothing to say when it is the one that was found, or none was found', () => {
    expect(codes(named('vcsa'))).toEqual([]);
    expect(codes(named('VCSA'), none)).toEqual([]);
  });

  it('is said to be missing, with what counts instead', () => {
    expect(codes(named('vcsa-old'))).toEqual(['warning plan/vcenterNotThere:vcenter']);
    expect(words(named('vcsa-old'), 'plan/vcenterNotThere')).toBe(
      '"vCenter" names vcsa-old as the VM in which vCenter runs. There is no such VM, so the one that was found counts: vcsa.',
    );
    expect(codes(named('vsca'), none)).toEqual(['warning plan/vcenterNotThere:vcenter']);
    expect(words(named('vcs'), 'plan/vcenterNotThere', none)).toContain('none was found. Did you mean vcsa?');
    expect(words(named('somewhere-else'), 'plan/vcenterNotThere', none)).toContain('There is no such VM, and none was found.');
  });

  it('is said to contradict what was found', () => {
    expect(codes(named('file01'))).toEqual(['warning plan/vcenterContradicts:vcenter']);
    expect(words(named('file01'), 'plan/vcenterContradicts')).toBe(
      '"vCenter" names file01 as the VM in which vCenter runs, but its addresses lead to vcsa. What the step names counts, and vcsa is shut down like any other VM.',
    );
  });

  it('may be several, as in vCenter HA, and the step then names them all', () => {
    expect(codes(named('vcsa', 'app01'))).toEqual(['warning plan/vcenterSeveral:vcenter']);
    expect(words(named('vcsa', 'app01'), 'plan/vcenterSeveral')).toContain('names 2 VMs as those in which vCenter runs: app01, vcsa.');
  });

  it.each([{}, { names: [] }, { rest: true }, { names: ['vcsa'], rest: true }, { except: ['vcsa'] }])('has to be named: %j', (select) => {
    expect(alone(change('vcenter', { select }))).toEqual(['error plan/vcenterUnnamed:vcenter']);
  });

  it('is never a template, an agent or an FT secondary', () => {
    expect(codes(named('template'))).toContain('warning plan/vcenterNotThere:vcenter');
  });

  it('takes the program down where it is the VM that the program runs in', () => {
    const self = office(...anOffice().vms, aVm('admin-box', { self: true, host: 'host-9' }));
    const leaves = { ...plan, steps: named('admin-box').steps };
    expect(codes(leaves, self)).toContain('error plan/self:admin-box');
  });
});

describe('what a plan forgets', () => {
  const named = (hosts: Partial<Step> = {}) => {
    const one = change('others', { select: { names: ['file01'] } });
    return { ...one, steps: one.steps.map((step) => (step.id === 'hosts' ? { ...step, ...hosts } : step)) };
  };
  const more = anOffice({ vms: [...anOffice().vms, aVm('new-box')] });

  it('is a running VM, with what would become of it', () => {
    expect(codes(named(), more)).toEqual(['warning plan/uncovered:new-box']);
    expect(words(named(), 'plan/uncovered', more)).toContain('esx01 would go down with it, as if its plug were pulled.');
    expect(words(named({ onTimeout: 'continue' }), 'plan/uncovered', more)).toContain('esx01 would not go down while it runs.');
    expect(words(named({ select: { names: ['esx02'] } }), 'plan/uncovered', more, 'new-box')).toBe(
      'new-box runs, and no step of the plan covers it.',
    );
  });

  it('is a host or a machine', () => {
    expect(codes(change('hosts', { select: { names: ['esx02'] } }))).toContain('warning plan/uncovered:esx01');
    expect(codes(without('machines'))).toContain('warning plan/uncovered:NAS');
  });

  it('is never a VM that is off, a template, an agent or a suspended one', () => {
    const quiet = anOffice({ vms: [...anOffice().vms, aVm('old', { power: 'off' })] });
    expect(codes(named(), quiet)).toEqual([]);
  });
});

describe('what a plan does to a VM', () => {
  it('must not be to end the program itself', () => {
    const self = office(aVm('admin-box', { self: true }));
    expect(codes(template('haCluster', self), self)).toContain('error plan/self:admin-box');
    expect(codes(change('others', { select: { rest: true, except: ['admin-box'] } }), self)).toContain('error plan/self:admin-box');
  });

  it('may be nothing at all, and then the program may run in it', () => {
    const self = office(aVm('admin-box', { self: true }));
    expect(codes(template('workstation'), self)).not.toContain('error plan/self:admin-box');
  });

  const old = office(...anOffice().vms, aVm('old-box', { tools: 'notRunning' }));
  const tools = (withoutTools: 'powerOff' | 'suspend' | 'leave', hosts: Step['onTimeout'] = 'force') => {
    const one = change('others', { action: { kind: 'shutdownVms', withoutTools } });
    const full = { ...one, steps: one.steps.map((step) => (step.id === 'hosts' ? { ...step, onTimeout: hosts } : step)) };
    expect(codes(full, old)).toEqual(['warning plan/noTools:old-box']);
    return words(full, 'plan/noTools', old);
  };

  it('is told where no VMware Tools run', () => {
    expect(tools('powerOff')).toContain('would be powered off, as if its plug were pulled');
    expect(tools('suspend')).toContain('would be suspended, which may take up to 2');
    expect(tools('leave', 'continue')).toContain('its host then stays on as well');
    expect(tools('leave')).toContain('would be left running until its host goes down with it');
  });

  it('is told of vCenter without VMware Tools too', () => {
    const silent = office(...anOffice().vms.map((vm) => (vm.vcenter ? { ...vm, tools: 'notRunning' as const } : vm)));
    expect(words(plan, 'plan/noTools', silent)).toContain('would be powered off after 5');
    expect(words(change('vcenter', { onTimeout: 'continue' }), 'plan/noTools', silent)).toContain('would stay on');
  });

  it.each([
    ['VMware Tools nobody has heard of', aVm('x', { tools: 'unknown' }), 'warning plan/toolsUnknown:x'],
    ['a question that waits', aVm('x', { question: 'Disk full?' }), 'warning plan/question:x'],
    ['an unknown state', aVm('x', { power: 'unknown' }), 'warning plan/vmUnknown:x'],
    ['an FT secondary', aVm('x', { faultTolerance: 'secondary' }), 'info plan/faultTolerance:x'],
    ['an unknown state, for which its Tools say nothing', aVm('x', { power: 'unknown', tools: 'notRunning' }), 'warning plan/vmUnknown:x'],
  ])('is reported with %s', (_what, vm, code) => {
    expect(codes(plan, office(...anOffice().vms, vm))).toEqual([code]);
  });

  it('is nothing to an FT secondary that is off', () => {
    expect(codes(plan, office(...anOffice().vms, aVm('x', { faultTolerance: 'secondary', power: 'off' })))).toEqual([]);
  });
});

describe('what stands in the way of a plan', () => {
  const cluster = anOffice().clusters[0]!;
  it.each([
    ['lockdown mode', { hosts: [aHost('host-1', { lockdown: 'strict' }), aHost('host-2')] }, ['warning plan/lockdown:esx01']],
    [
      'a host that its vCenter lost',
      { hosts: [aHost('host-1', { state: 'notResponding' }), aHost('host-2')] },
      ['warning plan/hostUnknown:esx01'],
    ],
    ['vSAN', { clusters: [{ ...cluster, vsan: true }] }, ['warning plan/vsan:Bremen', 'warning plan/vsanAtOnce:hosts']],
  ])('is %s', (_what, to, wanted) => {
    expect(codes(plan, anOffice(to as Partial<Inventory>))).toEqual(wanted);
  });

  it('is neither lockdown mode nor vSAN where only one host is concerned or none', () => {
    const locked = anOffice({ hosts: [aHost('host-1', { lockdown: 'strict' }), aHost('host-2')] });
    expect(codes(template('workstation'), locked).filter((one) => one.includes('lockdown'))).toEqual([]);
    const single = anOffice({ clusters: [{ ...cluster, vsan: true, hosts: ['host-1'] }] });
    expect(codes(plan, single)).toEqual(['warning plan/vsan:Bremen']);
    const elsewhere = anOffice({ clusters: [cluster, { ...cluster, name: 'Berlin', endpoint: 'other', vsan: true }] });
    expect(codes(plan, elsewhere)).toEqual([]);
  });

  it('is HA that nobody set aside', () => {
    expect(codes(without('prepare'))).toContain('warning plan/haOn:Bremen');
    expect(codes(change('prepare', { select: { clusters: ['Other'] } }))).toContain('warning plan/haOn:Bremen');
  });

  it('is nothing about clusters whose hosts it leaves alone', () => {
    const vsan = anOffice({ clusters: [{ ...cluster, vsan: true }] });
    expect(codes(template('workstation'), vsan).filter((one) => one.includes('vsan') || one.includes('haOn'))).toEqual([]);
  });
});
