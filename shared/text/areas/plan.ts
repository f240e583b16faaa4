import type { Sentences } from '../sentences.js';

export const planText = {
  'plan.read.syntax': [
    '{file} is no JSON: line {line}, column {column} holds "{given}", which does not belong there.',
    '{file} ist kein JSON: In Zeile {line}, Spalte {column} steht „{given}“, das dort nicht hingehört.',
  ],
  'plan.read.endsEarly': [
    '{file} is no JSON: it ends in line {line}, column {column}, before everything that was opened is closed.',
    '{file} ist kein JSON: Es endet in Zeile {line}, Spalte {column}, bevor alles Geöffnete geschlossen ist.',
  ],
  'plan.read.keyTwice': [
    '{file}, line {line}: {path} is there twice. Only one of the two can count.',
    '{file}, Zeile {line}: {path} steht zweimal da. Nur eines von beiden kann gelten.',
  ],
  'plan.read.unknownKey': ['{file}, line {line}: {path} is unknown.', '{file}, Zeile {line}: {path} ist unbekannt.'],
  'plan.read.unknownKeyNear': [
    '{file}, line {line}: {path} is unknown. Did you mean "{near}"?',
    '{file}, Zeile {line}: {path} ist unbekannt. Meinten Sie „{near}“?',
  ],
  'plan.read.missing': ['{file}, line {line}: {path} is missing.', '{file}, Zeile {line}: {path} fehlt.'],
  'plan.read.expected.object': [
    '{file}, line {line}, {path}: expected an object in braces, found {given}.',
    '{file}, Zeile {line}, {path}: erwartet wird ein Objekt in geschweiften Klammern, gefunden wurde {given}.',
  ],
  'plan.read.expected.array': [
    '{file}, line {line}, {path}: expected a list in brackets, found {given}.',
    '{file}, Zeile {line}, {path}: erwartet wird eine Liste in eckigen Klammern, gefunden wurde {given}.',
  ],
  'plan.read.expected.string': [
    '{file}, line {line}, {path}: expected text in quotation marks, found {given}.',
    '{file}, Zeile {line}, {path}: erwartet wird Text in Anführungszeichen, gefunden wurde {given}.',
  ],
  'plan.read.expected.number': [
    '{file}, line {line}, {path}: expected a whole number, found {given}.',
    '{file}, Zeile {line}, {path}: erwartet wird eine ganze Zahl, gefunden wurde {given}.',
  ],
  'plan.read.expected.boolean': [
    '{file}, line {line}, {path}: expected true or false, found {given}.',
    '{file}, Zeile {line}, {path}: erwartet wird true oder false, gefunden wurde {given}.',
  ],
  'plan.read.wrongValue': [
    '{file}, line {line}, {path}: expected {allowed}, found {given}.',
    '{file}, Zeile {line}, {path}: erwartet wird {allowed}, gefunden wurde {given}.',
  ],
  'plan.read.tooSmall': [
    '{file}, line {line}, {path}: must be at least {limit}, is {given}.',
    '{file}, Zeile {line}, {path}: muss mindestens {limit} sein, ist {given}.',
  ],
  'plan.read.tooBig': [
    '{file}, line {line}, {path}: must be at most {limit}, is {given}.',
    '{file}, Zeile {line}, {path}: darf höchstens {limit} sein, ist {given}.',
  ],
  'plan.read.tooShort': ['{file}, line {line}, {path}: must not be empty.', '{file}, Zeile {line}, {path}: darf nicht leer sein.'],
  'plan.read.tooLong': [
    '{file}, line {line}, {path}: {given} is longer than {limit} characters.',
    '{file}, Zeile {line}, {path}: {given} ist länger als {limit} Zeichen.',
  ],
  'plan.read.tooFew': [
    '{file}, line {line}, {path}: needs at least {limit} of them.',
    '{file}, Zeile {line}, {path}: braucht mindestens {limit} Einträge.',
  ],
  'plan.read.tooMany': [
    '{file}, line {line}, {path}: takes at most {limit} of them.',
    '{file}, Zeile {line}, {path}: fasst höchstens {limit} Einträge.',
  ],
  'plan.read.badId': [
    '{file}, line {line}, {path}: {given} may hold only lower-case letters, digits and hyphens, and must not begin with a hyphen.',
    '{file}, Zeile {line}, {path}: {given} darf nur Kleinbuchstaben, Ziffern und Bindestriche enthalten und nicht mit einem Bindestrich beginnen.',
  ],
  'plan.read.wrong': ['{file}, line {line}, {path}: {given} does not fit here.', '{file}, Zeile {line}, {path}: {given} passt hier nicht.'],
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
  'plan.find.actionTwice': [
    '"{second}" does the same as "{first}": this can be done only once in a run.',
    '„{second}“ tut dasselbe wie „{first}“: Das geht in einem Lauf nur einmal.',
  ],
  'plan.find.noWorkstation': [
    'After "{step}" this workstation loses power too, and no step shuts it down first.',
    'Nach „{step}“ verliert auch dieser Arbeitsplatz den Strom, und kein Schritt fährt ihn vorher herunter.',
  ],
  'plan.find.machinesEarly': [
    '"{step}" does not wait for "{needing}". That is fine unless one of these machines is storage or network for it.',
    '„{step}“ wartet nicht auf „{needing}“. Das ist in Ordnung, sofern keiner der Rechner Speicher oder Netz dafür stellt.',
  ],
  'plan.find.upsTwice': ['The plan names the UPS {title} twice.', 'Der Plan nennt die USV {title} zweimal.'],
  'plan.find.unknownUps': [
    'The plan is for the UPS {id}, but there is no such connection.',
    'Der Plan gilt für die USV {id}, aber eine solche Verbindung gibt es nicht.',
  ],
  'plan.find.notAUps': ['{title} ({id}) is not a UPS.', '{title} ({id}) ist keine USV.'],
  'plan.find.unheard': [
    'Nothing was ever heard of {title}: what runs there is not known. The plan cannot be proven, and the UPS will not be told to switch off.',
    'Von {title} war nie etwas zu hören: Was dort läuft, ist nicht bekannt. Der Plan lässt sich nicht belegen, und die USV wird nicht abgeschaltet.',
  ],
  'plan.find.machineSilent': [
    '{name} does not answer. Silence is not off: the plan tells it to stop all the same and counts its whole time.',
    '{name} antwortet nicht. Stille heißt nicht aus: Der Plan fährt es trotzdem herunter und rechnet mit seiner ganzen Zeit.',
  ],
  'plan.find.tooFewSupplies': [
    'The plan needs {required} supplies, but names only {count}.',
    'Der Plan braucht {required} Einspeisungen, nennt aber nur {count}.',
  ],
  'plan.find.noTrigger': ['Nothing starts this plan but a person.', 'Diesen Plan startet nichts außer einem Menschen.'],
  'plan.find.selectsNothing': ['"{step}" selects nothing in this office.', '„{step}“ trifft auf nichts in diesem Büro zu.'],
  'plan.find.emptySelection': [
    '"{step}" names nothing, so it would do nothing. Name what it is for, let it take everything left ("rest": true), or remove it.',
    '„{step}“ nennt nichts und täte deshalb nichts. Nennen Sie, wofür der Schritt ist, lassen Sie ihn alles Übrige nehmen ("rest": true), oder entfernen Sie ihn.',
  ],
  'plan.find.idlePattern': ['"{step}": {pattern} fits nothing in this office.', '„{step}“: {pattern} trifft auf nichts in diesem Büro zu.'],
  'plan.find.idlePatternNear': [
    '"{step}": {pattern} fits nothing in this office. Did you mean {near}?',
    '„{step}“: {pattern} trifft auf nichts in diesem Büro zu. Meinten Sie {near}?',
  ],
  'plan.find.noVcenter': [
    '"{step}" is there, but no VM was found in which vCenter runs.',
    '„{step}“ ist vorgesehen, aber es wurde keine VM gefunden, in der vCenter läuft.',
  ],
  'plan.find.selectedTwice': [
    '{name} is named by several steps ({steps}); {first} takes it.',
    '{name} wird von mehreren Schritten genannt ({steps}); {first} nimmt es.',
  ],
  'plan.find.uncovered': ['{name} runs, and no step of the plan covers it.', '{name} läuft, und kein Schritt des Plans erfasst es.'],
  'plan.find.uncoveredHolds': [
    '{name} runs, and no step of the plan covers it: {host} would not go down while it runs.',
    '{name} läuft, und kein Schritt des Plans erfasst es: {host} führe nicht herunter, solange es läuft.',
  ],
  'plan.find.uncoveredForced': [
    '{name} runs, and no step of the plan covers it: after {limit, duration}, {host} would go down with it, as if its plug were pulled.',
    '{name} läuft, und kein Schritt des Plans erfasst es: Nach {limit, duration} führe {host} mitsamt ihm herunter, als zöge man ihm den Stecker.',
  ],
  'plan.find.vcenterUnnamed': [
    '"{step}" has a selection that names no VM. Name the VM in which vCenter runs, or leave "select" out so that it is found.',
    '„{step}“ hat eine Auswahl, die keine VM nennt. Nennen Sie die VM, in der vCenter läuft, oder lassen Sie "select" weg, damit sie gefunden wird.',
  ],
  'plan.find.vcenterNotThere': [
    '"{step}" names {named} as the VM in which vCenter runs. There is no such VM, and none was found.',
    '„{step}“ nennt {named} als die VM, in der vCenter läuft. Diese VM gibt es nicht, und es wurde keine gefunden.',
  ],
  'plan.find.vcenterNotThereNear': [
    '"{step}" names {named} as the VM in which vCenter runs. There is no such VM, and none was found. Did you mean {near}?',
    '„{step}“ nennt {named} als die VM, in der vCenter läuft. Diese VM gibt es nicht, und es wurde keine gefunden. Meinten Sie {near}?',
  ],
  'plan.find.vcenterNotThereFound': [
    '"{step}" names {named} as the VM in which vCenter runs. There is no such VM, so the one that was found counts: {found}.',
    '„{step}“ nennt {named} als die VM, in der vCenter läuft. Diese VM gibt es nicht, darum zählt die gefundene: {found}.',
  ],
  'plan.find.vcenterContradicts': [
    '"{step}" names {names} as the VM in which {vcenter} runs, but its addresses lead to {found}. What the step names counts, and {found} is shut down like any other VM.',
    '„{step}“ nennt {names} als die VM, in der {vcenter} läuft, aber dessen Adressen führen zu {found}. Es gilt, was der Schritt nennt, und {found} wird wie jede andere VM heruntergefahren.',
  ],
  'plan.find.vcenterSeveral': [
    '"{step}" names {count} VMs as those in which {vcenter} runs: {names}. They go down together, after all others.',
    '„{step}“ nennt {count} VMs als die, in denen {vcenter} läuft: {names}. Sie fahren zusammen herunter, nach allen anderen.',
  ],
  'plan.find.vcenterInGroup': [
    'vCenter runs in {name}, and "{step}" stops it like any other VM. Give it a step of its own, after all others.',
    'vCenter läuft in {name}, und „{step}“ fährt es wie jede andere VM herunter. Geben Sie ihm einen eigenen Schritt nach allen anderen.',
  ],
  'plan.find.faultTolerance': [
    '{name} is the secondary of a fault-tolerant VM: it goes down with its primary.',
    '{name} ist die zweite Instanz einer fehlertoleranten VM: Sie fährt mit der ersten herunter.',
  ],
  'plan.find.toolsUnknown': [
    'Whether {name} runs VMware Tools is not known: it would be asked to shut down.',
    'Ob in {name} VMware Tools laufen, ist nicht bekannt: Die VM würde gebeten herunterzufahren.',
  ],
  'plan.find.noTools.forced': [
    '{name} runs no VMware Tools: it cannot be asked to shut down and would be powered off after {limit, duration}.',
    'In {name} laufen keine VMware Tools: Die VM lässt sich nicht herunterfahren und würde nach {limit, duration} ausgeschaltet.',
  ],
  'plan.find.noTools.waits': [
    '{name} runs no VMware Tools: it cannot be asked to shut down and would stay on.',
    'In {name} laufen keine VMware Tools: Die VM lässt sich nicht herunterfahren und bliebe an.',
  ],
  'plan.find.noTools.leaveForced': [
    '{name} runs no VMware Tools and would be left running until its host goes down with it, {limit, duration} later at most.',
    'In {name} laufen keine VMware Tools; die VM bliebe an, bis ihr Host spätestens nach {limit, duration} mitsamt ihr herunterfährt.',
  ],
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
  'plan.find.vsanAtOnce': [
    '{name} uses vSAN, and "{step}" shuts several of its hosts down at once. One after the other is safer: set its limit to 1.',
    '{name} nutzt vSAN, und „{step}“ fährt mehrere Hosts zugleich herunter. Nacheinander ist sicherer: Setzen Sie die Grenze auf 1.',
  ],
  'plan.find.haOn': [
    '{name} has HA on and the plan does not prepare the cluster: HA may start VMs again elsewhere.',
    'In {name} ist HA an und der Plan bereitet den Cluster nicht vor: HA könnte VMs anderswo neu starten.',
  ],
  'plan.find.hostWaitsForever': [
    '{host} is to go down before {vm}, which runs on it: each would wait for the other.',
    '{host} soll vor {vm} herunterfahren, das darauf läuft: Jedes würde auf das andere warten.',
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
  'plan.template.workstation.about': ['Nothing but this workstation is shut down.', 'Nur dieser Arbeitsplatz wird heruntergefahren.'],
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
  'plan.explain.shutdownVcenter.named': [
    '{title}: shut {names} down, the VM in which vCenter runs; from then on the hosts are reached directly.',
    '{title}: {names} herunterfahren, die VM, in der vCenter läuft; danach werden die Hosts direkt erreicht.',
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
  'plan.explain.noTools.powerOff': [
    '{count, plural, one {# of them runs no VMware Tools and would be powered off.} other {# of them run no VMware Tools and would be powered off.}}',
    '{count, plural, one {# davon hat keine laufenden VMware Tools und würde ausgeschaltet.} other {# davon haben keine laufenden VMware Tools und würden ausgeschaltet.}}',
  ],
  'plan.explain.noTools.suspend': [
    '{count, plural, one {# of them runs no VMware Tools and would be suspended.} other {# of them run no VMware Tools and would be suspended.}}',
    '{count, plural, one {# davon hat keine laufenden VMware Tools und würde angehalten.} other {# davon haben keine laufenden VMware Tools und würden angehalten.}}',
  ],
  'plan.explain.noTools.leave': [
    '{count, plural, one {# of them runs no VMware Tools and would be left running.} other {# of them run no VMware Tools and would be left running.}}',
    '{count, plural, one {# davon hat keine laufenden VMware Tools und bliebe an.} other {# davon haben keine laufenden VMware Tools und blieben an.}}',
  ],
  'plan.explain.timeout.stop': [
    'What is not done after {limit, duration} keeps the steps behind it from beginning.',
    'Was nach {limit, duration} nicht fertig ist, hält die Schritte dahinter auf.',
  ],
  'plan.explain.timeout.forceVm': [
    'What still runs after {limit, duration} is powered off.',
    'Was nach {limit, duration} noch läuft, wird ausgeschaltet.',
  ],
  'plan.explain.timeout.forceHost': [
    'A host that is not ready after {limit, duration} is shut down with what runs on it.',
    'Ein Host, der nach {limit, duration} nicht so weit ist, fährt mit allem herunter, was auf ihm läuft.',
  ],
  'plan.explain.noReturn': [
    'From here on there is no way back: if the power returns, the run finishes first.',
    'Ab hier gibt es kein Zurück: Kommt der Strom wieder, läuft der Plan erst zu Ende.',
  ],
} as const satisfies Sentences;
