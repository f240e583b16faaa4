import type { Sentences } from '../sentences.js';

export const vsphereText = {
  'vsphere.address': [
    'This connection needs an address like vsphere://user@host, not {given}.',
    'Diese Verbindung braucht eine Adresse wie vsphere://benutzer@host, nicht {given}.',
  ],
  'vsphere.unreachable': ['{host} does not answer on port {port} ({reason}).', '{host} antwortet nicht auf Port {port} ({reason}).'],
  'vsphere.tls': [
    'No safe encryption could be agreed with {host} on port {port}. Check the port; if it is an ESXi 5 host, allow old algorithms for this connection.',
    'Mit {host} ließ sich auf Port {port} keine sichere Verschlüsselung vereinbaren. Prüfen Sie den Port; ist es ein ESXi-5-Host, erlauben Sie alte Verfahren für diese Verbindung.',
  ],
  'vsphere.certificateUnknown': [
    '{host} presented a certificate that signs for itself and that nobody has accepted yet: {presented}. Nothing was sent. Compare it with the one on the machine, then accept it.',
    '{host} zeigte ein selbstsigniertes Zertifikat, das noch niemand angenommen hat: {presented}. Es wurde nichts gesendet. Vergleichen Sie es mit dem auf dem Rechner und nehmen Sie es dann an.',
  ],
  'vsphere.certificateChanged': [
    'The certificate of {host} changed from {pinned} to {presented}. Nothing was sent. If it was renewed, accept the new one; if not, somebody may be in between.',
    'Das Zertifikat von {host} wechselte von {pinned} zu {presented}. Es wurde nichts gesendet. Wurde es erneuert, nehmen Sie das neue an; wenn nicht, steht womöglich jemand dazwischen.',
  ],
  'vsphere.noPassword': ['No password is stored for {host}.', 'Für {host} ist kein Kennwort hinterlegt.'],
  'vsphere.password': [
    '{host} refused the user name or the password. Check both; the same password is not sent again for five minutes, so that the account is not locked.',
    '{host} hat Benutzername oder Kennwort abgelehnt. Prüfen Sie beides; dasselbe Kennwort wird fünf Minuten lang nicht erneut gesendet, damit das Konto nicht gesperrt wird.',
  ],
  'vsphere.notAuthenticated': [
    '{host} does not keep its session: it asks for a login again and again.',
    '{host} behält seine Sitzung nicht: Es verlangt immer wieder eine Anmeldung.',
  ],
  'vsphere.noPermission': [
    'The account lacks the right {privilege} on {name} ({host}).',
    'Dem Konto fehlt das Recht {privilege} für {name} ({host}).',
  ],
  'vsphere.noRight': ['The account lacks a right on {name} ({host}).', 'Dem Konto fehlt ein Recht für {name} ({host}).'],
  'vsphere.denied': [
    '{host} does not let {user} in, although the password is right. If the host is in lockdown mode, add the account to its exception users.',
    '{host} lässt {user} nicht hinein, obwohl das Kennwort stimmt. Ist der Host im Sperrmodus, nehmen Sie das Konto in seine Ausnahmebenutzer auf.',
  ],
  'vsphere.missingRights': [
    'The account {user} on {host} lacks these rights: {privileges}.',
    'Dem Konto {user} auf {host} fehlen diese Rechte: {privileges}.',
  ],
  'vsphere.readOnlyLicence': [
    'The licence of {host} lets programs read but not act. Reach this host over SSH instead.',
    'Die Lizenz von {host} lässt Programme lesen, aber nicht handeln. Erreichen Sie diesen Host stattdessen über SSH.',
  ],
  'vsphere.toolsUnavailable': [
    '{name} runs no VMware Tools, so its guest cannot be asked to shut down.',
    'In {name} laufen keine VMware Tools, darum kann der Gast nicht heruntergefahren werden.',
  ],
  'vsphere.invalidPowerState': [
    '{name} is in a power state that does not allow this.',
    '{name} ist in einem Betriebszustand, der das nicht erlaubt.',
  ],
  'vsphere.invalidState': [
    '{name} is in a state that does not allow this: {said}',
    '{name} ist in einem Zustand, der das nicht erlaubt: {said}',
  ],
  'vsphere.taskInProgress': ['{name} is busy with another task.', '{name} ist mit einer anderen Aufgabe beschäftigt.'],
  'vsphere.questionPending': [
    '{name} waits for the answer to a question and does nothing until it gets one.',
    '{name} wartet auf die Antwort auf eine Frage und tut bis dahin nichts.',
  ],
  'vsphere.timedOut': ['{name} did not finish in time.', '{name} wurde nicht rechtzeitig fertig.'],
  'vsphere.hostNotConnected': ['{name} is not connected to its vCenter.', '{name} ist nicht mit seinem vCenter verbunden.'],
  'vsphere.notFound': ['{host} does not know {name}.', '{host} kennt {name} nicht.'],
  'vsphere.notSaid': ['{host} says nothing about {what} of {name}.', '{host} sagt nichts über {what} von {name}.'],
  'vsphere.methodDisabled': ['{name} does not allow this at the moment.', '{name} lässt das zurzeit nicht zu.'],
  'vsphere.unsupported': ['{host} cannot do this with {name}.', '{host} kann das mit {name} nicht tun.'],
  'vsphere.admissionControl': [
    '{name} may not start: the cluster keeps its remaining capacity for failovers.',
    '{name} darf nicht starten: Der Cluster hält die übrige Leistung für Ausfälle zurück.',
  ],
  'vsphere.fault': ['{host} refused this for {name}: {said}', '{host} lehnt das für {name} ab: {said}'],
  'vsphere.nonsense': [
    '{host} gave an answer that is not vSphere ({what}).',
    '{host} gab eine Antwort, die nicht von vSphere stammt ({what}).',
  ],
  'vsphere.tooLarge': [
    '{host} gave an answer of more than {megabytes} MB; it was not read.',
    '{host} gab eine Antwort von mehr als {megabytes} MB; sie wurde nicht gelesen.',
  ],
  'vsphere.emptyAnswer': [
    '{host} shows this account no host at all: it lacks the right to see anything.',
    '{host} zeigt diesem Konto keinen einzigen Host: Ihm fehlt das Recht, etwas zu sehen.',
  ],
  'vsphere.closed': ['The connection to {host} was closed.', 'Die Verbindung zu {host} wurde geschlossen.'],
  'vsphere.certificateExpires': ['The certificate of {host} expires on {date}.', 'Das Zertifikat von {host} läuft am {date} ab.'],
  'vsphere.certificateExpired': ['The certificate of {host} expired on {date}.', 'Das Zertifikat von {host} ist am {date} abgelaufen.'],
  'vsphere.byName': [
    '{host} is reached by its name. If the DNS server is one of the VMs that are shut down, an address is safer.',
    '{host} wird über seinen Namen erreicht. Ist der DNS-Server eine der VMs, die heruntergefahren werden, ist eine Adresse sicherer.',
  ],
  'vsphere.inMaintenance': ['{name} is in maintenance mode already.', '{name} ist bereits im Wartungsmodus.'],
  'vsphere.lockdown': [
    '{name} is in lockdown mode: once vCenter is off, only exception users can reach it.',
    '{name} ist im Sperrmodus: Ist vCenter aus, erreichen ihn nur noch Ausnahmebenutzer.',
  ],
  'vsphere.unknownPower': [
    'It is not known whether {name} is on: its host does not tell.',
    'Es ist nicht bekannt, ob {name} an ist: Der Host sagt es nicht.',
  ],
  'vsphere.vsan': [
    '{name} uses vSAN: hosts enter maintenance mode without moving data. This procedure has not been proven on real vSAN; rehearse it.',
    '{name} nutzt vSAN: Hosts gehen ohne Datenverschiebung in den Wartungsmodus. Dieses Vorgehen ist auf echtem vSAN nicht erprobt; proben Sie es.',
  ],
  'vsphere.agents': [
    '{count, plural, one {# cluster agent (vCLS) is} other {# cluster agents (vCLS) are}} left alone; vCenter would start them again.',
    '{count, plural, one {# Cluster-Agent (vCLS) bleibt} other {# Cluster-Agenten (vCLS) bleiben}} unberührt; vCenter würde sie wieder starten.',
  ],
  'vsphere.runsInside': [
    'Sundown itself runs in {name}, which it would have to shut down. Run it on a machine outside this cluster.',
    'Sundown läuft selbst in {name} und müsste sich damit abschalten. Betreiben Sie es auf einem Rechner außerhalb dieses Clusters.',
  ],
  'vsphere.mayRunInside': [
    'This workstation is a VMware VM, and none of the VMs of {host} was recognised as it. If it is one of them, the plan would shut down what Sundown runs in.',
    'Dieser Arbeitsplatz ist eine VMware-VM, und keine der VMs von {host} wurde als er erkannt. Ist er eine davon, führe der Plan herunter, worin Sundown läuft.',
  ],
  'vsphere.vcenterSeveral': [
    'Several VMs have the address of {host}: {names}. In which of them vCenter runs is not known; name it in the plan.',
    'Mehrere VMs haben die Adresse von {host}: {names}. In welcher davon vCenter läuft, ist nicht bekannt; nennen Sie sie im Plan.',
  ],
  'vsphere.vcenterNotFound': [
    'None of the VMs was recognised as the one in which vCenter runs ({host}). If there is one, name it in the plan.',
    'Keine der VMs wurde als die erkannt, in der vCenter läuft ({host}). Gibt es sie, nennen Sie sie im Plan.',
  ],
} as const satisfies Sentences;
