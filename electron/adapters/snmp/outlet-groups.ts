import { commandsOfGroup, groupRecipes, type CommandRecipe, type GroupRecipe } from '../../../shared/ups/mibs/command-recipes.js';
import type { OutletGroup } from '../../../shared/ups/command.js';
import { cleanText, type RawValue } from '../../../shared/ups/raw-value.js';
import { askObjects } from './ask-objects.js';
import { decodeVarbind } from './decode.js';
import type { SnmpClient } from './snmp-client.js';

const mostGroups = 16;

export interface FoundGroups {
  readonly groups: readonly OutletGroup[];
  readonly recipes: readonly CommandRecipe[];
}

/** The groups of outlets that the device switches: rows are found by asking for successors. Empty where the device has none, or no answer. */
export async function findOutletGroups(client: SnmpClient): Promise<FoundGroups> {
  for (const recipe of groupRecipes) {
    const rows = await rowsOf(client, recipe);
    if (rows.size === 0) continue;
    const titles = await titlesOf(client, recipe, [...rows.keys()]);
    const groups = [...rows].map(([id, state]): OutletGroup => {
      const [title, isOn] = [titles.get(id), recipe.isOn(state)];
      return { id, ...(title === undefined ? {} : { title }), ...(isOn === undefined ? {} : { isOn }) };
    });
    return { groups, recipes: groups.flatMap(({ id }) => commandsOfGroup(recipe, id)) };
  }
  return { groups: [], recipes: [] };
}

async function rowsOf(client: SnmpClient, { state }: GroupRecipe): Promise<ReadonlyMap<string, RawValue>> {
  const rows = new Map<string, RawValue>();
  for (let from = state; rows.size < mostGroups;) {
    const answer = await client.getNext([from]);
    const varbind = answer.ok ? answer.varbinds[0] : undefined;
    const value = varbind === undefined ? undefined : decodeVarbind(varbind);
    if (varbind === undefined || value === undefined || !varbind.oid.startsWith(`${state}.`) || varbind.oid === from) break;
    rows.set(varbind.oid.slice(state.length + 1), value);
    from = varbind.oid;
  }
  return rows;
}

async function titlesOf(client: SnmpClient, { title }: GroupRecipe, rows: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (title === undefined) return new Map();
  const asked = await askObjects(
    client,
    rows.map((row) => `${title}.${row}`),
  );
  return new Map(
    rows.flatMap((row) => {
      const text = asked.ok ? cleanText(asked.asked.values.get(`${title}.${row}`)) : undefined;
      return text === undefined ? [] : [[row, text] as const];
    }),
  );
}
