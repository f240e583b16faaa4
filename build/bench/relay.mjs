import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Counts what passes between clients and an agent: datagrams asked, and bytes of payload both ways. @param {number} agentPort */
export async function relay(agentPort) {
  const front = createSocket('udp4');
  const counts = { requests: 0, bytes: 0 };
  const backs = new Map();
  front.on('message', (data, from) => {
    counts.requests += 1;
    counts.bytes += data.length;
    let back = backs.get(from.port);
    if (back === undefined) {
      back = createSocket('udp4');
      back.on('message', (/** @type {Buffer} */ answer) => {
        counts.bytes += answer.length;
        front.send(answer, from.port, from.address);
      });
      backs.set(from.port, back);
    }
    back.send(data, agentPort, '127.0.0.1');
  });
  front.bind(0, '127.0.0.1');
  await once(front, 'listening');
  const close = () => [front, ...backs.values()].forEach((one) => one.close());
  return { port: front.address().port, counts, close };
}
