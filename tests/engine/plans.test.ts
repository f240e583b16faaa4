import { describe, expect, it } from 'vitest';
import type { Plan, Step } from '../../shared/plan/plan.js';
import { say } from '../../shared/text/say.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { Office, open, plan } from './small-office.js';

keepInFreshFolder();

describe('a plan that is to be kept', () => {
  const [nas, ups, bye] = plan.steps as [Step, Step, Step];
  const save = async (changed: Plan) => {
    const office = new Office();
    const engine = await open(office);
    const saved = await engine.call('plan.save', { plan: changed, activate: false });
    await engine.stop();
    expect(office.plans.includes(plan)).toBe(!saved.ok);
    return saved.ok ? 'kept' : `${saved.failure.code}: ${say(saved.failure.message, 'en')}`;
  };

  it.each([
    ['a circle', [nas, { ...ups, after: ['bye'] }, bye], 'plan/cycle: Steps wait for each other in a circle: ups → bye → ups.'],
    [
      'an unknown step',
      [{ ...nas, after: ['no'] }, ups, bye],
      'plan/unknownStep: "NAS" waits for a step no that does not exist. Steps are: nas, ups, bye.',
    ],
    ['two steps of one id', [nas, { ...nas, title: 'Again' }, ups, bye], 'plan/stepTwice: Two steps have the id nas.'],
    [
      'what can be done only once in it twice',
      [nas, ups, { ...ups, id: 'again', title: 'Again' }, { ...bye, after: ['ups', 'again'] }],
      'plan/actionTwice: "Again" does the same as "UPS": this can be done only once in a run.',
    ],
    [
      'this workstation before the UPS',
      [nas, { ...ups, after: ['bye'] }, { ...bye, after: ['nas'] }],
      'plan/order: "Bye" must wait for "UPS".',
    ],
    [
      'a step that names nothing',
      [{ ...nas, select: { names: [] } }, ups, bye],
      'plan/emptySelection: "NAS" names nothing, so it would do nothing. Name what it is for, let it take everything left ("rest": true), or remove it.',
    ],
  ])('is refused with %s, in the words of the finding', async (_what, steps, words) => {
    expect(await save({ ...plan, steps })).toBe(words);
  });

  it('is refused with more supplies required than it names', async () => {
    expect(await save({ ...plan, requiredSupplies: 2 })).toBe('plan/tooFewSupplies: The plan needs 2 supplies, but names only 1.');
  });

  it('is kept when only the office stands in its way: that can be mended after the plan', async () => {
    expect(await save({ ...plan, ups: ['not-yet'] })).toBe('kept');
    expect(await save({ ...plan, steps: [{ ...nas, select: { names: ['not-yet'] } }, ups, bye] })).toBe('kept');
  });

  it('is laid over its own UPSes, not over those of the plan in force', async () => {
    const office = new Office();
    office.plans = [plan, { ...plan, id: 'other', ups: ['ups2'] }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot().plans.map((view) => view.forecast?.batterySeconds)).toEqual([1000, undefined]);
    await engine.stop();
  });
});

describe('a plan in the office', () => {
  it('rehearses with what its UPS says of the command, by reading only', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(20_000);
    const rehearsed = await engine.call('plan.rehearse', { id: 'p' });
    const codes = rehearsed.ok ? rehearsed.value.findings.map(({ code }) => code) : [];
    expect(codes).toEqual(expect.arrayContaining(['ups/rightUnknown', 'ups/notAbortable', 'ups/notShown']));
    expect(office.log).toEqual([]);
    await engine.stop();
  });
});
