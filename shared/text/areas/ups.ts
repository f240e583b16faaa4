import type { Sentences } from '../sentences.js';

export const upsText = {
  'ups.power.mains': ['on mains', 'am Netz'],
  'ups.power.battery': ['on battery', 'im Batteriebetrieb'],
  'ups.power.bypass': ['on bypass', 'im Bypass'],
  'ups.power.off': ['output off', 'Ausgang aus'],
  'ups.power.unknown': ['unknown', 'unbekannt'],

  'ups.flag.lowBattery': ['Battery low', 'Batterie fast leer'],
  'ups.flag.replaceBattery': ['Battery needs replacing', 'Batterie muss ersetzt werden'],
  'ups.flag.batteryFault': ['Battery fault', 'Batteriefehler'],
  'ups.flag.noBattery': ['No battery', 'Keine Batterie'],
  'ups.flag.charging': ['Charging', 'Lädt'],
  'ups.flag.discharging': ['Discharging', 'Entlädt'],
  'ups.flag.overload': ['Overload', 'Überlast'],
  'ups.flag.overTemperature': ['Too hot', 'Zu heiß'],
  'ups.flag.boost': ['Raising a low mains voltage', 'Hebt eine zu niedrige Netzspannung an'],
  'ups.flag.trim': ['Lowering a high mains voltage', 'Senkt eine zu hohe Netzspannung ab'],
  'ups.flag.bypass': ['On bypass: not protected by the battery', 'Im Bypass: nicht durch die Batterie geschützt'],
  'ups.flag.off': ['Output is off', 'Ausgang ist aus'],
  'ups.flag.eco': ['Economy mode', 'Sparbetrieb'],
  'ups.flag.selfTest': ['Self-test running', 'Selbsttest läuft'],
  'ups.flag.selfTestFailed': ['Last self-test failed', 'Letzter Selbsttest fehlgeschlagen'],
  'ups.flag.calibrating': ['Runtime calibration running', 'Laufzeitkalibrierung läuft'],
  'ups.flag.forcedShutdown': ['Forced shutdown ordered by the UPS server', 'Zwangsabschaltung vom USV-Server angeordnet'],
  'ups.flag.shutdownPending': ['Output will be switched off', 'Ausgang wird abgeschaltet'],
  'ups.flag.communicationLost': ['Communication with the UPS lost', 'Verbindung zur USV verloren'],
  'ups.flag.alarm': ['Alarm', 'Alarm'],
  'ups.flag.fault': ['Fault', 'Störung'],
  'ups.flag.awaitingPower': ['Waiting for mains', 'Wartet auf Netzspannung'],

  'ups.protocol.snmp': ['SNMP', 'SNMP'],
  'ups.protocol.nut': ['NUT', 'NUT'],
  'ups.protocol.apcupsd': ['apcupsd', 'apcupsd'],
  'ups.protocol.system': ['this workstation’s own UPS', 'USV dieses Arbeitsplatzes'],

  'ups.unknownHost': ['There is no computer or device named {host}.', 'Es gibt keinen Rechner und kein Gerät mit dem Namen {host}.'],
  'ups.nonsense': ['{host} answered, but with something unreadable ({detail}).', '{host} hat geantwortet, aber Unlesbares ({detail}).'],
  'ups.tooSlow': [
    '{host} did not finish answering within {seconds} s.',
    '{host} ist innerhalb von {seconds} s mit der Antwort nicht fertig geworden.',
  ],
  'ups.closed': ['This connection has been closed.', 'Diese Verbindung wurde geschlossen.'],
  'ups.secretMissing': [
    'The {part} key of this UPS is not stored. Enter it in the connection, or with: sundown secret set {id}.{part}',
    'Der {part}-Schlüssel dieser USV ist nicht hinterlegt. Tragen Sie ihn in der Verbindung ein oder mit: sundown secret set {id}.{part}',
  ],
  'ups.keyTooShort': [
    'The {part} key is too short: SNMPv3 needs at least 8 characters.',
    'Der {part}-Schlüssel ist zu kurz: SNMPv3 braucht mindestens 8 Zeichen.',
  ],
  'ups.cipherMissing': [
    'This program cannot use {cipher}: it is outdated and was switched off. Set the card to AES.',
    'Dieses Programm kann {cipher} nicht verwenden: Es ist veraltet und abgeschaltet. Stellen Sie die Karte auf AES um.',
  ],
  'ups.unknownDevice': [
    '{host} answers SNMP, but offers no UPS values that Sundown knows. It calls itself “{description}”.',
    '{host} antwortet auf SNMP, bietet aber keine USV-Werte an, die Sundown kennt. Es nennt sich „{description}“.',
  ],

  'ups.snmp.silent': [
    '{host} does not answer SNMP version {version}. Check the address, the community, and whether the card allows this workstation.',
    '{host} antwortet nicht auf SNMP Version {version}. Prüfen Sie Adresse, Community und ob die Karte diesen Arbeitsplatz zulässt.',
  ],
  'ups.snmp.silent3': [
    '{host} does not answer SNMP version 3. Check the address and the privacy key and method: cards stay silent when those are wrong.',
    '{host} antwortet nicht auf SNMP Version 3. Prüfen Sie Adresse, Verschlüsselungsschlüssel und -verfahren: Bei Fehlern dort schweigen Karten.',
  ],
  'ups.snmp.refused.user': ['{host} does not know this SNMPv3 user.', '{host} kennt diesen SNMPv3-Benutzer nicht.'],
  'ups.snmp.refused.authKey': [
    '{host} refuses the authentication key or method of this SNMPv3 user.',
    '{host} lehnt den Authentifizierungsschlüssel oder das Verfahren dieses SNMPv3-Benutzers ab.',
  ],
  'ups.snmp.refused.level': [
    '{host} demands another security level for this SNMPv3 user.',
    '{host} verlangt für diesen SNMPv3-Benutzer eine andere Sicherheitsstufe.',
  ],
  'ups.snmp.refused.access': [
    '{host} does not let this user read UPS values.',
    '{host} erlaubt diesem Benutzer nicht, USV-Werte zu lesen.',
  ],
  'ups.snmp.status': ['{host} refused the request (SNMP status {status}).', '{host} hat die Anfrage abgelehnt (SNMP-Status {status}).'],
  'ups.snmp.outOfTime': [
    '{host} and this workstation disagree about the clock of SNMPv3. Sundown opens a new session.',
    '{host} und dieser Arbeitsplatz sind sich über die Uhr von SNMPv3 uneinig. Sundown öffnet eine neue Sitzung.',
  ],

  'ups.noShutdown': [
    'This UPS cannot be told over the network to switch its output off.',
    'Diese USV lässt sich nicht über das Netz anweisen, ihren Ausgang abzuschalten.',
  ],
  'ups.noReturn': [
    'This UPS cannot be told to switch its output on again when mains returns.',
    'Diese USV lässt sich nicht anweisen, ihren Ausgang bei Netzrückkehr wieder einzuschalten.',
  ],
  'ups.noAbort': [
    'This UPS has no command to call off a shutdown of its output.',
    'Diese USV kennt keinen Befehl, um eine Abschaltung ihres Ausgangs zurückzunehmen.',
  ],
  'ups.writeRefused': [
    '{host} does not allow this user to give commands. Allow writing on the card, or enter separate write credentials.',
    '{host} erlaubt diesem Benutzer keine Befehle. Erlauben Sie das Schreiben auf der Karte oder tragen Sie eigene Schreib-Zugangsdaten ein.',
  ],
  'ups.valueRefused': ['{host} refused the value {value} for {what}.', '{host} hat den Wert {value} für {what} abgelehnt.'],
  'ups.delayTooShort': [
    'This UPS would switch off after {fixed, duration}, but {wanted, duration} are needed. Raise its shutdown delay on the card.',
    'Diese USV würde nach {fixed, duration} abschalten, gebraucht werden aber {wanted, duration}. Erhöhen Sie die Abschaltverzögerung auf der Karte.',
  ],
  'ups.delayTooLong': [
    'This UPS takes a delay of at most {max, duration}; {wanted, duration} are needed.',
    'Diese USV nimmt höchstens {max, duration} Verzögerung an; gebraucht werden {wanted, duration}.',
  ],
  'ups.notConfirmed': [
    '{host} accepted the command, but reading back shows that it is not carried out.',
    '{host} hat den Befehl angenommen, aber das Zurücklesen zeigt, dass er nicht ausgeführt wird.',
  ],

  'ups.tcp.refused': [
    '{host} is there, but nothing listens on port {port}.',
    '{host} ist erreichbar, aber auf Port {port} antwortet kein Dienst.',
  ],
  'ups.tcp.silent': ['{host} does not answer on port {port}.', '{host} antwortet nicht auf Port {port}.'],
  'ups.nut.unknownUps': [
    'The NUT server {host} has no UPS named “{ups}”. It has: {known}.',
    'Der NUT-Server {host} hat keine USV namens „{ups}“. Er kennt: {known}.',
  ],
  'ups.nut.denied': [
    'The NUT server {host} does not allow this: check the user, the password and the addresses it lets in.',
    'Der NUT-Server {host} erlaubt das nicht: Prüfen Sie Benutzer, Kennwort und die zugelassenen Adressen.',
  ],
  'ups.nut.error': ['The NUT server {host} answered {error}.', 'Der NUT-Server {host} hat mit {error} geantwortet.'],
  'ups.nut.commandFailed': [
    'The UPS driver on {host} could not carry out {command}.',
    'Der USV-Treiber auf {host} konnte {command} nicht ausführen.',
  ],
  'ups.nut.noTls': ['The NUT server {host} offers no encryption.', 'Der NUT-Server {host} bietet keine Verschlüsselung an.'],
  'ups.nut.certificate': [
    'The certificate of the NUT server {host} is not trusted. Its fingerprint is {fingerprint}; accept it if that is right.',
    'Dem Zertifikat des NUT-Servers {host} wird nicht vertraut. Sein Fingerabdruck ist {fingerprint}; bestätigen Sie ihn, wenn er stimmt.',
  ],
  'ups.nut.delayUnknown': [
    'This UPS does not let its shutdown delay be set, so it could cut the power too early. It was not told to switch off.',
    'Bei dieser USV lässt sich die Abschaltverzögerung nicht einstellen; sie könnte zu früh abschalten. Sie erhielt keinen Abschaltbefehl.',
  ],
  'ups.traps.noRights': [
    'Traps are not heard: this system lets only privileged programs listen on UDP port {port}. Set a port above 1023 here and in the UPS card, or let snmptrapd or the firewall forward port {port} to it. The UPS is polled as before.',
    'Traps werden nicht empfangen: Auf UDP-Port {port} dürfen hier nur Programme mit besonderen Rechten hören. Stellen Sie hier und in der USV-Karte einen Port über 1023 ein, oder lassen Sie snmptrapd oder die Firewall Port {port} dorthin weiterleiten. Die USV wird weiterhin abgefragt.',
  ],
  'ups.traps.portTaken': [
    'Traps are not heard: another program listens on UDP port {port}. Choose another port, or let that program forward to it. The UPS is polled as before.',
    'Traps werden nicht empfangen: Auf UDP-Port {port} hört schon ein anderes Programm. Wählen Sie einen anderen Port, oder lassen Sie jenes Programm dorthin weiterleiten. Die USV wird weiterhin abgefragt.',
  ],
  'ups.traps.failed': [
    'Traps are not heard on UDP port {port}: {detail}. The UPS is polled as before.',
    'Auf UDP-Port {port} werden keine Traps empfangen: {detail}. Die USV wird weiterhin abgefragt.',
  ],
  'ups.apcupsd.notRunning': ['apcupsd on {host} says: {detail}.', 'apcupsd auf {host} meldet: {detail}.'],
} as const satisfies Sentences;
