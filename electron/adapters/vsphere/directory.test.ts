import { describe, expect, it } from 'vitest';
import { matchVm } from './directory.js';

describe('which VM is meant', () => {
  const entries = [
    { id: 'vm-1', name: 'sql', uuid: 'A' },
    { id: 'vm-2', name: 'web', uuid: 'B' },
    { id: 'vm-3', name: 'web', uuid: 'C' },
    { id: '4', name: 'old' },
  ];

  it('is found by uuid before id and name', () => {
    expect(matchVm({ id: 'vm-1', name: 'sql', uuid: 'B' }, entries)?.id).toBe('vm-2');
    expect(matchVm({ id: 'vm-1', name: 'web' }, entries)?.id).toBe('vm-1');
    expect(matchVm({ id: '', name: 'sql' }, entries)?.id).toBe('vm-1');
  });

  it('is nobody rather than the wrong one', () => {
    expect(matchVm({ id: '', name: 'web' }, entries)).toBeUndefined();
    expect(matchVm({ id: 'vm-1', name: 'sql', uuid: 'Z' }, entries)).toBeUndefined();
    expect(matchVm({ id: '', name: 'gone' }, entries)).toBeUndefined();
  });

  it('is found by name where the endpoint tells no uuid', () => {
    expect(matchVm({ id: '', name: 'old', uuid: 'Z' }, entries)?.id).toBe('4');
  });
});
