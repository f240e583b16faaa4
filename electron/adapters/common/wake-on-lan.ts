import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

/** The magic packet: six times FF, then the address sixteen times. */
export function magicPacket(mac: string): Buffer {
  const address = Buffer.from(mac.replaceAll(':', ''), 'hex');
  if (address.length !== 6) throw new Error(`a MAC address has six bytes, "${mac}" has ${String(address.length)}`);
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array.from({ length: 16 }, () => address)]);
}

/** Broadcast addresses of the IPv4 networks this machine is in, and the limited broadcast. */
export function broadcastAddresses(interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): readonly string[] {
  const found = new Set(['255.255.255.255']);
  for (const entry of Object.values(interfaces).flatMap((list) => list ?? [])) {
    if (entry.family !== 'IPv4' || entry.internal) continue;
    const mask = entry.netmask.split('.').map(Number);
    found.add(
      entry.address
        .split('.')
        .map((part, index) => Number(part) | (~(mask[index] ?? 255) & 255))
        .join('.'),
    );
  }
  return [...found];
}

/** Sends the magic packet three times to each broadcast address, port 9. Rejects only when no address took it. */
export async function wake(mac: string, addresses: readonly string[] = broadcastAddresses(), port = 9): Promise<void> {
  const packet = magicPacket(mac);
  const socket = createSocket('udp4');
  const send = (address: string) =>
    new Promise<boolean>((resolve) => socket.send(packet, port, address, (error) => resolve(error === null)));
  try {
    await new Promise<void>((resolve) => socket.bind(0, resolve));
    socket.setBroadcast(true);
    const sent: boolean[] = [];
    for (let round = 0; round < 3; round += 1) for (const address of addresses) sent.push(await send(address));
    if (!sent.includes(true)) throw new Error(`no network took the wake packet for ${mac}`);
  } finally {
    socket.close();
  }
}
