// snmpd's pass_persist handler (snmpd.conf(5)): serves `OID|type|value` lines of the files named in argv, read anew when they change.
// A line `!OID|value|OID|value` says what another object becomes once a value was written. Types as ASN.1 tags: 2 integer, 4 string, 4x string in hex, 6 object identifier, 64 address, 65 counter, 66 gauge, 67 ticks.
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [setsFile, ...files] = process.argv.slice(2);
const names = { 2: 'integer', 4: 'string', '4x': 'octet', 6: 'objectid', 64: 'ipaddress', 65: 'counter', 66: 'gauge', 67: 'timeticks' };
const powernetControl = '1.3.6.1.4.1.318.1.1.1.6.';
const conserveBattery = `${powernetControl}1.1.0`;
const outputStatus = '1.3.6.1.4.1.318.1.1.1.4.1.1.0';

let stamp = '';
let objects = new Map();
let order = [];
let reactions = [];
/** RFC 1628: a test is named together with its lock, which holds the value just read. */
const testName = '1.3.6.1.2.1.33.1.7.1.0';
const testLock = '1.3.6.1.2.1.33.1.7.2.0';
let isUnlocked = false;

function compare(a, b) {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = Number(left[index]) - Number(right[index]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function refresh() {
  const now = files.map((file) => `${statSync(file).mtimeMs}:${statSync(file).size}:${statSync(file).ino}`).join();
  if (now === stamp) return;
  stamp = now;
  objects = new Map();
  reactions = [];
  for (const file of files)
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [oid, type, ...value] = line.split('|');
      if (oid.startsWith('!')) reactions.push({ written: oid.slice(1), value: type, then: value[0], becomes: value[1], file });
      if (names[type] !== undefined) objects.set(oid, { type, value: value.join('|'), file });
    }
  order = [...objects.keys()].sort(compare);
}

function answer(oid) {
  const found = objects.get(oid);
  if (found === undefined) return 'NONE';
  const { type, value } = found;
  const isPlain = type === '4' && /^[\x20-\x7e]*$/.test(value);
  const hex = (text) => (text.match(/../g) ?? []).join(' ');
  if (type === '4x') return `.${oid}\noctet\n${hex(value)}`;
  if (type === '4' && !isPlain) return `.${oid}\noctet\n${hex(Buffer.from(value, 'utf8').toString('hex'))}`;
  return `.${oid}\n${names[type]}\n${type === '6' && !value.startsWith('.') ? `.${value}` : value}`;
}

function write(oid, assignment) {
  const found = objects.get(oid);
  if (found === undefined) return 'not-writable';
  const value = assignment.slice(assignment.indexOf(' ') + 1).replace(/^"|"$/g, '');
  if (oid === conserveBattery && value === '2' && objects.get(outputStatus)?.value !== '3') return 'wrong-value';
  if (found.refuses?.includes(value)) return 'wrong-value';
  if (oid === testLock) {
    isUnlocked = value === found.value;
    if (!isUnlocked) return 'inconsistent-value';
  }
  if (oid === testName && objects.has(testLock) && !isUnlocked) return 'inconsistent-value';
  appendFileSync(setsFile, `${JSON.stringify({ oid, value })}\n`);
  if (oid === testName) isUnlocked = false;
  if (oid === testLock) store(oid, String(Number(value) + 1));
  else if (!oid.startsWith(powernetControl)) store(oid, value);
  for (const { written, value: told, then, becomes } of reactions) if (written === oid && told === value) store(then, becomes);
  return 'DONE';
}

function store(oid, value) {
  const found = objects.get(oid);
  if (found === undefined) return;
  const lines = readFileSync(found.file, 'utf8').split('\n');
  writeFileSync(found.file, lines.map((line) => (line.startsWith(`${oid}|`) ? `${oid}|${found.type}|${value}` : line)).join('\n'));
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => (await lines.next()).value;
const plain = (oid) => (oid ?? '').trim().replace(/^\./, '');
for (let command = await next(); command !== undefined; command = await next()) {
  // net-snmp sends an empty line after each set.
  if (command === '') continue;
  if (command === 'PING') {
    process.stdout.write('PONG\n');
    continue;
  }
  refresh();
  const oid = plain(await next());
  if (command === 'get') process.stdout.write(`${answer(oid)}\n`);
  else if (command === 'getnext') {
    const follower = order.find((candidate) => compare(candidate, oid) > 0);
    process.stdout.write(`${follower === undefined ? 'NONE' : answer(follower)}\n`);
  } else if (command === 'set') process.stdout.write(`${write(oid, (await next()) ?? '')}\n`);
}
