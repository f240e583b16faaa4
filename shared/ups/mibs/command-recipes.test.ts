import { describe, expect, it } from 'vitest';
import { beeperRecipes, commandRecipes, commandsOfGroup, groupRecipes, type CommandRecipe, type Given } from './command-recipes.js';

const given: Given = { seconds: 180, value: () => 7 };
const groups = groupRecipes.flatMap((recipe) => commandsOfGroup(recipe, '1'));
const written = (recipe: CommandRecipe) => [
  ...recipe.assignments(given),
  ...(recipe.wishes?.(given) ?? []),
  ...(recipe.abort?.assignments ?? []),
  ...(recipe.abort?.wishes ?? []),
];
const oidsOf = (recipe: CommandRecipe) => [
  ...recipe.needs,
  ...(recipe.reads ?? []),
  ...written(recipe).map(({ oid }) => oid),
  ...(recipe.confirm === undefined ? [] : [recipe.confirm.oid]),
  ...(recipe.delay?.kind === 'setting' ? [recipe.delay.oid] : []),
];
const named = (mib: string, name: string) => commandRecipes.filter((recipe) => recipe.mib === mib && recipe.name === name);
const told = (mib: string, name: string) =>
  named(mib, name).map((recipe) => recipe.assignments(given).map(({ oid, value }) => [oid, value]));

describe('the recipes of commands', () => {
  it('name every scalar with its .0, without which a card says notWritable (nut issue 953)', () => {
    const scalars = [...commandRecipes.flatMap(oidsOf), ...beeperRecipes.map(({ oid }) => oid)];
    expect(scalars.filter((oid) => !/^(\d+\.)+0$/.test(oid))).toEqual([]);
    expect(groups.flatMap(oidsOf).filter((oid) => !/^(\d+\.)+1$/.test(oid))).toEqual([]);
  });

  it('ask for what they write before, so that a card without it is never told', () => {
    for (const recipe of [...commandRecipes, ...groups]) {
      const last = recipe.assignments(given).at(-1)?.oid ?? '';
      expect([recipe.mib, recipe.name, recipe.needs.includes(last)]).toEqual([recipe.mib, recipe.name, true]);
    }
  });

  it('never use conserve battery, which cuts at once on CyberPower whatever its delay (nut issue 2040)', () => {
    const conserving = ['1.3.6.1.4.1.3808.1.1.1.6.1.1.0', '1.3.6.1.4.1.318.1.1.1.6.1.1.0'];
    expect(commandRecipes.flatMap(written).filter(({ oid }) => conserving.includes(oid))).toEqual([]);
    for (const recipe of named('cps', 'shutdown.return')) expect(recipe.delay).toBeDefined();
  });

  it('let an APC card reboot gracefully, which it takes on mains as on battery (nut issue 1956)', () => {
    expect(told('powernet', 'shutdown.return')).toEqual([[['1.3.6.1.4.1.318.1.1.1.6.2.2.0', 3]]]);
    expect(named('powernet', 'shutdown.return')[0]?.abort).toBeUndefined();
  });

  it('put the lock of an RFC 1628 test first, with the value just read, in one request', () => {
    const [quick, general] = named('rfc1628', 'selftest.start');
    const u = '1.3.6.1.2.1.33.1.7';
    expect(quick?.assignments(given)).toEqual([
      { oid: `${u}.2.0`, type: 'integer', value: 7 },
      { oid: `${u}.1.0`, type: 'oid', value: `${u}.7.4` },
    ]);
    expect(general?.assignments({ ...given, value: () => undefined })).toEqual([{ oid: `${u}.1.0`, type: 'oid', value: `${u}.7.3` }]);
    expect([quick?.isOne, general?.isOne]).toEqual([true, true]);
  });

  it('know a running test from the name of the last one, which RFC 1628 cards keep (nut issue 2416)', () => {
    const [quick] = named('rfc1628', 'selftest.start');
    expect(quick?.confirm?.oid).toBe('1.3.6.1.2.1.33.1.7.3.0');
    expect([1, 5, 6].map((result) => quick?.confirm?.isSo(result))).toEqual([false, true, false]);
  });

  it('write a delay that is told, and none shorter than a second where 0 would call off', () => {
    for (const mib of ['xups', 'cpqpower']) {
      const [recipe] = named(mib, 'shutdown.stayoff');
      expect(recipe?.delay).toMatchObject({ kind: 'told', min: 1 });
      expect(recipe?.abort?.assignments.map(({ value }) => value)).toEqual([0]);
    }
  });

  it('say what a beeper is after each action', () => {
    for (const { tells, shows } of beeperRecipes)
      for (const [action, value] of Object.entries(tells))
        expect(shows[value]).toBe(action === 'enable' ? 'enabled' : action === 'disable' ? 'disabled' : 'muted');
  });

  it('have no command twice the same', () => {
    const lines = commandRecipes.map((recipe) => JSON.stringify([recipe.mib, recipe.name, recipe.assignments(given)]));
    expect(new Set(lines).size).toBe(lines.length);
  });
});
