import type { Sentences } from '../sentences.js';

/** How the command line is called. */
export const cliUsageText = {
  'cli.about.ups.read': ['one reading', 'eine Messung'],
  'cli.about.ups.watch': ['a line per change', 'eine Zeile je Änderung'],
  'cli.about.ups.discover': ['how a UPS can be reached there', 'wie dort eine USV zu erreichen ist'],
  'cli.about.ups.commands': ['what it can be told', 'welche Befehle sie nimmt'],
  'cli.about.ups.command': [
    'tells it: selftest.start, beeper.mute, shutdown.return …',
    'gibt einen Befehl: selftest.start, beeper.mute, shutdown.return …',
  ],
  'cli.about.inventory.list': ['clusters, hosts and VMs', 'Cluster, Hosts und VMs'],
  'cli.about.plan.check': ['everything a run would need; reads only', 'alles, was ein Lauf bräuchte; liest nur'],
  'cli.about.plan.forecast': ["the plan's timeline against the battery", 'der Zeitplan gegen die Batterie'],
  'cli.about.plan.rehearse': ['the whole plan in virtual time; touches nothing', 'der ganze Plan in virtueller Zeit; berührt nichts'],
  'cli.about.plan.drill': [
    'really shuts VMs of the plan down and starts them again',
    'fährt VMs des Plans wirklich herunter und startet sie wieder',
  ],
  'cli.about.plan.run': ['shuts down now', 'fährt jetzt herunter'],
  'cli.about.watch': ['the coordinator or observer, no window', 'Koordinator oder Beobachter ohne Fenster'],
  'cli.about.practice': ['the practice office', 'das Übungsbüro'],
  'cli.about.simulate': [
    'random outages in virtual time; --fleet: UPSes that lie',
    'zufällige Ausfälle in virtueller Zeit; --fleet: lügende USVs',
  ],
  'cli.about.journal.list': ['the runs so far', 'die bisherigen Läufe'],
  'cli.about.journal.show': ['the report of a run', 'der Bericht eines Laufs'],
  'cli.about.journal.export': ['every entry of a run', 'alle Einträge eines Laufs'],
  'cli.about.config.init': [
    'a folder to begin with: settings.json and an example plan',
    'ein Ordner für den Anfang: settings.json und ein Beispielplan',
  ],
  'cli.about.config.validate': ['checks settings.json and the plans', 'prüft settings.json und die Pläne'],
  'cli.about.config.schema': ['JSON schemas of both, for editors', 'JSON-Schemas von beiden, für Editoren'],
  'cli.about.secret.set': ['keeps a secret in the keychain, from a prompt', 'legt ein Geheimnis in den Schlüsselbund, nach Eingabe'],
  'cli.about.secret.list': ['which secrets are kept, never what they are', 'welche Geheimnisse es gibt, nie welche es sind'],
  'cli.about.secret.forget': ['takes one out of the keychain', 'nimmt eines aus dem Schlüsselbund'],
  'cli.about.doctor': ['what this workstation has and lacks', 'was dieser Arbeitsplatz hat und was fehlt'],
  'cli.help.intro': [
    'Sundown brings a virtualised small office down in order before the UPS battery is empty, and back up again.',
    'Sundown fährt ein virtualisiertes kleines Büro geordnet herunter, bevor die Batterie der USV leer ist, und wieder hoch.',
  ],
  'cli.help.addresses': [
    `Addresses: snmp://HOST[:161]?version=1|2c  snmp://USER@HOST?version=3&auth=sha256&priv=aes128|aes256b|aes256r
           nut://[USER@]HOST[:3493]/UPS[?tls=1]  apcupsd://HOST[:3551]  system:[NAME]
           vsphere://USER@HOST[:443]  ssh://USER@HOST[:22]`,
    `Adressen:  snmp://HOST[:161]?version=1|2c  snmp://USER@HOST?version=3&auth=sha256&priv=aes128|aes256b|aes256r
           nut://[USER@]HOST[:3493]/USV[?tls=1]  apcupsd://HOST[:3551]  system:[NAME]
           vsphere://USER@HOST[:443]  ssh://USER@HOST[:22]`,
  ],
  'cli.help.secrets': [
    'Secrets:   SUNDOWN_SNMP_COMMUNITY, SUNDOWN_SNMP_AUTH_KEY, SUNDOWN_SNMP_PRIV_KEY, SUNDOWN_PASSWORD, or a prompt; never an argument',
    'Geheimes:  SUNDOWN_SNMP_COMMUNITY, SUNDOWN_SNMP_AUTH_KEY, SUNDOWN_SNMP_PRIV_KEY, SUNDOWN_PASSWORD oder Eingabe; nie ein Argument',
  ],
  'cli.help.options': [
    'Options:   --config DIR  --json  --json-lines  --language en|de  --help  --version',
    'Optionen:  --config ORDNER  --json  --json-lines  --language en|de  --help  --version',
  ],
  'cli.help.exit': [
    'Exit:      0 done  1 the answer is no  2 usage or configuration  3 not reached  4 refused',
    'Ende:      0 getan  1 die Antwort ist nein  2 Aufruf oder Einrichtung  3 nicht erreicht  4 abgelehnt',
  ],
  'cli.usage.option': ['There is no option {given}. See sundown --help.', 'Eine Option {given} gibt es nicht. Siehe sundown --help.'],
  'cli.usage.optionMeant': ['There is no option {given}. Did you mean {meant}?', 'Eine Option {given} gibt es nicht. Meinten Sie {meant}?'],
  'cli.usage.optionElsewhere': [
    'sundown {verb} takes no {option}. It is called so: {call}',
    'sundown {verb} nimmt kein {option}. Der Aufruf ist: {call}',
  ],
  'cli.usage.value': ['{option}: the value is missing.', '{option}: Der Wert fehlt.'],
  'cli.usage.noValue': ['{option} takes no value.', '{option} nimmt keinen Wert.'],
  'cli.usage.language': ['--language is en or de; it is "{given}".', '--language ist en oder de; angegeben ist „{given}“.'],
  'cli.usage.verb': [
    '"{given}" is no command of Sundown. See sundown --help.',
    '„{given}“ ist kein Befehl von Sundown. Siehe sundown --help.',
  ],
  'cli.usage.verbMeant': [
    '"{given}" is no command of Sundown. Did you mean: {call}',
    '„{given}“ ist kein Befehl von Sundown. Meinten Sie: {call}',
  ],
  'cli.usage.group': ['sundown {group} needs one more word:', 'sundown {group} braucht noch ein Wort:'],
  'cli.usage.operand': ['{what} is missing: {call}', '{what} fehlt: {call}'],
  'cli.usage.tooMany': ['"{given}" is too much: {call}', '„{given}“ ist zu viel: {call}'],
  'cli.usage.unread': ['Nobody reads the output any more. Sundown goes on.', 'Die Ausgabe liest niemand mehr. Sundown macht weiter.'],
} as const satisfies Sentences;
