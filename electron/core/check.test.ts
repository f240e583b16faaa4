import { describe, expect, it } from 'vitest';
import { emptyInventory, type Inventory } from '../../shared/inventory/inventory.js';
import { planSchema, type Plan } from '../../shared/plan/plan.js';
import { done, failed } from '../../shared/result.js';
import { message } from '../../shared/text/message.js';
import type { CommandOffer, UpsCapabilities } from '../../shared/ups/command.js';
import { checkPlan } from './check.js';
import { checkUpsCommands } from './check-ups.js';
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

describe('the check of the command that a plan ends with', () => {
  const found = async (capabilities: UpsCapabilities) => {
    const source = { ...createScriptedUps(createVirtualClock(), 'ups'), capabilities: () => Promise.resolve(done(capabilities)) };
    const findings = await checkUpsCommands(plan, emptyInventory, () => Promise.resolve(done(source)));
    return findings.map(({ severity, code, target }) => `${severity} ${code} ${target}`);
  };
  const offer = { name: 'shutdown.return', abortable: true, confirmedBy: 'readBack' } as const;

  it('says what is proved of the right, and nothing more where all is well', async () => {
    expect(await found({ right: { kind: 'unknown' }, commands: [offer] })).toEqual(['info ups/rightUnknown ups']);
    expect(await found({ right: { kind: 'known' }, commands: [offer] })).toEqual(['info ups/rightKnown ups']);
  });

  it('says what cannot be called off and what nobody will see', async () => {
    expect(await found({ right: { kind: 'unknown' }, commands: [{ ...offer, abortable: false, confirmedBy: 'nothing' }] })).toEqual([
      'info ups/rightUnknown ups',
      'info ups/notAbortable ups',
      'warning ups/notShown ups',
    ]);
  });

  it('is an error where the device does not have it, the rights refuse it, or nobody answers', async () => {
    expect(await found({ right: { kind: 'unknown' }, commands: [{ ...offer, name: 'shutdown.stayoff' }] })).toEqual([
      'error check/upsCannotSwitch ups',
    ]);
    const failure = { code: 'ups/refused', message: message('ups.nut.mayNotSet', { host: 'h' }) };
    expect(await found({ right: { kind: 'refused', failure }, commands: [offer] })).toEqual(['error ups/refused ups']);
    const gone = await checkUpsCommands(plan, emptyInventory, () =>
      Promise.resolve(failed('ups/unreachable', message('core.command.unavailable'))),
    );
    expect(gone.map(({ severity, code }) => [severity, code])).toEqual([['error', 'ups/unreachable']]);
  });

  it('asks nothing for a plan that tells no UPS', async () => {
    const without = { ...plan, steps: plan.steps.filter(({ id }) => id !== 'ups') };
    expect(await checkUpsCommands(without, emptyInventory, () => Promise.reject(new Error('asked')))).toEqual([]);
  });

  const askedOf = async (told: Plan, inventory: Inventory = emptyInventory) => {
    const asked: string[] = [];
    await checkUpsCommands(told, inventory, (id) => {
      asked.push(id);
      return Promise.resolve(done(createScriptedUps(createVirtualClock(), id)));
    });
    return asked;
  };

  it('asks each UPS of the plan', async () => {
    expect(await askedOf({ ...plan, ups: ['ups', 'other'] })).toEqual(['ups', 'other']);
  });

  it('asks none on which nothing hangs that goes down: it will not be told', async () => {
    const feeds = [{ workstation: true, ups: ['other'], required: 1 }];
    expect(await askedOf({ ...plan, ups: ['ups', 'other'], feeds })).toEqual(['other']);
    expect(await askedOf({ ...plan, ups: ['ups', 'other'], feeds }, { ...emptyInventory, unheard: ['vcenter'] })).toEqual(['ups', 'other']);
  });
});
