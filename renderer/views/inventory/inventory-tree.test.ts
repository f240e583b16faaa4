import { describe, expect, it } from 'vitest';
import { anOffice, aVm, officeConnections, officeWords } from '../../../shared/testing/office.js';
import { instantiateTemplate } from '../../../shared/plan/templates.js';
import { inventoryTree, stepOfVms, vmWarnings } from './inventory-tree.js';

const words = { state: () => '', power: () => '', machineState: () => '' };

describe('the inventory as a tree', () => {
  it('hangs VMs below hosts below clusters, and machines beside', () => {
    const tree = inventoryTree(anOffice(), words);
    expect(tree.map((node) => node.title)).toEqual(['Bremen', 'NAS']);
    expect(tree[0]?.children?.map((node) => node.title)).toEqual(['esx01', 'esx02']);
    expect(tree[0]?.children?.[1]?.children?.map((node) => node.title)).toEqual(['app01', 'mail01', 'vcsa']);
  });

  it('says which step takes a VM', () => {
    const plan = instantiateTemplate('haCluster', {
      id: 'p',
      title: 'P',
      ups: ['ups1'],
      connections: officeConnections,
      inventory: anOffice(),
      words: officeWords,
    });
    const steps = stepOfVms(plan, anOffice());
    expect(steps.get('vm:vcenter/vm-sql01')).toBe('Databases');
    expect(steps.get('vm:vcenter/vm-vcsa')).toBe('vCenter');
    expect(steps.get('vm:vcenter/vm-template')).toBeUndefined();
  });

  it('warns of what a run would meet', () => {
    expect(vmWarnings(aVm('a', { tools: 'notRunning' }))).toEqual(['noTools']);
    expect(vmWarnings(aVm('a', { power: 'unknown' }))).toEqual(['unknown']);
    expect(vmWarnings(aVm('a'))).toEqual([]);
  });
});
