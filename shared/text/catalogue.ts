import { cliText } from './areas/cli.js';
import { cliUsageText } from './areas/cli-usage.js';
import { commandsText } from './areas/commands.js';
import { coreText } from './areas/core.js';
import { connectText } from './areas/connect.js';
import { credentialsText } from './areas/credentials.js';
import { discoveryText } from './areas/discovery.js';
import { drillText } from './areas/drill.js';
import { deskText } from './areas/desk.js';
import { eventSourcesText } from './areas/event-sources.js';
import { disagreementText } from './areas/disagreement.js';
import { judgementText } from './areas/judgement.js';
import { planText } from './areas/plan.js';
import { planViewText } from './areas/plan-view.js';
import { policyText } from './areas/policy.js';
import { practiceText } from './areas/practice.js';
import { recordsText } from './areas/records.js';
import { runText } from './areas/run.js';
import { runTimeText } from './areas/run-time.js';
import { settingsText } from './areas/settings.js';
import { shellText } from './areas/shell.js';
import { sourcesText } from './areas/sources.js';
import { sshText } from './areas/ssh.js';
import { suppliesText } from './areas/supplies.js';
import { upsCommandsText } from './areas/ups-commands.js';
import { upsText } from './areas/ups.js';
import { viewsText } from './areas/views.js';
import { vsphereText } from './areas/vsphere.js';
import { workbenchText } from './areas/workbench.js';
import type { Sentence } from './sentences.js';

/** Areas are files so that a room's words stand together. */
const areas = {
  ...cliText,
  ...cliUsageText,
  ...commandsText,
  ...coreText,
  ...connectText,
  ...credentialsText,
  ...deskText,
  ...drillText,
  ...eventSourcesText,
  ...disagreementText,
  ...judgementText,
  ...discoveryText,
  ...planText,
  ...planViewText,
  ...policyText,
  ...practiceText,
  ...recordsText,
  ...runText,
  ...runTimeText,
  ...settingsText,
  ...shellText,
  ...sourcesText,
  ...sshText,
  ...suppliesText,
  ...upsCommandsText,
  ...upsText,
  ...viewsText,
  ...vsphereText,
  ...workbenchText,
} as const;

export type TextKey = keyof typeof areas;

/** Every sentence a user reads. Its type knows the keys and not the words: a union of all of them costs the type checker minutes. */
export const catalogue: Readonly<Record<TextKey, Sentence>> = areas;
