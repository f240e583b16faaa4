import { z } from 'zod';

/** Something Sundown talks to. Secrets are not in here: they stand in the keychain under `<id>` or `<id>.<part>`. */
export const connectionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens')
    .max(40),
  title: z.string().min(1).max(80),
  kind: z.enum(['ups', 'vsphere', 'esxiSsh', 'ssh', 'workstation']),
  /** See shared/settings/address.ts; `workstation:` for this machine. */
  address: z.string().min(1).max(300),
  /** SHA-256 of the TLS certificate (`AB:CD:…`) or of the SSH host key (`SHA256:…`), accepted by a person who saw it. */
  pin: z.string().max(120).optional(),
  /** ESXi host reached directly: its name in vCenter. */
  hostName: z.string().max(255).optional(),
  /** Machine: the command that stops it. */
  offCommand: z.string().max(500).optional(),
  /** Machine: TCP port that answers while it is on; default the SSH port. */
  aliveTcpPort: z.int().min(1).max(65_535).optional(),
  /** SSH key file on this machine (a path, never the key). */
  keyFile: z.string().max(500).optional(),
  useAgent: z.boolean().optional(),
  legacyAlgorithms: z.boolean().optional(),
  /** Wake-on-LAN address used on restore. */
  mac: z
    .string()
    .regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i)
    .optional(),
  /** UPS: another SNMP user for commands than for reading. Its keys are `writeAuth` and `writePriv`; without them it has those for reading. */
  writeAddress: z.string().max(300).optional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/**
 * Parts of a connection's secret. SNMP v1/v2c: `community`; v3: `auth`, `priv`; others: `password`; SSH key: `passphrase`. The `write…` ones are for
 * commands, where those differ from reading.
 */
export const secretParts = ['password', 'community', 'auth', 'priv', 'passphrase', 'writeCommunity', 'writeAuth', 'writePriv'] as const;
export type SecretPart = (typeof secretParts)[number];

/** What stands in for a secret of reading when a command is given; without one the secret for reading serves for both. */
export const writePartOf: Readonly<Partial<Record<SecretPart, SecretPart>>> = {
  community: 'writeCommunity',
  auth: 'writeAuth',
  priv: 'writePriv',
};

/** Keychain account of a secret: `<connection id>.<part>`; in the environment `SUNDOWN_SECRET_<ID>_<PART>` (or without part for `password`). */
export function secretId(connectionId: string, part: SecretPart): string {
  return `${connectionId}.${part}`;
}
