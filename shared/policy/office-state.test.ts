import { describe, expect, it } from 'vitest';
import { initialPolicy } from './policy-state.js';
import { isRuntimeDoubted, officeState } from './office-state.js';
import { noTriggers, storyConfig, tellStory, type Said } from './testing/story.js';

const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400 } as const;
const battery = { power: 'battery', chargePercent: 90, runtimeSeconds: 1800 } as const;
const after = (says: Said, config = {}) => {
  const story = tellStory(config).during(20, mains).during(20, says);
  return officeState(story.state, undefined, story.config);
};

describe('the state of the office', () => {
  it.each([
    ['onMains', mains],
    ['onBattery', battery],
    ['lowBattery', { ...battery, flags: ['lowBattery'] }],
    ['notConnected', 'silent'],
    ['doubt', { power: 'off' }],
    ['doubt', { power: 'bypass' }],
    ['doubt', { ...battery, flags: ['calibrating'] }],
    ['doubt', { ...mains, flags: ['selfTest'] }],
    ['onMains', { ...mains, flags: ['replaceBattery', 'overload', 'lowBattery'] }],
  ] as const)('is %s when the UPS says %o', (wanted, says) => {
    expect(after(says)).toBe(wanted);
  });

  it('is low when a floor of the plan is reached', () => {
    expect(after(battery, { triggers: { ...noTriggers, chargeBelowPercent: 95 } })).toBe('lowBattery');
    expect(after(battery, { triggers: { ...noTriggers, runtimeBelowSeconds: 1800 } })).toBe('lowBattery');
  });

  it('is "not connected" without any UPS and before the first reading', () => {
    expect(officeState(initialPolicy([]), undefined, storyConfig())).toBe('notConnected');
    expect(officeState(initialPolicy(['ups']), undefined, storyConfig())).toBe('notConnected');
  });

  it('stays "on battery" when the UPS falls silent there', () => {
    const story = tellStory().during(20, mains).during(20, battery).during(60, 'silent');
    expect(officeState(story.state, undefined, story.config)).toBe('onBattery');
  });

  it('is in doubt when one of two is silent', () => {
    const story = tellStory({ upsIds: ['a', 'b'] })
      .during(20, mains)
      .during(30, (_, upsId) => (upsId === 'a' ? mains : 'silent'));
    expect(officeState(story.state, undefined, story.config)).toBe('doubt');
  });

  it('is not in doubt for one missed answer', () => {
    const story = tellStory().during(20, mains).during(1, 'silent');
    expect(officeState(story.state, undefined, story.config)).toBe('onMains');
  });

  it('follows a run first, and power again when the run waits', () => {
    const story = tellStory().during(20, mains).during(20, battery);
    for (const phase of ['running', 'beyond', 'aborting'] as const)
      expect(officeState(story.state, { phase }, story.config)).toBe('running');
    expect(officeState(story.state, { phase: 'restoring' }, story.config)).toBe('restoring');
    for (const phase of ['finished', 'aborted', 'restored', 'interrupted'] as const) {
      expect(officeState(story.state, { phase }, story.config)).toBe('onBattery');
    }
  });

  it('lowers the trust in the runtime for an old battery, not for a self test', () => {
    expect(isRuntimeDoubted({ doubts: ['batteryOld'] })).toBe(true);
    expect(isRuntimeDoubted({ doubts: ['selfTest'] })).toBe(false);
  });
});
