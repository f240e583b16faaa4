import type { Sentences } from '../sentences.js';

/** Finding out how a UPS is reached. */
export const discoveryText = {
  'discovery.place': [
    'Enter the name or address of the UPS, its card or the server it hangs on, such as 192.168.1.20 or ups.example:3493; “{given}” is none.',
    'Geben Sie Namen oder Adresse der USV, ihrer Karte oder des Servers ein, an dem sie hängt, etwa 192.168.1.20 oder ups.example:3493; „{given}“ ist keine.',
  ],

  'discovery.form.place': ['Address', 'Adresse'],
  'discovery.form.place.about': [
    'Name or IP address of the UPS, of its network card, or of the server it hangs on. That is enough to begin.',
    'Name oder IP-Adresse der USV, ihrer Netzwerkkarte oder des Servers, an dem sie hängt. Das genügt für den Anfang.',
  ],
  'discovery.form.credentials': ['Credentials', 'Zugangsdaten'],
  'discovery.form.credentials.about': [
    'Optional. SNMPv3 comes first; a community is not sent where SNMPv3 works. Nothing is stored until you save.',
    'Freiwillig. SNMPv3 kommt zuerst; eine Community wird nicht gesendet, wo SNMPv3 geht. Bis zum Speichern wird nichts hinterlegt.',
  ],
  'discovery.form.user.about': ['Of SNMPv3, or of the NUT server.', 'Von SNMPv3 oder vom NUT-Server.'],
  'discovery.form.find': ['Find', 'Suchen'],
  'discovery.form.system': ['Use the UPS at This Workstation: {name}', 'USV an diesem Arbeitsplatz nehmen: {name}'],
  'discovery.form.byHand': ['Choose the protocol by hand', 'Das Protokoll von Hand wählen'],
  'discovery.form.asking': [
    'Asking by SNMPv3, v2c and v1, NUT and apcupsd. This takes a few seconds.',
    'Es wird über SNMPv3, v2c und v1, NUT und apcupsd gefragt. Das dauert einige Sekunden.',
  ],
  'discovery.form.answered': ['What answered', 'Was geantwortet hat'],
  'discovery.form.nothing': ['No UPS was found there.', 'Dort wurde keine USV gefunden.'],
  'discovery.form.silent': ['What did not, and why', 'Was nicht, und warum'],

  'discovery.way.snmp3': ['SNMPv3', 'SNMPv3'],
  'discovery.way.snmp2c': ['SNMP v2c', 'SNMP v2c'],
  'discovery.way.snmp1': ['SNMP v1', 'SNMP v1'],
  'discovery.way.nut': ['NUT', 'NUT'],
  'discovery.way.apcupsd': ['apcupsd', 'apcupsd'],
  'discovery.way.system': ['This workstation’s system', 'System dieses Arbeitsplatzes'],

  'discovery.why.authPriv': [
    'SNMPv3 with {auth} and {priv}: authenticated and encrypted.',
    'SNMPv3 mit {auth} und {priv}: authentifiziert und verschlüsselt.',
  ],
  'discovery.why.noPriv': ['SNMPv3 with {auth}: authenticated, not encrypted.', 'SNMPv3 mit {auth}: authentifiziert, nicht verschlüsselt.'],
  'discovery.why.noAuth': [
    'SNMPv3 without authentication: neither authenticated nor encrypted.',
    'SNMPv3 ohne Authentifizierung: weder authentifiziert noch verschlüsselt.',
  ],
  'discovery.why.community': ['SNMP v{version} with a community: not encrypted.', 'SNMP v{version} mit einer Community: unverschlüsselt.'],
  'discovery.why.nutTls': ['NUT with STARTTLS: encrypted.', 'NUT mit STARTTLS: verschlüsselt.'],
  'discovery.why.nutPlain': ['NUT without STARTTLS: not encrypted.', 'NUT ohne STARTTLS: unverschlüsselt.'],
  'discovery.why.apcupsd': ['apcupsd: not encrypted, and reads only.', 'apcupsd: unverschlüsselt, und liest nur.'],

  'discovery.why.system': [
    'This workstation’s operating system: reads only, tells less than the UPS itself, and is trusted less.',
    'Das Betriebssystem dieses Arbeitsplatzes: liest nur, sagt weniger als die USV selbst, und ihm wird weniger vertraut.',
  ],

  'discovery.because.safest': [
    'Sundown would use the first: of what answered it is the safest.',
    'Sundown würde den ersten Weg nehmen: Von dem, was geantwortet hat, ist er der sicherste.',
  ],
  'discovery.because.nearest': [
    'Sundown would use the first: the UPS’s own card tells more, and sooner, than a server in between.',
    'Sundown würde den ersten Weg nehmen: Die Karte der USV selbst sagt mehr und früher Bescheid als ein Server dazwischen.',
  ],
  'discovery.because.fuller': [
    'Sundown would use the first: it tells more of the UPS than what follows.',
    'Sundown würde den ersten Weg nehmen: Er sagt mehr über die USV als die folgenden.',
  ],
  'discovery.because.several': [
    '{count, plural, one {# UPS is} other {# UPSes are}} shown there. Choose yours.',
    'Dort {count, plural, one {wird # USV} other {werden # USVs}} gezeigt. Wählen Sie Ihre.',
  ],
  'discovery.because.only': ['It is the only way that answered.', 'Es ist der einzige Weg, der geantwortet hat.'],

  'discovery.advice.useSnmp3': [
    '{host} speaks SNMPv3 too. Make a user with SHA-256 and AES on the card, enter it under the credentials, and find again.',
    '{host} spricht auch SNMPv3. Legen Sie auf der Karte einen Benutzer mit SHA-256 und AES an, tragen Sie ihn bei den Zugangsdaten ein und suchen Sie noch einmal.',
  ],
  'discovery.advice.needsUser': [
    '{host} speaks SNMPv3. Enter a user of it under the credentials, and find again.',
    '{host} spricht SNMPv3. Tragen Sie bei den Zugangsdaten einen Benutzer davon ein und suchen Sie noch einmal.',
  ],
  'discovery.advice.noSnmp3': [
    '{host} does not answer SNMPv3. Most cards have it: switch it on there, make a user with SHA-256 and AES, and find again.',
    '{host} antwortet nicht auf SNMPv3. Die meisten Karten können es: Schalten Sie es dort ein, legen Sie einen Benutzer mit SHA-256 und AES an und suchen Sie noch einmal.',
  ],
  'discovery.advice.alsoPlain': [
    '{host} still answers SNMP without encryption. Switch v1 and v2c off on the card.',
    '{host} antwortet noch auf unverschlüsseltes SNMP. Schalten Sie v1 und v2c auf der Karte ab.',
  ],

  'discovery.snmp3.none': ['{host} does not speak SNMPv3.', '{host} spricht kein SNMPv3.'],
  'discovery.snmp3.noUser': [
    '{host} speaks SNMPv3, but no user was given.',
    '{host} spricht SNMPv3, aber es wurde kein Benutzer angegeben.',
  ],
  'discovery.snmp3.privKey': [
    '{host} takes the authentication of this SNMPv3 user, but stays silent to its encryption: check that passphrase, and the method on the card.',
    '{host} nimmt die Authentifizierung dieses SNMPv3-Benutzers an, schweigt aber zur Verschlüsselung: Prüfen Sie deren Passphrase und das Verfahren auf der Karte.',
  ],
  'discovery.pin': [
    'Its certificate is not known yet. SHA-256: {fingerprint}',
    'Das Zertifikat ist noch nicht bekannt. SHA-256: {fingerprint}',
  ],
  'discovery.nut.noUps': ['The NUT server {host} has no UPS.', 'Der NUT-Server {host} hat keine USV.'],
  'discovery.outOfTime': [
    '{host} did not finish answering within {seconds} s.',
    '{host} wurde innerhalb von {seconds} s mit der Antwort nicht fertig.',
  ],
} as const satisfies Sentences;
