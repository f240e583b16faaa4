import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aHost, anOffice, aVm } from '../testing/office.js';
import { fits, fitsFolder, isCounted, isToStop, namesCluster, namesHost, namesMachine, namesVm, takesRest } from './select.js';

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
    [{}, false],
    [{ rest: true }, false],
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
    [{ except: ['app*'] }, false],
  ])('%j names the VM: %s', (select, wanted) => {
    expect(namesVm(select, vm, office)).toBe(wanted);
  });

  it('names no VM by a host of another endpoint that has the same id', () => {
    expect(namesVm({ hosts: ['esx02'] }, { ...vm, endpoint: 'other' }, office)).toBe(false);
  });

  it.each([
    [{ names: ['esx0*'] }, true],
    [{ hosts: ['ESX01'] }, true],
    [{ clusters: ['Bremen'] }, true],
    [{ tags: ['gold'] }, false],
    [{ names: ['esx*'], except: ['esx01'] }, false],
  ])('%j names the host: %s', (select, wanted) => {
    expect(namesHost(select, aHost('host-1'), office)).toBe(wanted);
  });

  it.each([
    [{}, false],
    [{ names: ['na*'] }, true],
    [{ names: ['switch'] }, false],
    [{ names: ['*'], except: ['NAS'] }, false],
  ])('%j names the machine: %s', (select, wanted) => {
    expect(namesMachine(select, office.machines[0]!)).toBe(wanted);
  });

  it.each([
    [{}, false],
    [{ clusters: ['bre*'] }, true],
    [{ names: ['Bremen'] }, true],
    [{ clusters: ['Berlin'] }, false],
    [{ clusters: ['*'], except: ['Bremen'] }, false],
  ])('%j names the cluster: %s', (select, wanted) => {
    expect(namesCluster(select, office.clusters[0]!)).toBe(wanted);
  });

  it.each([
    [undefined, true],
    [{ rest: true }, true],
    [{ names: ['sql*'], rest: true }, true],
    [{ except: ['sql*'] }, true],
    [{}, false],
    [{ names: [] }, false],
    [{ rest: false }, false],
    [{ rest: false, except: ['sql*'] }, false],
    [{ names: [], except: ['sql*'] }, false],
    [{ tags: ['gold'], except: ['sql*'] }, false],
  ])('%j takes what no other step names: %s', (select, wanted) => {
    expect(takesRest(select)).toBe(wanted);
  });
});
