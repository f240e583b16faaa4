import type { Failure } from '../../../shared/result.js';
import { parseAddress } from '../../../shared/settings/address.js';
import type { Connection } from '../../../shared/settings/connection.js';
import type { Adapters, TrapReceiver } from '../ports.js';

export interface TrapDeskParts {
  readonly adapters: Pick<Adapters, 'traps'>;
  readonly connections: () => readonly Connection[];
  /** 0: nobody listens. */
  readonly port: () => number;
  readonly alert: (upsIds: readonly string[]) => void;
  readonly failed: (failure: Failure) => void;
}

/** Keeps the receiver of traps in step with settings, connections and secrets. */
export interface TrapDesk {
  /** After any of them changed; `isSecretChanged` where that cannot be seen from outside. */
  refresh(isSecretChanged?: boolean): void;
  close(): void;
}

export function createTrapDesk(parts: TrapDeskParts): TrapDesk {
  let receiver: Promise<TrapReceiver> | undefined;
  let heldFor = '';
  const end = () => {
    void receiver?.then((one) => one.close());
    receiver = undefined;
  };
  return {
    refresh: (isSecretChanged = false) => {
      const port = parts.port();
      const connections = parts.connections().filter((one) => hostOf(one) !== undefined);
      const wanted = port === 0 || connections.length === 0 ? '' : JSON.stringify([port, connections]);
      if (wanted === heldFor && !isSecretChanged) return;
      heldFor = wanted;
      end();
      if (wanted === '') return;
      const heard = (address: string) => parts.alert(meantBy(address, connections));
      receiver = parts.adapters.traps({ port, connections, heard, failed: parts.failed });
    },
    close: end,
  };
}

/** The UPSes at this address; all of them for one that is not known: a card may have several, or something forwards for it. */
function meantBy(address: string, connections: readonly Connection[]): readonly string[] {
  const known = connections.filter((one) => hostOf(one) === address);
  return (known.length > 0 ? known : connections).map((one) => one.id);
}

/** Host of a UPS read over SNMP. */
function hostOf(connection: Connection): string | undefined {
  const address = connection.kind === 'ups' ? parseAddress(connection.address) : undefined;
  return address?.ok === true && address.value.scheme === 'snmp' ? address.value.host : undefined;
}
