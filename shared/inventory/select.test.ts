import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aHost, anOffice, aVm } from '../testing/office.js';
import { fits, fitsFolder, isCounted, isToStop, selectsCluster, selectsHost, selectsMachine, selectsVm } from './select.js';

describe('name patterns', () => {
  it.each([
    ['app*', 'App01', true],
    ['*sql*', 'my-SQL-2', true],
    ['a.b', 'axb', false],
    ['file (old)', 'file (old)', true],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b', 'abc', false],
    ['**', 'x', true],
    ['Büro*', 'BÜRO-1', true],
    ['a*', 'a\nb', true],
  ])('%s fits %j: %s', (pattern, name, wanted) => {
    expect(fits(pattern, name)).toBe(wanted);
  });

  it('fit what they were made of by putting stars for parts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[ab.]{0,3}$/), fc.stringMatching(/^[ab.]{0,3}$/)), { maxLength: 5 }), (parts) => {
        const name = parts.map(([kept, gone]) => kept + gone).join('');
        expect(fits(parts.map(([kept]) => `${kept}*`).join(''), name)).toBe(true);
        expect(fits(name, name)).toBe(true);
        expect(fits(`${name}c*`, name)).toBe(false);
      }),
    );
  });

  it('answer at once, however many stars they have', () => {
    expect(fits(`${'a*'.repeat(50)}b`, 'a'.repeat(5000))).toBe(false);
  });

  it.each([
    ['Web', true],
    ['production/web', true],
    ['DC/Production', true],
    ['Production', true],
    ['DC/*', true],
    ['DC', true],
    ['Prod', false],
    ['DC/Web', false],
    ['*', true],
  ])('of folders take the folder and all below: %s', (pattern, wanted) => {
    expect(fitsFolder(pattern, 'DC/Production/Web')).toBe(wanted);
  });
});

describe('what a plan counts', () => {
  it.each([
    ['one that runs', {}, true],
    ['one of unknown state', { power: 'unknown' }, true],
    ['one that is off', { power: 'off' }, false],
    ['a suspended one', { power: 'suspended' }, false],
    ['a template', { template: true }, false],
    ['a vCLS agent', { agent: true }, false],
    ['an FT secondary', { faultTolerance: 'secondary' }, false],
    ['an FT primary', { faultTolerance: 'primary' }, true],
  ] as const)('%s: %j', (_what, change, wanted) => {
    expect(isToStop(aVm('x', change))).toBe(wanted);
  });

  it('counts what is off, so that it is no forgotten VM when it is started', () => {
    expect(isCounted(aVm('x', { power: 'off' }))).toBe(true);
  });
});

describe('a selector', () => {
  const office = anOffice();
  const vm = aVm('sql01', { folder: 'DC/Production', tags: ['Gold', 'sql'], host: 'host-2' });

  it.each([
    [undefined, true],
    [{}, true],
    [{ names: ['SQL*'] }, true],
    [{ names: ['app*'] }, false],
    [{ names: [] }, false],
    [{ folders: ['production'] }, true],
    [{ tags: ['gold'] }, true],
    [{ tags: ['silver'] }, false],
    [{ hosts: ['esx02'] }, true],
    [{ hosts: ['esx01'] }, false],
    [{ clusters: ['brem*'] }, true],
    [{ clusters: ['other'] }, false],
    [{ names: ['app*'], tags: ['gold'] }, true],
    [{ tags: ['gold'], except: ['sql*'] }, false],
    [{ except: ['sql01'] }, false],
    [{ except: ['app*'] }, true],
  ])('%j takes the VM: %s', (select, wanted) => {
    expect(selectsVm(select, vm, office)).toBe(wanted);
  });

  it('takes no VM by a host of another endpoint that has the same id', () => {
    expect(selectsVm({ hosts: ['esx02'] }, { ...vm, endpoint: 'other' }, office)).toBe(false);
  });

  it.each([
    [{ names: ['esx0*'] }, true],
    [{ hosts: ['ESX01'] }, true],
    [{ clusters: ['Bremen'] }, true],
    [{ tags: ['gold'] }, false],
    [{ except: ['esx01'] }, false],
  ])('%j takes the host: %s', (select, wanted) => {
    expect(selectsHost(select, aHost('host-1'), office)).toBe(wanted);
  });

  it.each([
    [undefined, true],
    [{ names: ['na*'] }, true],
    [{ names: ['switch'] }, false],
    [{ except: ['NAS'] }, false],
  ])('%j takes the machine: %s', (select, wanted) => {
    expect(selectsMachine(select, office.machines[0]!)).toBe(wanted);
  });

  it.each([
    [undefined, true],
    [{ clusters: ['bre*'] }, true],
    [{ names: ['Bremen'] }, true],
    [{ clusters: ['Berlin'] }, false],
    [{ except: ['Bremen'] }, false],
  ])('%j takes the cluster: %s', (select, wanted) => {
    expect(selectsCluster(select, office.clusters[0]!)).toBe(wanted);
  });
});
