import type { Sentences } from '../sentences.js';

export const practiceText = {
  'practice.plan.title': ['Practice office', 'Übungsbüro'],
  'practice.plan.check': ['Check everything', 'Alles prüfen'],
  'practice.plan.prepare': ['Prepare the cluster', 'Cluster vorbereiten'],
  'practice.plan.general': ['File, print and other VMs', 'Datei-, Druck- und andere VMs'],
  'practice.plan.applications': ['Applications', 'Anwendungen'],
  'practice.plan.databases': ['Database and domain controller', 'Datenbank und Domänencontroller'],
  'practice.plan.vcenter': ['vCenter', 'vCenter'],
  'practice.plan.hosts': ['Hosts', 'Hosts'],
  'practice.plan.nas': ['Network storage', 'Netzwerkspeicher'],
  'practice.plan.ups': ['UPS output off', 'USV-Ausgang aus'],
  'practice.plan.workstation': ['This workstation', 'Dieser Arbeitsplatz'],
  'practice.connection.ups': ['Practice UPS', 'Übungs-USV'],
  'practice.connection.vcenter': ['Practice vCenter', 'Übungs-vCenter'],
  'practice.connection.workstation': ['Practice workstation', 'Übungsarbeitsplatz'],
  'practice.unknownVm': ['The practice office has no VM called “{name}”.', 'Im Übungsbüro gibt es keine VM namens „{name}“.'],
  'practice.workstationOff': [
    'The practice workstation is off, so it cannot be shut down.',
    'Der Übungsarbeitsplatz ist aus und lässt sich deshalb nicht herunterfahren.',
  ],
} as const satisfies Sentences;
