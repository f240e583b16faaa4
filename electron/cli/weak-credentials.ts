import type { SecretStore } from '../core/ports.js';
import { secretFlaws } from '../core/secret-flaws.js';
import type { Finding } from '../../shared/run/run.js';
import type { Connection } from '../../shared/settings/connection.js';
import { credentialFindings } from '../../shared/settings/credential-findings.js';

/** What is weak in how the configured UPSes are reached; of secrets that this store does not have nothing is said. */
export async function weakCredentials(connections: readonly Connection[], secrets: SecretStore): Promise<readonly Finding[]> {
  const found = await Promise.all(
    connections
      .filter((connection) => connection.kind === 'ups')
      .map(async (connection) => credentialFindings(connection, await secretFlaws(connection, secrets))),
  );
  return found.flat();
}
