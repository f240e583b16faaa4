import type { Sentences } from '../sentences.js';

export const planText = {
  'plan.read.syntax': [
    '{file} is no JSON: line {line}, column {column} holds "{given}", which does not belong there.',
    '{file} ist kein JSON: In Zeile {line}, Spalte {column} steht „{given}“, das dort nicht hingehört.',
  ],
  'plan.read.shape': ['{file}, {path}: {problem}.', '{file}, {path}: {problem}.'],
  'plan.find.stepTwice': ['Two steps have the id {id}.', 'Zwei Schritte haben die Kennung {id}.'],
  'plan.find.unknownStep': [
    '"{step}" waits for a step {id} that does not exist. Steps are: {known}.',
    '„{step}“ wartet auf einen Schritt {id}, den es nicht gibt. Schritte sind: {known}.',
  ],
  'plan.find.cycle': ['Steps wait for each other in a circle: {path}.', 'Schritte warten im Kreis aufeinander: {path}.'],
  'plan.find.order': ['"{late}" must wait for "{early}".', '„{late}“ muss auf „{early}“ warten.'],
  'plan.find.noReturn': [
    'No step is marked as beyond the point of no return, although "{step}" cannot be taken back on every UPS.',
    'Kein Schritt ist als „hinter dem Punkt ohne Wiederkehr“ markiert, obwohl sich „{step}“ nicht bei jeder USV zurücknehmen lässt.',
  ],
  'plan.find.afterNoReturn': [
    '"{step}" comes after the point of no return but is not marked as beyond it.',
    '„{step}“ kommt nach dem Punkt ohne Wiederkehr, ist aber nicht so markiert.',
  ],
  'plan.find.unknownUps': [
    'The plan is for the UPS {id}, but there is no such connection.',
    'Der Plan gilt für die USV {id}, aber eine solche Verbindung gibt es nicht.',
  ],
  'plan.find.notAUps': ['{title} ({id}) is not a UPS.', '{title} ({id}) ist keine USV.'],
  'plan.find.tooFewSupplies': [
    'The plan needs {required} supplies, but names only {count}.',
    'Der Plan braucht {required} Einspeisungen, nennt aber nur {count}.',
  ],
  'plan.find.noTrigger': ['Nothing starts this plan but a person.', 'Diesen Plan startet nichts außer einem Menschen.'],
  'plan.find.selectsNothing': ['"{step}" selects nothing in this office.', '„{step}“ trifft auf nichts in diesem Büro zu.'],
  'plan.find.noVcenter': [
    '"{step}" is there, but no VM was found in which vCenter runs.',
    '„{step}“ ist vorgesehen, aber es wurde keine VM gefunden, in der vCenter läuft.',
  ],
  'plan.find.selectedTwice': [
    '{name} is named by several steps ({steps}); {first} takes it.',
    '{name} wird von mehreren Schritten genannt ({steps}); {first} nimmt es.',
  ],
  'plan.find.uncovered': ['{name} runs, and no step of the plan covers it.', '{name} läuft, und kein Schritt des Plans erfasst es.'],
  'plan.find.noTools.powerOff': [
    '{name} runs no VMware Tools: it would be powered off, as if its plug were pulled.',
    'In {name} laufen keine VMware Tools: Die VM würde ausgeschaltet, als zöge man ihr den Stecker.',
  ],
  'plan.find.noTools.suspend': [
    '{name} runs no VMware Tools: it would be suspended, which may take up to {limit, duration}.',
    'In {name} laufen keine VMware Tools: Die VM würde angehalten, was bis zu {limit, duration} dauern kann.',
  ],
  'plan.find.noTools.leave': [
    '{name} runs no VMware Tools and would be left running: its host then stays on as well.',
    'In {name} laufen keine VMware Tools; die VM bliebe an, und ihr Host damit auch.',
  ],
  'plan.find.question': [
    '{name} waits for an answer to a question: {question}',
    '{name} wartet auf die Antwort auf eine Frage: {question}',
  ],
  'plan.find.self': [
    'Sundown itself runs in the VM {name}, which this plan would shut down. Install it on a machine outside.',
    'Sundown läuft selbst in der VM {name}, die dieser Plan herunterfahren würde. Installieren Sie es auf einem Rechner außerhalb.',
  ],
  'plan.find.vmUnknown': [
    'The state of {name} is unknown; its host does not tell it.',
    'Der Zustand von {name} ist unbekannt; der Host nennt ihn nicht.',
  ],
  'plan.find.noDirect': [
    '{name} cannot be reached once vCenter is off: it has no direct connection. Add one for it.',
    '{name} ist nicht mehr erreichbar, sobald vCenter aus ist: Es fehlt eine direkte Verbindung. Richten Sie eine ein.',
  ],
  'plan.find.lockdown': [
    '{name} is in lockdown mode: its direct login must be an exception user with administrator rights.',
    '{name} ist im Sperrmodus: Die direkte Anmeldung muss ein Ausnahmebenutzer mit Administratorrechten sein.',
  ],
  'plan.find.hostUnknown': [
    '{name} is not connected to its vCenter; what runs on it is unknown.',
    '{name} ist nicht mit seinem vCenter verbunden; was darauf läuft, ist unbekannt.',
  ],
  'plan.find.vsan': [
    '{name} uses vSAN. Hosts enter maintenance mode without moving data; this way of shutting vSAN down is unproven with Sundown.',
    '{name} nutzt vSAN. Hosts gehen ohne Datenbewegung in den Wartungsmodus; dieser Weg ist mit Sundown noch nicht erprobt.',
  ],
  'plan.find.haOn': [
    '{name} has HA on and the plan does not prepare the cluster: HA may start VMs again elsewhere.',
    'In {name} ist HA an und der Plan bereitet den Cluster nicht vor: HA könnte VMs anderswo neu starten.',
  ],
  'plan.find.hostBeforeVm': [
    '{host} may be told to stop while {vm} still runs on it; the run will hold it back.',
    '{host} könnte herunterfahren sollen, während {vm} noch darauf läuft; der Lauf hält ihn zurück.',
  ],
  'plan.template.standaloneEsxi': ['Standalone ESXi host', 'Einzelner ESXi-Host'],
  'plan.template.esxiHosts': ['ESXi hosts without vCenter', 'ESXi-Hosts ohne vCenter'],
  'plan.template.haCluster': ['HA cluster with vCenter in it', 'HA-Cluster mit vCenter darin'],
  'plan.template.workstation': ['Only this workstation', 'Nur dieser Arbeitsplatz'],
  'plan.template.standaloneEsxi.about': [
    'One ESXi host: its VMs in groups, the host, the UPS output, this workstation.',
    'Ein ESXi-Host: seine VMs in Gruppen, der Host, der USV-Ausgang, dieser Arbeitsplatz.',
  ],
  'plan.template.esxiHosts.about': [
    'Several hosts, each reached directly: VMs in groups, hosts, other machines, UPS, workstation.',
    'Mehrere Hosts, jeder direkt erreicht: VMs in Gruppen, Hosts, andere Rechner, USV, Arbeitsplatz.',
  ],
  'plan.template.haCluster.about': [
    'DRS and HA are set aside, VMs go in groups, then vCenter, then the hosts directly; all of it is restored afterwards.',
    'DRS und HA werden beiseitegestellt, VMs gehen gruppenweise, dann vCenter, dann die Hosts direkt; danach wird alles wiederhergestellt.',
  ],
  'plan.template.workstation.about': ['Nothing but this computer is shut down.', 'Nur dieser Rechner wird heruntergefahren.'],
  'plan.explain.check': ['{title}: log in everywhere and note what runs where.', '{title}: überall anmelden und festhalten, was wo läuft.'],
  'plan.explain.prepareCluster': [
    '{title}: set DRS to manual and HA aside, and remember how they were.',
    '{title}: DRS auf manuell und HA beiseitestellen und merken, wie sie waren.',
  ],
  'plan.explain.shutdownVms': [
    '{title}: shut down {count, plural, one {# VM} other {# VMs}}, at most {parallel} at once, each given {limit, duration}.',
    '{title}: {count, plural, one {# VM} other {# VMs}} herunterfahren, höchstens {parallel} zugleich, jede mit bis zu {limit, duration}.',
  ],
  'plan.explain.shutdownVcenter': [
    '{title}: shut the vCenter VM down; from then on the hosts are reached directly.',
    '{title}: die vCenter-VM herunterfahren; danach werden die Hosts direkt erreicht.',
  ],
  'plan.explain.shutdownHosts': [
    '{title}: shut down {count, plural, one {# host} other {# hosts}}, each once no VM runs on it.',
    '{title}: {count, plural, one {# Host} other {# Hosts}} herunterfahren, jeden erst, wenn keine VM mehr darauf läuft.',
  ],
  'plan.explain.shutdownMachines': [
    '{title}: shut down {count, plural, one {# machine} other {# machines}} over SSH.',
    '{title}: {count, plural, one {# Rechner} other {# Rechner}} über SSH herunterfahren.',
  ],
  'plan.explain.upsOutputOff': [
    '{title}: tell the UPS to switch its output off after a delay.',
    '{title}: der USV auftragen, ihren Ausgang nach einer Frist abzuschalten.',
  ],
  'plan.explain.shutdownWorkstation': [
    '{title}: shut this workstation down, last of all.',
    '{title}: diesen Arbeitsplatz herunterfahren, als Letztes.',
  ],
} as const satisfies Sentences;
