import { planSchema, type Plan } from '../../shared/plan/plan.js';
import type { Connection } from '../../shared/settings/connection.js';

/** What `config init` writes: a UPS at a documentation address and a plan that shuts down only this workstation. */
export function examplePlan(): { readonly connections: readonly Connection[]; readonly plan: Plan } {
  return {
    connections: [{ id: 'ups1', title: 'UPS', kind: 'ups', address: 'snmp://sundown@192.0.2.10?version=3&auth=sha256&priv=aes128' }],
    plan: planSchema.parse({
      version: 1,
      id: 'workstation',
      title: 'Only this workstation',
      ups: ['ups1'],
      steps: [
        {
          id: 'workstation',
          title: 'This workstation',
          action: { kind: 'shutdownWorkstation' },
          timeoutSeconds: 60,
          beyondPointOfNoReturn: true,
        },
      ],
    }),
  };
}
