import { setTimeout as pause } from 'node:timers/promises';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { commandName, type CommandOffer, type CommandOutcome, type UpsCapabilities, type UpsCommand } from '../../../shared/ups/command.js';
import { delaySteps } from '../../../shared/ups/delay-steps.js';
import {
  beeperRecipes,
  commandRecipes,
  type CommandRecipe,
  type Confirmation,
  type Given,
} from '../../../shared/ups/mibs/command-recipes.js';
import { asNumber, type RawValue } from '../../../shared/ups/raw-value.js';
import { notOffered } from '../common/not-offered.js';
import { askObjects } from './ask-objects.js';
import { ObjectWriter } from './object-writer.js';
import { findOutletGroups } from './outlet-groups.js';
import type { SnmpClient } from './snmp-client.js';
import { failureOf } from './snmp-error.js';
import { writeRight } from './write-right.js';

export interface CommandControlParts {
  readonly host: string;
  /** With the credentials for commands. */
  readonly client: SnmpClient;
  readonly nowMs: () => number;
  /** A card shows what it was told after its next look at the UPS; so long it is asked. */
  readonly confirmMs?: number;
}

type Known = ReadonlyMap<string, RawValue>;
type Shown = 'seen' | 'notSeen' | 'nothing';

const usualConfirmMs = 5000;
const lookEveryMs = 250;

/** Gives commands to a card by the recipes of its MIBs, and reads back what became of them. */
export class CommandControl {
  readonly #parts: CommandControlParts;
  readonly #writer: ObjectWriter;
  #given: CommandRecipe | undefined;

  constructor(parts: CommandControlParts) {
    this.#parts = parts;
    this.#writer = new ObjectWriter(parts.client, parts.host);
  }

  /** By the objects that the writing user can see, and by the card's own table of access rights where it shows one; reads only. */
  async capabilities(): Promise<Result<UpsCapabilities>> {
    const known = await this.#read(commandRecipes);
    if (!known.ok) return known;
    const outlets = await findOutletGroups(this.#parts.client);
    const has = commandRecipes.filter(({ needs }) => needs.every((oid) => known.value.has(oid)));
    const names = [...new Set([...has, ...outlets.recipes].map(({ name }) => name))];
    const commands = names.map((name) =>
      offer(
        name,
        [...has, ...outlets.recipes].filter((recipe) => recipe.name === name),
      ),
    );
    const aborts = has.some(({ abort }) => abort !== undefined) ? [abortOffer] : [];
    const beeper = beeperRecipes.flatMap(({ oid, shows }) => shows[asNumber(known.value.get(oid) ?? '') ?? Number.NaN] ?? [])[0];
    const written = [...has, ...outlets.recipes].flatMap((recipe) => recipe.assignments({ seconds: 0, value: () => undefined }));
    const right = await writeRight(this.#parts.client, this.#parts.host, [...new Set(written.map(({ oid }) => oid))]);
    return done({
      right,
      commands: [...commands, ...aborts],
      ...(outlets.groups.length === 0 ? {} : { outletGroups: outlets.groups }),
      ...(beeper === undefined ? {} : { beeper }),
    });
  }

  /** Tries the device's ways, best first, until one is accepted and, where that can be read back, seen to be carried out. */
  async tell(command: UpsCommand): Promise<Result<CommandOutcome>> {
    if (command.kind === 'abortShutdown') return this.#abort();
    const seconds = command.kind === 'shutdown' ? command.delaySeconds : 0;
    const wanted = commandName(command);
    const recipes = command.kind === 'outletGroup' ? (await findOutletGroups(this.#parts.client)).recipes : commandRecipes;
    const known = await this.#read(recipes.filter(({ name }) => name === wanted || name === 'shutdown.stayoff'));
    if (!known.ok) return known;
    const offered = (name: string) => recipes.filter((one) => one.name === name && one.needs.every((oid) => known.value.has(oid)));
    let refusal: Result<never> = notOffered(command, offered('shutdown.stayoff').length > 0);
    for (const recipe of offered(wanted)) {
      const given = await this.#give(recipe, seconds, known.value);
      if (given.ok) {
        if (command.kind === 'shutdown') this.#given = recipe;
        return given;
      }
      refusal = given;
    }
    return refusal;
  }

  /** Calls off what runs: what the device shows to be running, else what this program told it. */
  async #abort(): Promise<Result<CommandOutcome>> {
    const offs = commandRecipes.filter(({ name }) => name.startsWith('shutdown.'));
    const shown = offs.flatMap(({ confirm }) => confirm ?? []);
    const known = await this.#read(offs, shown);
    if (!known.ok) return known;
    const all = offs.filter(({ needs }) => needs.every((oid) => known.value.has(oid)));
    const running = all.filter(({ confirm }) => confirm?.isSo(known.value.get(confirm.oid) ?? '') === true);
    // Where nothing shows: what was given; after a restart that is not remembered, and then it was the best.
    const either = running.length > 0 ? running : [this.#given ?? all[0]].flatMap((one) => one ?? []);
    // Two ways of switching off may share one countdown.
    const suspects = either.filter(({ needs }, index) => either.findIndex((other) => other.needs[0] === needs[0]) === index);
    if (suspects.length === 0 || suspects.some(({ abort }) => abort === undefined)) return notOffered({ kind: 'abortShutdown' });
    let confirmed: CommandOutcome['confirmed'] = 'nothing';
    for (const { abort, confirm } of suspects) {
      if (abort === undefined) continue;
      const written = await this.#writer.write(abort.assignments);
      if (!written.ok) return written;
      for (const wish of abort.wishes ?? []) await this.#writer.write([wish]);
      if (confirm === undefined) continue;
      const seen = await this.#watch({ ...confirm, isSo: (value) => !confirm.isSo(value) });
      if (seen === 'notSeen') return this.#unconfirmed();
      if (seen === 'seen') confirmed = 'readBack';
    }
    this.#given = undefined;
    return done({ confirmed, abortable: false });
  }

  async #give(recipe: CommandRecipe, wantedSeconds: number, known: Known): Promise<Result<CommandOutcome>> {
    const { delay, confirm } = recipe;
    const seconds = Math.max(delay?.kind === 'told' ? delay.min : 0, Math.round(wantedSeconds));
    const ready = await this.#prepareDelay(recipe, seconds, known);
    if (!ready.ok) return ready;
    const given: Given = { seconds, value: (oid) => asNumber(known.get(oid) ?? '') };
    const written = await this.#write(recipe, given);
    // An answer may be lost on the way back: what the device shows decides, where it shows anything.
    if (!written.ok && (written.failure.code !== 'ups/unreachable' || confirm === undefined)) return written;
    for (const wish of recipe.wishes?.(given) ?? []) await this.#writer.write([wish]);
    const shown = confirm === undefined ? 'nothing' : await this.#watch(confirm);
    if (shown !== 'seen' && !written.ok) return written;
    if (shown === 'notSeen' && confirm?.isSure === true) return this.#unconfirmed();
    return done({
      confirmed: shown === 'seen' ? 'readBack' : 'nothing',
      abortable: recipe.abort !== undefined,
      ...(delay === undefined ? {} : { delaySeconds: ready.value }),
    });
  }

  /** Another manager may have taken the lock between our look and our write: once more with its new value. */
  async #write(recipe: CommandRecipe, given: Given): Promise<Result<void>> {
    const first = await this.#writer.write(recipe.assignments(given), recipe.isOne);
    if (first.ok || recipe.reads === undefined || first.failure.code !== 'ups/refused') return first;
    const again = new Map<string, number | undefined>();
    for (const oid of recipe.reads) again.set(oid, asNumber((await this.#writer.value(oid)) ?? ''));
    const isChanged = [...again].some(([oid, value]) => value !== given.value(oid));
    return isChanged ? this.#writer.write(recipe.assignments({ ...given, value: (oid) => again.get(oid) }), recipe.isOne) : first;
  }

  /** Never shorter than asked for: what still runs on this UPS would lose its power. A card's own longer setting stays. */
  async #prepareDelay({ delay }: CommandRecipe, seconds: number, known: Known): Promise<Result<number>> {
    if (delay === undefined) return done(0);
    if (delay.kind === 'told') {
      if (delay.max === undefined || seconds <= delay.max) return done(seconds);
      return failed('ups/delayTooLong', message('ups.delayTooLong', { max: delay.max, wanted: seconds }));
    }
    let now = asNumber(known.get(delay.oid) ?? '');
    for (const step of delaySteps(seconds)) {
      if (now !== undefined && now >= seconds * 100) return done(now / 100);
      await this.#writer.write([{ oid: delay.oid, type: 'ticks', value: step * 100 }]);
      now = asNumber((await this.#writer.value(delay.oid)) ?? '') ?? now;
    }
    // Not to know it is no reason to believe that it is long.
    if (now === undefined) return failed('ups/delayUnknown', message('ups.nut.delayUnknown'));
    if (now >= seconds * 100) return done(now / 100);
    return failed('ups/delayTooShort', message('ups.delayTooShort', { fixed: Math.floor(now / 100), wanted: seconds }));
  }

  async #watch({ oid, isSo }: Confirmation): Promise<Shown> {
    const { nowMs, confirmMs = usualConfirmMs } = this.#parts;
    const until = nowMs() + confirmMs;
    for (;;) {
      const value = await this.#writer.value(oid);
      if (value !== undefined && isSo(value)) return 'seen';
      if (nowMs() >= until) return value === undefined ? 'nothing' : 'notSeen';
      await pause(Math.min(lookEveryMs, confirmMs));
    }
  }

  #unconfirmed(): Result<never> {
    return failed('ups/notConfirmed', message('ups.notConfirmed', { host: this.#parts.host }));
  }

  async #read(recipes: readonly CommandRecipe[], shown: readonly Confirmation[] = []): Promise<Result<Known>> {
    const { client, host } = this.#parts;
    const oids = recipes.flatMap(({ needs, reads = [], delay }) => [...needs, ...reads, ...(delay?.kind === 'setting' ? [delay.oid] : [])]);
    const asked = await askObjects(client, [...new Set([...oids, ...shown.map(({ oid }) => oid)])]);
    return asked.ok ? done(asked.asked.values) : { ok: false, failure: failureOf(asked.error, host, client.version) };
  }
}

const abortOffer: CommandOffer = { name: 'shutdown.abort', abortable: false, confirmedBy: 'readBack' };

/** `ways`: the recipes of this name that the device has. A limit counts only where no other of them takes a longer delay. */
function offer(name: string, ways: readonly CommandRecipe[]): CommandOffer {
  const limits = ways.map(({ delay }) => (delay?.kind === 'told' ? delay.max : undefined));
  const max = limits.includes(undefined) ? undefined : Math.max(...limits.map((one) => one ?? 0));
  return {
    name,
    abortable: ways[0]?.abort !== undefined,
    confirmedBy: ways[0]?.confirm === undefined ? 'nothing' : 'readBack',
    ...(max === undefined ? {} : { delaySeconds: { min: 0, max } }),
  };
}
