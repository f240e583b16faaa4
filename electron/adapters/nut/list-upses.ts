import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { NutConnection } from './nut-connection.js';

/** Names of the UPSes that a NUT server knows; needs no user unless the server keeps strangers out. */
export async function listNutUpses(host: string, port = 3493, limitMs = 2000): Promise<Result<readonly string[]>> {
  const connection = await NutConnection.open({ host, port, tls: false, limitMs });
  if (!connection.ok) return connection;
  const answer = await connection.value.ask('LIST UPS');
  connection.value.close();
  if (!answer.ok) return answer;
  if (answer.value.kind === 'error') return failed('ups/refused', message('ups.nut.error', { host, error: answer.value.error }));
  return done(answer.value.lines.flatMap((words) => (words[0] === 'UPS' && words[1] !== undefined ? [words[1]] : [])));
}
