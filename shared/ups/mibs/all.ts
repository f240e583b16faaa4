import type { MibTable } from './mib-table.js';
import { powernet } from './powernet.js';
import { rfc1628 } from './rfc1628.js';

/** Every MIB that Sundown reads, best first: makers' own before the standard one, which most of them speak as well. */
export const mibTables: readonly MibTable[] = [powernet, rfc1628];
