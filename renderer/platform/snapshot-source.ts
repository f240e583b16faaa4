import type { Snapshot } from '../../shared/snapshot/snapshot.js';

let source: (() => Snapshot) | undefined;

/** Where the platform looks for the state of the office: the mirror stands right of it and is given, not imported. */
export function readSnapshotFrom(given: () => Snapshot): void {
  source = given;
}

export function currentSnapshot(): Snapshot | undefined {
  return source?.();
}
