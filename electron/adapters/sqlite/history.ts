import type { Discharge } from '../../../shared/battery/discharge.js';
import type { History, StoredEvent, StoredReading } from '../../core/ports.js';
import type { Message } from '../../../shared/text/message.js';
import { openSqlFile, type Row, type SqlFile } from './database.js';

const schema = `
  CREATE TABLE IF NOT EXISTS reading (
    ups TEXT NOT NULL, at INTEGER NOT NULL, power TEXT NOT NULL,
    charge REAL, runtime REAL, load REAL, input_volts REAL, battery_volts REAL,
    PRIMARY KEY (ups, at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, severity TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL, source TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS duration (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, seconds REAL NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS discharge (
    ups TEXT NOT NULL, at INTEGER NOT NULL, from_percent REAL NOT NULL, to_percent REAL NOT NULL, seconds REAL NOT NULL,
    load REAL, battery_date TEXT, needs_replacing INTEGER NOT NULL, PRIMARY KEY (ups, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS duration_key ON duration (key, id);
`;

const keptPerKey = 20;
const dischargesPerUps = 20;
const dayMs = 86_400_000;

export interface HistoryBounds {
  readonly keepDays: number;
  readonly maxMegabytes: number;
  /** Turns the last observations of one key, oldest first, into the duration to plan with. */
  readonly learn: (observations: readonly number[]) => number;
}

/** Readings thin out with age: all for two days, one a minute for thirty, one in ten minutes after that. */
export function openHistory(path: string, wall: () => Date, bounds: HistoryBounds, onBroken?: (keptAs: string) => void): History {
  const file = openSqlFile(path, { schema }, onBroken);
  file.run('PRAGMA synchronous=NORMAL');
  return {
    addReading: (reading) => addReading(file, reading),
    readings: (upsId, fromIso, toIso, atMost) => spread(readings(file, upsId, fromIso, toIso), atMost),
    addEvent: (event) =>
      file.run(
        'INSERT INTO event (at, severity, kind, message, source) VALUES (?, ?, ?, ?, ?)',
        Date.parse(event.at),
        event.severity,
        event.kind,
        JSON.stringify(event.message),
        event.source,
      ),
    events: (options) => events(file, options),
    addDuration: (key, seconds) => {
      file.run('INSERT INTO duration (key, seconds) VALUES (?, ?)', key, seconds);
      file.run(
        'DELETE FROM duration WHERE key = ? AND id NOT IN (SELECT id FROM duration WHERE key = ? ORDER BY id DESC LIMIT ?)',
        key,
        key,
        keptPerKey,
      );
    },
    addDischarge: (upsId, discharge) => addDischarge(file, upsId, discharge),
    discharges: (upsId) => dischargesOf(file, upsId),
    durations: () => durations(file, bounds.learn),
    prune: () => prune(file, wall().getTime(), bounds),
    close: () => file.close(),
  };
}

function addReading(file: SqlFile, reading: StoredReading): void {
  file.run(
    'INSERT OR REPLACE INTO reading (ups, at, power, charge, runtime, load, input_volts, battery_volts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    reading.upsId,
    Date.parse(reading.at),
    reading.power,
    reading.chargePercent ?? null,
    reading.runtimeSeconds ?? null,
    reading.loadPercent ?? null,
    reading.inputVolts ?? null,
    reading.batteryVolts ?? null,
  );
}

function readings(file: SqlFile, upsId: string, fromIso: string, toIso: string): StoredReading[] {
  return file
    .all('SELECT * FROM reading WHERE ups = ? AND at BETWEEN ? AND ? ORDER BY at', upsId, Date.parse(fromIso), Date.parse(toIso))
    .map((row) => ({
      upsId,
      at: new Date(Number(row['at'])).toISOString(),
      power: String(row['power']) as StoredReading['power'],
      ...optional('chargePercent', row['charge']),
      ...optional('runtimeSeconds', row['runtime']),
      ...optional('loadPercent', row['load']),
      ...optional('inputVolts', row['input_volts']),
      ...optional('batteryVolts', row['battery_volts']),
    }));
}

function optional<K extends string>(key: K, value: string | number | null | undefined): Partial<Record<K, number>> {
  return value === null || value === undefined ? {} : ({ [key]: Number(value) } as Record<K, number>);
}

/** At most `atMost` of them, first and last kept, and every change of the power source kept. */
function spread(all: readonly StoredReading[], atMost: number): readonly StoredReading[] {
  if (all.length <= atMost) return all;
  const every = (all.length - 1) / (atMost - 1);
  const kept = new Set(Array.from({ length: atMost }, (_, index) => Math.round(index * every)));
  return all.filter((reading, index) => kept.has(index) || reading.power !== all[index - 1]?.power);
}

function events(file: SqlFile, options: Parameters<History['events']>[0]): readonly StoredEvent[] {
  const where = ['1 = 1'];
  const values: (string | number)[] = [];
  if (options.beforeId !== undefined) {
    where.push('id < ?');
    values.push(options.beforeId);
  }
  if (options.severity !== undefined) {
    where.push('severity = ?');
    values.push(options.severity);
  }
  if (options.text !== undefined && options.text !== '') {
    where.push("(message LIKE ? ESCAPE '\\' OR kind LIKE ? ESCAPE '\\' OR source LIKE ? ESCAPE '\\')");
    const like = `%${options.text.replace(/[\\%_]/g, '\\$&')}%`;
    values.push(like, like, like);
  }
  return file.all(`SELECT * FROM event WHERE ${where.join(' AND ')} ORDER BY id DESC LIMIT ?`, ...values, options.limit).map(toEvent);
}

function toEvent(row: Row): StoredEvent {
  return {
    id: Number(row['id']),
    at: new Date(Number(row['at'])).toISOString(),
    severity: String(row['severity']) as StoredEvent['severity'],
    kind: String(row['kind']),
    message: JSON.parse(String(row['message'])) as Message,
    source: String(row['source']),
  };
}

function addDischarge(file: SqlFile, upsId: string, one: Discharge): void {
  file.run(
    `INSERT OR REPLACE INTO discharge (ups, at, from_percent, to_percent, seconds, load, battery_date, needs_replacing)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    upsId,
    Date.parse(one.beganAt),
    one.fromPercent,
    one.toPercent,
    one.seconds,
    one.loadPercent ?? null,
    one.batteryDate ?? null,
    one.needsReplacing ? 1 : 0,
  );
  file.run(
    'DELETE FROM discharge WHERE ups = ? AND at NOT IN (SELECT at FROM discharge WHERE ups = ? ORDER BY at DESC LIMIT ?)',
    upsId,
    upsId,
    dischargesPerUps,
  );
}

function dischargesOf(file: SqlFile, upsId: string): readonly Discharge[] {
  return file.all('SELECT * FROM discharge WHERE ups = ? ORDER BY at', upsId).map((row) => ({
    beganAt: new Date(Number(row['at'])).toISOString(),
    fromPercent: Number(row['from_percent']),
    toPercent: Number(row['to_percent']),
    seconds: Number(row['seconds']),
    ...optional('loadPercent', row['load']),
    ...(typeof row['battery_date'] === 'string' ? { batteryDate: row['battery_date'] } : {}),
    needsReplacing: row['needs_replacing'] === 1,
  }));
}

function durations(
  file: SqlFile,
  learn: HistoryBounds['learn'],
): ReadonlyMap<string, { readonly seconds: number; readonly observations: number }> {
  const observed = new Map<string, number[]>();
  for (const row of file.all('SELECT key, seconds FROM duration ORDER BY id')) {
    const key = String(row['key']);
    const list = observed.get(key) ?? [];
    list.push(Number(row['seconds']));
    observed.set(key, list);
  }
  return new Map([...observed].map(([key, list]) => [key, { seconds: learn(list), observations: list.length }]));
}

function prune(file: SqlFile, nowMs: number, bounds: HistoryBounds): void {
  const oldest = nowMs - bounds.keepDays * dayMs;
  file.transaction(() => {
    file.run('DELETE FROM reading WHERE at < ?', oldest);
    file.run('DELETE FROM event WHERE at < ?', oldest);
    thin(file, nowMs - 2 * dayMs, 60_000);
    thin(file, nowMs - 30 * dayMs, 600_000);
  });
  for (let round = 0; round < 40 && megabytes(file) > bounds.maxMegabytes; round += 1) {
    const before = count(file);
    if (before === 0) break;
    file.run('DELETE FROM reading WHERE at <= (SELECT MIN(at) + (MAX(at) - MIN(at)) / 10 FROM reading)');
    file.run('DELETE FROM event WHERE id <= (SELECT MIN(id) + (MAX(id) - MIN(id)) / 10 FROM event)');
    file.all('PRAGMA wal_checkpoint(TRUNCATE)');
    file.run('VACUUM');
  }
}

/** Keeps one reading per bucket below `untilMs`, but every reading whose power source is not mains: outages stay whole. */
function thin(file: SqlFile, untilMs: number, bucketMs: number): void {
  file.run(
    `DELETE FROM reading WHERE at < ? AND power = 'mains' AND EXISTS (
       SELECT 1 FROM reading earlier WHERE earlier.ups = reading.ups AND earlier.at < reading.at AND earlier.at >= reading.at - reading.at % ${String(bucketMs)})`,
    untilMs,
  );
}

function count(file: SqlFile): number {
  return Number(file.all('SELECT (SELECT COUNT(*) FROM reading) + (SELECT COUNT(*) FROM event) AS n')[0]?.['n'] ?? 0);
}

function megabytes(file: SqlFile): number {
  const pages = Number(file.all('PRAGMA page_count')[0]?.['page_count'] ?? 0);
  const free = Number(file.all('PRAGMA freelist_count')[0]?.['freelist_count'] ?? 0);
  const size = Number(file.all('PRAGMA page_size')[0]?.['page_size'] ?? 4096);
  return ((pages - free) * size) / 1_048_576;
}
