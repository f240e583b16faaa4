import { describe, expect, it } from 'vitest';
import { settingsOf } from './cluster.js';
import { parseXml } from './xml-tree.js';

describe('cluster settings', () => {
  it('are absent when the configuration did not come: restoring "all off" would switch HA off for good', () => {
    expect(settingsOf(undefined)).toBeUndefined();
    expect(settingsOf(parseXml('<val/>'))).toBeUndefined();
  });

  it('are read with the defaults that vSphere leaves out', () => {
    const configuration = '<val><dasConfig><enabled>true</enabled></dasConfig><drsConfig><enabled>true</enabled></drsConfig></val>';
    expect(settingsOf(parseXml(configuration))).toEqual({
      haEnabled: true,
      haHostMonitoring: 'enabled',
      drsEnabled: true,
      drsBehavior: 'fullyAutomated',
    });
  });
});
