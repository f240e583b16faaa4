import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as snmp from 'net-snmp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { World } from '../world/world.js';
import { openSnmpCard, type CardUser, type SnmpCard } from './snmp-card.js';

const p = '1.3.6.1.4.1.318.1.1.1';
const user = (name: string, mayWrite: boolean, more: Partial<CardUser> = {}): CardUser => ({
  name,
  auth: 'sha256',
  priv: 'aes128',
  authKey: 'authentication-key',
  privKey: 'privacy-key-privacy',
  mayWrite,
  ...more,
});
const users = [user('reader', false), user('writer', true), user('strong', false, { auth: 'sha512', priv: 'aes256b' })];
const communities = [
  { name: 'readers', mayWrite: false },
  { name: 'writers', mayWrite: true },
];

interface Varbind {
  oid: string;
  type: number;
  value: unknown;
}
type Session = ReturnType<typeof snmp.createSession>;

let world: World;
let card: SnmpCard;
const sessions: Session[] = [];

function keep(session: Session): Session {
  session.on('error', () => {});
  sessions.push(session);
  return session;
}
const options = { retries: 0, timeout: 1000 };
type CommunityVersion = typeof snmp.Version1 | typeof snmp.Version2c;
const community = (name: string, version: CommunityVersion = snmp.Version2c) =>
  keep(snmp.createSession('127.0.0.1', name, { ...options, port: card.port, version }));
function secure(name: string, given: { authKey?: string; auth?: snmp.AuthProtocols; priv?: snmp.PrivProtocols } = {}): Session {
  const account = {
    name,
    level: snmp.SecurityLevel.authPriv,
    authProtocol: given.auth ?? snmp.AuthProtocols.sha256,
    authKey: given.authKey ?? 'authentication-key',
    privProtocol: given.priv ?? snmp.PrivProtocols.aes,
    privKey: 'privacy-key-privacy',
  };
  return keep(snmp.createV3Session('127.0.0.1', account, { ...options, port: card.port, version: snmp.Version3 }));
}
function get(session: Session, ...oids: string[]): Promise<Varbind[]> {
  return new Promise((resolve, reject) => {
    session.get(
      oids.map((oid) => `${oid}.0`),
      (error, varbinds) => (error ? reject(error) : resolve(varbinds as unknown as Varbind[])),
    );
  });
}
function set(session: Session, oid: string, value: number, type: number = snmp.ObjectType.Integer): Promise<void> {
  return new Promise((resolve, reject) => {
    session.set([{ oid, type, value }] as never, (error) => (error ? reject(error) : resolve()));
  });
}

beforeEach(async () => {
  world = new World({ seed: 1 });
  card = await openSnmpCard(world, { users, communities });
});
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await card.close();
});

describe('the card of the practice UPS', () => {
  it('tells v2c what the UPS is and how it is', async () => {
    const [model, status, runtime, charge, state] = await get(
      community('readers'),
      `${p}.1.1.1`,
      `${p}.4.1.1`,
      `${p}.2.2.3`,
      `${p}.2.2.1`,
      `${p}.11.1.1`,
    );
    expect(String(model?.value)).toBe('Smart-UPS 3000');
    expect(status).toMatchObject({ type: snmp.ObjectType.Integer, value: 2 });
    expect(runtime?.type).toBe(snmp.ObjectType.TimeTicks);
    expect(runtime?.value).toBeGreaterThan(60_000);
    expect(charge).toMatchObject({ type: snmp.ObjectType.Gauge, value: 100 });
    expect(String(state?.value)).toBe(`0001010000000000001${'0'.repeat(45)}`);
  });

  it('answers v3 with the world as it is at that moment', async () => {
    const session = secure('reader');
    expect((await get(session, `${p}.4.1.1`))[0]?.value).toBe(2);
    world.setMains(false);
    world.advanceTo(600);
    const [status, seconds, input, cause] = await get(session, `${p}.4.1.1`, `${p}.2.1.2`, `${p}.3.2.1`, `${p}.3.2.5`);
    expect(status?.value).toBe(3);
    expect(seconds?.value).toBe(60_000);
    expect(input?.value).toBe(0);
    expect(cause?.value).toBe(4);
  });

  it('speaks SHA-512 with AES-256', async () => {
    const session = secure('strong', { auth: snmp.AuthProtocols.sha512, priv: snmp.PrivProtocols.aes256b });
    expect(String((await get(session, `${p}.1.1.1`))[0]?.value)).toBe('Smart-UPS 3000');
  });

  it('does not answer a wrong key, an unknown user with a key, or a wrong community', async () => {
    await expect(get(secure('reader', { authKey: 'not the right key' }), `${p}.1.1.1`)).rejects.toThrow();
    await expect(get(secure('nobody'), `${p}.1.1.1`)).rejects.toThrow();
    await expect(get(community('wrong'), `${p}.1.1.1`)).rejects.toThrow();
  });

  it('lets only the write user write', async () => {
    await expect(set(secure('reader'), `${p}.6.2.2.0`, 3)).rejects.toThrow(/NoAccess/);
    await expect(set(community('readers', snmp.Version1), `${p}.6.2.2.0`, 3)).rejects.toThrow(/NoSuchName/);
    expect(world.ups.isShutdownPending).toBe(false);
    await set(secure('writer'), `${p}.5.2.10.0`, 9000, snmp.ObjectType.TimeTicks);
    await set(secure('writer'), `${p}.6.2.2.0`, 3);
    expect(world.ups.isShutdownPending).toBe(true);
    world.advanceTo(89);
    expect(world.ups.isOutputOn).toBe(true);
    world.advanceTo(91);
    expect(world.ups.output).toBe('rebooting');
    expect((await get(community('writers'), `${p}.4.1.1`, `${p}.6.2.2`)).map((varbind) => varbind.value)).toEqual([8, 1]);
  });

  it('refuses what the MIB refuses: a wrong value, a read-only object, an object without its instance, conserve battery on mains', async () => {
    const session = community('writers');
    await expect(set(session, `${p}.6.2.2.0`, 9)).rejects.toThrow(/WrongValue/);
    await expect(set(session, `${p}.2.2.1.0`, 9, snmp.ObjectType.Gauge)).rejects.toThrow(/NotWritable/);
    await expect(set(session, `${p}.6.2.2`, 3)).rejects.toThrow(/NotWritable/);
    await expect(set(session, `${p}.6.1.1.0`, 2)).rejects.toThrow(/WrongValue/);
    expect(world.ups.isShutdownPending).toBe(false);
    world.setMains(false);
    world.advanceTo(5);
    await set(session, `${p}.6.1.1.0`, 2);
    expect(world.ups.isOutputOn).toBe(false);
  });

  it('tells v2c what it does not have, and fails the whole v1 request', async () => {
    const [known, unknown] = await get(community('readers'), `${p}.4.1.1`, `${p}.12.1.1`);
    expect(known?.value).toBe(2);
    expect(snmp.isVarbindError(unknown as never)).toBe(true);
    await expect(get(community('readers', snmp.Version1), `${p}.4.1.1`, `${p}.12.1.1`)).rejects.toThrow(/NoSuchName/);
    expect(await get(community('readers', snmp.Version1), `${p}.4.1.1`)).toHaveLength(1);
  });

  it('says nothing while it is cut off, and answers again afterwards', async () => {
    const session = community('readers');
    world.cardCut = true;
    await expect(get(session, `${p}.4.1.1`)).rejects.toThrow(/timed out/i);
    world.cardCut = false;
    expect(await get(session, `${p}.4.1.1`)).toHaveLength(1);
  });

  it('shows a self test as a real Smart-UPS does: on battery, with a cause and a result in progress', async () => {
    await set(secure('writer'), `${p}.7.2.2.0`, 2);
    world.advanceTo(2);
    const during = await get(community('readers'), `${p}.4.1.1`, `${p}.7.2.3`, `${p}.3.2.5`, `${p}.3.2.1`);
    expect(during.map((varbind) => varbind.value)).toEqual([3, 4, 9, 231]);
  });

  it('can be walked from end to end', async () => {
    const oids: string[] = [];
    const feed = (varbinds: Varbind[]) => void oids.push(...varbinds.map((varbind) => varbind.oid));
    await new Promise<void>((resolve, reject) => {
      community('readers').walk('1.3.6.1.4.1.318', 10, feed as never, (error: Error | null) => (error ? reject(error) : resolve()));
    });
    expect(oids.length).toBeGreaterThan(60);
    expect(new Set(oids).size).toBe(oids.length);
  });

  it('is read by the snmpget of Net-SNMP, in v2c and v3', async (context) => {
    const run = promisify(execFile);
    const found = await run('snmpget', ['-V']).then(
      () => true,
      () => false,
    );
    if (!found && process.env['CI'] === undefined) context.skip('snmpget is not installed');
    const target = [`127.0.0.1:${card.port}`, `${p}.4.1.1.0`, `${p}.2.2.3.0`];
    const v2c = await run('snmpget', ['-v2c', '-creaders', '-On', '-r0', ...target]);
    expect(v2c.stdout).toContain('INTEGER: 2');
    const keys = ['-lauthPriv', '-aSHA-256', '-Aauthentication-key', '-xAES', '-Xprivacy-key-privacy'];
    const v3 = await run('snmpget', ['-v3', '-ureader', ...keys, '-On', '-r0', ...target]);
    expect(v3.stdout).toContain('INTEGER: 2');
    expect(v3.stdout).toContain('Timeticks');
  });
});
