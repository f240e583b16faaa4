import { createSocket } from 'node:dgram';
import { addressOf } from '../common/remembered-lookup.js';

/**
 * The question for an SNMPv3 engine's name (RFC 3414 section 4): no user, no keys, an empty GET with the reportable flag. Every engine answers it with
 * a report, whoever asks.
 */
const question = Buffer.from(
  '303a020103' + // version 3
    '300f02020539020300ffe3040104020103' + // message id, size 65507, reportable, user-based security
    '0410300e0400020100020100040004000400' + // no engine, boots, time, user, digest or salt
    '301204000400a00c020205390201000201003000', // no context; a GET of nothing
  'hex',
);
/** Version 3 as the first field of a message, however its length is written. */
const isVersion3 = (answer: Buffer) => answer[0] === 0x30 && answer.subarray(2, 8).includes(Buffer.from('020103', 'hex'));

/** Whether something speaks SNMPv3 there. Asks twice, `timeoutMs` each: one lost datagram says nothing. */
export async function speaksSnmp3(host: string, port: number, timeoutMs: number): Promise<boolean> {
  const found = await addressOf(host);
  if (found === undefined) return false;
  return new Promise((resolve) => {
    const socket = createSocket(found.family === 6 ? 'udp6' : 'udp4');
    let asked = 0;
    let timer: NodeJS.Timeout | undefined;
    const finish = (answer: boolean) => {
      clearTimeout(timer);
      socket.removeAllListeners('message');
      socket.close();
      resolve(answer);
    };
    const ask = () => {
      asked += 1;
      timer = setTimeout(() => {
        if (asked < 2) ask();
        else finish(false);
      }, timeoutMs);
      // A port that is closed says so as an error of the socket or not at all; both end as silence.
      socket.send(question, port, found.address, () => undefined);
    };
    socket.on('error', () => undefined);
    socket.on('message', (answer) => {
      if (isVersion3(answer)) finish(true);
    });
    ask();
  });
}
