import { describe, expect, it } from 'vitest';
import { emptyInventory } from '../../shared/inventory/inventory.js';
import { planSchema } from '../../shared/plan/plan.js';
import { done, failed } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import type { CommandOffer } from '../../shared/ups/command.js';
import { checkPlan } from './check.js';
import { createScriptedUps } from './testing/scripted-ups.js';
import { createVirtualClock } from './testing/virtual-clock.js';

const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['ups'],
  steps: [
    { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, timeoutSeconds: 30 },
    { id: 'switch', title: 'Switch', action: { kind: 'shutdownMachines' }, after: ['ups'], timeoutSeconds: 40 },
    { id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, after: ['switch'], timeoutSeconds: 90 },
  ],
});

async function codesWith(delaySeconds: CommandOffer['delaySeconds']): Promise<readonly string[]> {
  const clock = createVirtualClock();
  const none = () => Promise.resolve(failed('x/none', message('core.command.unavailable')));
  const ups = {
    ...createScriptedUps(clock, 'ups'),
    capabilities: () =>
      Promise.resolve(
        done({
          right: { kind: 'unknown' as const },
          commands: [
            {
              name: 'shutdown.return',
              abortable: true,
              confirmedBy: 'readBack' as const,
              ...(delaySeconds === undefined ? {} : { delaySeconds }),
            },
          ],
        }),
      ),
  };
  const checking = checkPlan(plan, {
    connections: [{ id: 'ups', title: 'UPS', kind: 'ups', address: 'snmp://192.0.2.1' }],
    inventory: emptyInventory,
    flaws: () => ({ community: 'usualCommunity' }),
    ups: () => Promise.resolve(done(ups)),
    hypervisor: none,
    machine: none,
    workstation: () => ({ shutdown: none, check: () => Promise.resolve([]) }),
  });
  await clock.advance(1000);
  return (await checking).map((finding) => finding.code);
}

describe('the check of a UPS', () => {
  it('names what is weak in how it is reached', async () => {
    expect(await codesWith(undefined)).toEqual(expect.arrayContaining(['credentials/snmpPlain', 'credentials/usualCommunity']));
  });

  it.each([
    ['allows less than what is behind it needs', { min: 0, max: 120 }, true],
    ['has a fixed delay that is too short', { fixed: 60 }, true],
    ['allows enough', { min: 0, max: 600 }, false],
    ['has a fixed delay that is long enough', { fixed: 180 }, false],
    ['does not tell', undefined, false],
  ] as const)('that %s', async (_what, delay, isFound) => {
    // 40 s for the switch, 90 s for this workstation, and a margin of 30 s.
    expect((await codesWith(delay)).includes('check/upsDelayTooShort')).toBe(isFound);
  });
});
