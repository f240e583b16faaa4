import type { Sentences } from '../sentences.js';

export const coreText = {
  'core.address.unreadable': [
    '"{given}" is not an address. Expected snmp://, nut://, apcupsd://, vsphere:// or ssh:// followed by a host, or system:.',
    '„{given}“ ist keine Adresse. Erwartet wird snmp://, nut://, apcupsd://, vsphere:// oder ssh:// und ein Rechnername, oder system:.',
  ],
  'core.address.password': [
    'An address never carries a password. Leave it out and store it in the keychain.',
    'Eine Adresse enthält nie ein Kennwort. Lassen Sie es weg und legen Sie es im Schlüsselbund ab.',
  ],
  'core.address.missing': ['The address lacks {what}, as in {example}.', 'In der Adresse fehlt {what}, wie in {example}.'],
  'core.address.port': ['Port {given} is outside 1 to 65535.', 'Port {given} liegt nicht zwischen 1 und 65535.'],
  'core.address.value': ['{name} must be one of {expected}; it is "{given}".', '{name} muss {expected} sein, ist aber „{given}“.'],
  'core.secrets.noKeychain': [
    'This system offers no keychain ({reason}), so nothing is stored. Unlock or install one, or give the secret to the service as SUNDOWN_SECRET_<ID> or as a systemd credential.',
    'Dieses System bietet keinen Schlüsselbund ({reason}), also ist nichts gespeichert. Entsperren oder installieren Sie einen, oder geben Sie dem Dienst das Geheimnis als SUNDOWN_SECRET_<ID> oder als systemd-Credential.',
  ],
  'core.workstation.refused': ['The system refused to shut down: {answers}.', 'Das System hat das Herunterfahren abgelehnt: {answers}.'],
  'core.workstation.noLeave': [
    'The user {user} may not shut this workstation down without a password. Allow it with a polkit rule for org.freedesktop.login1.power-off (and power-off-multiple-sessions), or leave the step out of the plan.',
    'Der Benutzer {user} darf diesen Arbeitsplatz nicht ohne Kennwort herunterfahren. Erlauben Sie es mit einer polkit-Regel für org.freedesktop.login1.power-off (und power-off-multiple-sessions), oder lassen Sie den Schritt im Plan weg.',
  ],
  'core.workstation.noCommand': [
    'None of the commands that shut this workstation down was found: {wanted}.',
    'Keiner der Befehle, die diesen Arbeitsplatz herunterfahren, wurde gefunden: {wanted}.',
  ],
  'core.settings.unknown': ['There is no setting "{key}".', 'Eine Einstellung „{key}“ gibt es nicht.'],
  'core.settings.value': ['{key} must be {expected}; it is {given}.', '{key} muss {expected} sein, ist aber {given}.'],
  'core.settings.unreadable': [
    '{file} cannot be read ({reason}). The file was left as it is, and the defaults are used.',
    '{file} ist nicht lesbar ({reason}). Die Datei blieb, wie sie ist, und es gelten die Vorgaben.',
  ],
  'core.settings.connection': [
    'The connection {name} in settings.json is not usable: {reason}.',
    'Die Verbindung {name} in settings.json ist nicht verwendbar: {reason}.',
  ],
  'core.settings.twice': [
    'Two connections in settings.json are called {name}; the first one counts.',
    'Zwei Verbindungen in settings.json heißen {name}; die erste gilt.',
  ],
  'core.config.write': ['{file} cannot be written: {reason}.', '{file} lässt sich nicht schreiben: {reason}.'],
  'core.config.noPlan': ['There is no plan "{id}".', 'Einen Plan „{id}“ gibt es nicht.'],
  'core.file.unreadable': ['{file} cannot be read: {reason}.', '{file} ist nicht lesbar: {reason}.'],
  'core.config.noConnection': ['There is no connection "{id}".', 'Eine Verbindung „{id}“ gibt es nicht.'],
  'core.config.kept': ['The unreadable file was kept as {file}.', 'Die unlesbare Datei wurde als {file} aufgehoben.'],
  'core.config.planTwice': [
    '{file} is a second plan with the id {id}; the first one counts.',
    '{file} ist ein zweiter Plan mit der Kennung {id}; der erste gilt.',
  ],
  'core.secrets.notAsked': ['The keychain is not asked here.', 'Der Schlüsselbund wird hier nicht gefragt.'],
  'core.secrets.missing': [
    'There is no secret "{part}" for {id} yet. Enter it in the connection, or with: sundown secret set {id}.{part}',
    'Für {id} gibt es noch kein Geheimnis „{part}“. Geben Sie es bei der Verbindung ein oder mit: sundown secret set {id}.{part}',
  ],
  'core.secrets.forgotten': [
    'The secrets of {title} were taken out of the keychain: it was removed, or its address, user or encryption changed. Enter them again where they are needed.',
    'Die Geheimnisse von {title} wurden aus dem Schlüsselbund entfernt: Die Verbindung wurde gelöscht, oder Adresse, Benutzer oder Verschlüsselung wurden geändert. Geben Sie sie bei Bedarf neu ein.',
  ],
  'core.adapter.kind': ['{id} is no connection of this kind.', '{id} ist keine Verbindung dieser Art.'],
  'core.run.unknown': ['There is no run {id} in the journal.', 'Im Journal gibt es keinen Lauf {id}.'],
  'core.run.held': [
    'An unfinished shutdown waits: Sundown was away for a while, and no UPS has said yet whether the power is still out.',
    'Ein unvollendetes Herunterfahren wartet: Sundown war eine Weile weg, und noch keine USV hat gesagt, ob der Strom weiterhin fehlt.',
  ],
  'core.run.beyond': [
    'The run is beyond the point of no return and is seen through to its end. The role can be changed after it.',
    'Der Lauf hat den Punkt ohne Wiederkehr überschritten und wird zu Ende geführt. Die Rolle lässt sich danach ändern.',
  ],
  'core.run.beyond.cancel': [
    'The run is beyond the point of no return and is seen through to its end: the UPS may have been told already to cut its output.',
    'Der Lauf hat den Punkt ohne Wiederkehr überschritten und wird zu Ende geführt: Die USV hat womöglich schon den Befehl, ihren Ausgang abzuschalten.',
  ],
  'core.run.powerBack': [
    'Power is back: the shutdown that was about to begin was not begun.',
    'Der Strom ist wieder da: Das Herunterfahren wurde nicht mehr begonnen.',
  ],
  'core.run.resumed': [
    'A run that was interrupted goes on from where the office is now.',
    'Ein unterbrochener Lauf geht von dort weiter, wo das Büro jetzt steht.',
  ],
  'core.practice.notOpen': ['The practice office is not open.', 'Das Übungsbüro ist nicht geöffnet.'],
  'core.practice.running': [
    'A run is going; the office cannot be changed meanwhile.',
    'Ein Lauf ist im Gang; solange lässt sich das Büro nicht wechseln.',
  ],
  'core.command.unavailable': ['This command is not available now.', 'Dieser Befehl ist gerade nicht verfügbar.'],
  'core.postpone.refused': ['Waiting longer would no longer be safe.', 'Länger zu warten wäre nicht mehr sicher.'],
  'core.half.run': [
    'A run is going: {done} of {all} operations are done. It goes on when Sundown starts again.',
    'Ein Lauf ist im Gang: {done} von {all} Vorgängen sind erledigt. Er geht weiter, wenn Sundown wieder startet.',
  ],
  'core.half.restore': [
    'Machines are being started again: {names} are still off.',
    'Rechner werden wieder gestartet: {names} sind noch aus.',
  ],
  'core.half.countdown': [
    'The office runs on battery and a shutdown is counting down.',
    'Das Büro läuft auf Batterie, und ein Herunterfahren zählt herunter.',
  ],
  'core.template.check': ['Check', 'Prüfen'],
  'core.template.prepare': ['Prepare the cluster', 'Cluster vorbereiten'],
  'core.template.others': ['Other machines', 'Übrige Maschinen'],
  'core.template.applications': ['Applications', 'Anwendungen'],
  'core.template.databases': ['Databases and domain controllers', 'Datenbanken und Domänencontroller'],
  'core.template.vcenter': ['vCenter', 'vCenter'],
  'core.template.hosts': ['Hosts', 'Hosts'],
  'core.template.machines': ['Storage and other machines', 'Speicher und andere Rechner'],
  'core.template.ups': ['UPS output', 'USV-Ausgang'],
  'core.template.workstation': ['This workstation', 'Dieser Arbeitsplatz'],
  'core.check.title': ['Check of {plan}', 'Prüfung von {plan}'],
  'core.check.nothing': ['Nothing stands in the way of a run.', 'Einem Lauf steht nichts im Weg.'],
  'core.other.acts': [
    'Another Sundown with the same configuration is the coordinator. This one watches, and takes over when the other ends.',
    'Ein anderes Sundown mit derselben Konfiguration ist der Koordinator. Dieses wacht und übernimmt, wenn das andere endet.',
  ],
  'core.runtime.doubted': [
    'The runtime that {title} claims deserves less belief than usual; see what it says. Ask for a larger margin until it is mended.',
    'Die Laufzeit, die {title} nennt, verdient weniger Vertrauen als sonst; sehen Sie nach, was sie meldet. Verlangen Sie mehr Reserve, bis es behoben ist.',
  ],
} as const satisfies Sentences;
