import { asNumber, type RawValue } from './raw-value.js';
import { bestCandidates, candidatesOf, couldBeWatts, inLineVolts, objectValue, phaseOids, type Candidate } from './measures.js';
import type { MeasureField, MibTable } from './mibs/mib-table.js';
import type { Phase, PowerSource } from './reading.js';

type PhaseField = Exclude<keyof Phase, 'phase'>;
const phaseFields: readonly PhaseField[] = ['inputVolts', 'outputVolts', 'loadPercent', 'outputWatts'];
const isPhaseField = (field: MeasureField): field is PhaseField => (phaseFields as readonly string[]).includes(field);

/**
 * What each phase of a three-phase device says; nothing for a device of one phase. A table's own count decides where it has one; else a
 * phase is one that carries a voltage. Rows that are all the same are one phase told three times, as some Eaton cards do.
 */
export function phasesOf(tables: readonly MibTable[], values: ReadonlyMap<string, RawValue>, power: PowerSource): readonly Phase[] {
  const columns = tables.flatMap((table) => {
    const count = phaseCount(table, values);
    return count < 2 ? [] : columnsOf(table, values).filter(({ oids }) => oids.filter((oid) => values.has(oid)).length >= 2);
  });
  const best = bestCandidates(columns.map((column) => column.candidate));
  const chosen = columns.filter((column) => best.get(column.candidate.field) === column.candidate);
  const phases = [1, 2, 3].map((phase): Phase => {
    const told = chosen.flatMap(({ candidate, oids }): (readonly [PhaseField, number])[] => {
      const value = objectValue(candidate.row, values.get(oids[phase - 1] ?? ''));
      const { field } = candidate;
      return value === undefined || !isPhaseField(field) ? [] : [[field, inLineVolts({ ...candidate, value }, power)]];
    });
    return withoutEmptyWatts({ phase, ...Object.fromEntries(told) });
  });
  const live = phases.filter((one) => Object.keys(one).length > 1);
  const says = new Set(live.map(({ phase: _phase, ...said }) => JSON.stringify(said)));
  return live.length < 2 || (says.size === 1 && (live[0]?.loadPercent ?? 0) > 0) ? [] : live;
}

/** A phase whose load is told has its own watts, or does not measure them. */
export function withoutEmptyWatts(phase: Phase): Phase {
  const { outputWatts, ...others } = phase;
  return outputWatts === undefined || couldBeWatts(outputWatts, phase.loadPercent) ? phase : others;
}

interface Column {
  readonly candidate: Candidate;
  readonly oids: readonly string[];
}

function columnsOf(table: MibTable, values: ReadonlyMap<string, RawValue>): readonly Column[] {
  return candidatesOf([table], values).flatMap((candidate) => {
    if (candidate.row.phases === undefined || !isPhaseField(candidate.field)) return [];
    return [{ candidate, oids: phaseOids(table, candidate.row, (oid) => values.has(oid)) }];
  });
}

function phaseCount(table: MibTable, values: ReadonlyMap<string, RawValue>): number {
  const told = table.outputPhases === undefined ? undefined : values.get(`${table.base}.${table.outputPhases}`);
  const count = told === undefined ? undefined : asNumber(told);
  if (count !== undefined && count >= 1 && count <= 3) return count;
  const live = columnsOf(table, values).map(
    ({ candidate, oids }) => oids.filter((oid) => (objectValue(candidate.row, values.get(oid)) ?? 0) > 0).length,
  );
  return Math.max(0, ...live);
}
