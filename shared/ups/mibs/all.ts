import { cpqpower } from './cpqpower.js';
import { cps } from './cps.js';
import { dell } from './dell.js';
import { delta } from './delta.js';
import { emerson } from './emerson.js';
import { huawei } from './huawei.js';
import { liebert } from './liebert.js';
import { mge } from './mge.js';
import type { MibTable } from './mib-table.js';
import { powernet } from './powernet.js';
import { rfc1628 } from './rfc1628.js';
import { sinetica, usha } from './rfc1628-relatives.js';
import { netvision, socomec } from './socomec.js';
import { tripplite } from './tripplite.js';
import { xppc } from './xppc.js';
import { pxgx, xups } from './xups.js';

/** Every MIB that Sundown reads, best first: makers' own before the standard one, which most of them speak as well. */
export const mibTables: readonly MibTable[] = [
  powernet,
  cps,
  pxgx,
  xups,
  mge,
  cpqpower,
  huawei,
  delta,
  tripplite,
  socomec,
  netvision,
  dell,
  xppc,
  liebert,
  usha,
  sinetica,
  emerson,
  rfc1628,
];
