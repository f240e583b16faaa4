import type dgram from 'node:dgram';
import * as snmp from 'net-snmp';
import type { World } from '../world/world.js';
import { loopbackUdp } from './loopback-udp.js';
import { cardObjects, type CardObject } from './powernet-objects.js';

export interface CardUser {
  readonly name: string;
  readonly auth: 'sha1' | 'sha256' | 'sha512';
  readonly priv: 'aes128' | 'aes256b' | 'aes256r';
  readonly authKey: string;
  readonly privKey: string;
  readonly mayWrite: boolean;
}

export interface CardCommunity {
  readonly name: string;
  readonly mayWrite: boolean;
}

export interface SnmpCard {
  readonly port: number;
  close(): Promise<void>;
}

/** net-snmp's types call an agent `any`; this is what is used of it (3.29, index.js). */
interface Varbind {
  readonly oid: string;
  readonly type: number;
  readonly value: unknown;
}
interface ResponsePdu {
  errorStatus?: number;
  errorIndex?: number;
  varbinds: Varbind[];
}
interface RequestMessage {
  readonly version: number;
  readonly pdu: { readonly type: number; readonly varbinds: readonly Varbind[] };
}
interface MibRequest {
  readonly operation: number;
  readonly instanceNode: { value: string | number };
  readonly setValue: unknown;
  readonly testSet?: boolean;
  done(error?: { readonly errorStatus: number; readonly type: number; readonly value: null }): void;
}
interface Agent {
  getAuthorizer(): {
    addUser(user: object): void;
    addCommunity(community: string): void;
    getAccessControlModel(): { setUserAccess(name: string, level: number): void; setCommunityAccess(name: string, level: number): void };
  };
  getMib(): { setScalarValue(name: string, value: string | number): void };
  registerProvider(provider: object): void;
  sendResponse(socket: dgram.Socket, rinfo: dgram.RemoteInfo, request: RequestMessage, response: ResponsePdu): void;
  close(closed: () => void): void;
}
/** Exported by net-snmp and missing in its types. */
interface Untyped {
  readonly AccessControlModelType: { readonly Simple: number };
  readonly AccessLevel: { readonly ReadOnly: number; readonly ReadWrite: number };
}

const { ErrorStatus, ObjectType, PduType } = snmp;
const missingTypes: readonly number[] = [ObjectType.NoSuchObject, ObjectType.NoSuchInstance, ObjectType.EndOfMibView];
const isMissing = (type: number) => missingTypes.includes(type);
const { AccessControlModelType, AccessLevel } = snmp as unknown as Untyped;
const authProtocols = { sha1: snmp.AuthProtocols.sha, sha256: snmp.AuthProtocols.sha256, sha512: snmp.AuthProtocols.sha512 } as const;
const privProtocols = { aes128: snmp.PrivProtocols.aes, aes256b: snmp.PrivProtocols.aes256b, aes256r: snmp.PrivProtocols.aes256r } as const;

/** The UPS's management card: SNMP v1, v2c and v3 on a free port of loopback, answering from the world as it is at that moment. */
export async function openSnmpCard(
  world: World,
  access: { readonly users: readonly CardUser[]; readonly communities: readonly CardCommunity[] },
): Promise<SnmpCard> {
  const udp = loopbackUdp(() => world.cardCut);
  const options = { accessControlModelType: AccessControlModelType.Simple, dgramModule: udp };
  // What a stranger sends wrongly is not the office's concern: a real card drops it, too.
  const agent = snmp.createAgent(options, () => undefined) as Agent;
  admit(agent, access);
  for (const object of cardObjects) serve(agent, world, object);
  correctResponses(agent);
  const port = await udp.port;
  return { port, close: () => new Promise((resolve) => agent.close(() => resolve())) };
}

function admit(agent: Agent, access: Parameters<typeof openSnmpCard>[1]): void {
  const authorizer = agent.getAuthorizer();
  const rights = authorizer.getAccessControlModel();
  const level = (mayWrite: boolean) => (mayWrite ? AccessLevel.ReadWrite : AccessLevel.ReadOnly);
  for (const user of access.users) {
    authorizer.addUser({
      name: user.name,
      level: snmp.SecurityLevel.authPriv,
      authProtocol: authProtocols[user.auth],
      authKey: user.authKey,
      privProtocol: privProtocols[user.priv],
      privKey: user.privKey,
    });
    rights.setUserAccess(user.name, level(user.mayWrite));
  }
  for (const community of access.communities) {
    authorizer.addCommunity(community.name);
    rights.setCommunityAccess(community.name, level(community.mayWrite));
  }
}

function serve(agent: Agent, world: World, object: CardObject): void {
  agent.registerProvider({
    name: object.oid,
    type: snmp.MibProviderType.Scalar,
    oid: object.oid,
    scalarType: object.type,
    maxAccess: snmp.MaxAccess[object.write === undefined ? 'read-only' : 'read-write'],
    handler: (request: MibRequest) => answer(world, object, request),
  });
  agent.getMib().setScalarValue(object.oid, object.read(world));
}

/** net-snmp asks twice for a SET: once to test it, once to do it. */
function answer(world: World, object: CardObject, request: MibRequest): void {
  if (request.operation === PduType.SetRequest) {
    const accepted = object.write?.(world, Number(request.setValue), request.testSet !== true) ?? false;
    request.done(accepted ? undefined : { errorStatus: ErrorStatus.WrongValue, type: ObjectType.Null, value: null });
    return;
  }
  request.instanceNode.value = object.read(world);
  request.done();
}

/**
 * net-snmp's agent answers v1 with v2's noSuchInstance, and a SET of what does not exist with success. RFC 3584 4.2.2.1: v1 gets
 * noSuchName for the first such variable; RFC 3416 4.2.5: such a SET is notWritable.
 */
function correctResponses(agent: Agent): void {
  const send = agent.sendResponse.bind(agent);
  agent.sendResponse = (socket, rinfo, request, response) => {
    const missing = response.varbinds.findIndex((varbind) => isMissing(varbind.type));
    const isSet = request.pdu.type === PduType.SetRequest;
    if (missing >= 0 && (isSet || request.version === snmp.Version1) && (response.errorStatus ?? 0) === ErrorStatus.NoError) {
      response.errorStatus = isSet && request.version !== snmp.Version1 ? ErrorStatus.NotWritable : ErrorStatus.NoSuchName;
      response.errorIndex = missing + 1;
      response.varbinds = request.pdu.varbinds.map(({ oid }) => ({ oid, type: ObjectType.Null, value: null }));
    }
    send(socket, rinfo, request, response);
  };
}
