import { planSchema, type Plan, type PlanInput } from '../../shared/plan/plan.js';
import type { TextKey } from '../../shared/text/catalogue.js';
import { message, type Locale } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

/**
 * The plan of a two-host HA cluster with vCenter in it: every kind of step that Sundown knows, each of them short. Its limits fit the full battery
 * with room to spare, so that a newcomer sees the countdown of the latest safe start before anything is shut down.
 */
export function practicePlan(locale: Locale): Plan {
  const title = (key: TextKey) => say(message(key), locale);
  const vms = { kind: 'shutdownVms', withoutTools: 'powerOff' } as const;
  const steps: PlanInput['steps'] = [
    { id: 'check', title: title('practice.plan.check'), action: { kind: 'check' }, timeoutSeconds: 60 },
    { id: 'prepare', title: title('practice.plan.prepare'), action: { kind: 'prepareCluster' }, after: ['check'], timeoutSeconds: 60 },
    {
      id: 'general',
      title: title('practice.plan.general'),
      action: vms,
      select: { rest: true },
      after: ['prepare'],
      timeoutSeconds: 90,
      onTimeout: 'force',
    },
    {
      id: 'applications',
      title: title('practice.plan.applications'),
      action: vms,
      select: { names: ['app01', 'mail01', 'web01'] },
      after: ['general'],
      timeoutSeconds: 90,
      onTimeout: 'force',
    },
    {
      id: 'databases',
      title: title('practice.plan.databases'),
      action: vms,
      select: { names: ['sql01', 'dc01'] },
      after: ['applications'],
      timeoutSeconds: 120,
      onTimeout: 'force',
    },
    {
      id: 'vcenter',
      title: title('practice.plan.vcenter'),
      action: { kind: 'shutdownVcenter' },
      after: ['databases'],
      timeoutSeconds: 150,
      onTimeout: 'force',
    },
    {
      id: 'hosts',
      title: title('practice.plan.hosts'),
      action: { kind: 'shutdownHosts', maintenance: true },
      after: ['vcenter'],
      timeoutSeconds: 150,
      onTimeout: 'force',
      beyondPointOfNoReturn: true,
    },
    {
      id: 'nas',
      title: title('practice.plan.nas'),
      action: { kind: 'shutdownMachines' },
      after: ['hosts'],
      timeoutSeconds: 90,
      beyondPointOfNoReturn: true,
    },
    {
      id: 'ups',
      title: title('practice.plan.ups'),
      action: { kind: 'upsOutputOff', returnWithMains: true },
      after: ['nas'],
      timeoutSeconds: 60,
      beyondPointOfNoReturn: true,
    },
    {
      id: 'workstation',
      title: title('practice.plan.workstation'),
      action: { kind: 'shutdownWorkstation' },
      after: ['ups'],
      timeoutSeconds: 60,
      beyondPointOfNoReturn: true,
    },
  ];
  return planSchema.parse({
    version: 1,
    id: 'practice',
    title: title('practice.plan.title'),
    ups: ['ups'],
    marginSeconds: 120,
    restore: { restartChargePercent: 30 },
    steps,
  } satisfies PlanInput);
}
