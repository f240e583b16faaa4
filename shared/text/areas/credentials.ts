import type { Sentences } from '../sentences.js';

/** Weak ways of reaching a UPS: what is weak, and how it is mended. */
export const credentialsText = {
  'credentials.snmpPlain': [
    'SNMP v1 and v2c are not encrypted, and anyone on the network can forge them. Make an SNMPv3 user with SHA-256 and AES on the card and enter it in this connection.',
    'SNMP v1 und v2c sind unverschlüsselt, und jeder im Netz kann sie fälschen. Legen Sie auf der Karte einen SNMPv3-Benutzer mit SHA-256 und AES an und tragen Sie ihn in dieser Verbindung ein.',
  ],
  'credentials.usualCommunity': [
    'The community is the one that cards are delivered with. Set another one on the card, or better an SNMPv3 user, and enter it in this connection.',
    'Die Community ist die, mit der Karten ausgeliefert werden. Stellen Sie auf der Karte eine andere ein, besser einen SNMPv3-Benutzer, und tragen Sie sie in dieser Verbindung ein.',
  ],
  'credentials.noAuth': [
    'This SNMPv3 user has no authentication: anyone on the network can forge what the UPS says. Give it SHA-256 and AES on the card and enter both passphrases in this connection.',
    'Dieser SNMPv3-Benutzer hat keine Authentifizierung: Jeder im Netz kann fälschen, was die USV meldet. Geben Sie ihm auf der Karte SHA-256 und AES und tragen Sie in dieser Verbindung beide Passphrasen ein.',
  ],
  'credentials.noPriv': [
    'This SNMPv3 user does not encrypt: anyone on the network can read along. Give it AES on the card and enter the passphrase in this connection.',
    'Dieser SNMPv3-Benutzer verschlüsselt nicht: Jeder im Netz kann mitlesen. Geben Sie ihm auf der Karte AES und tragen Sie in dieser Verbindung die Passphrase ein.',
  ],
  'credentials.md5': [
    'MD5 is outdated. Give the SNMPv3 user SHA-256, or at least SHA-1, on the card and choose it in this connection.',
    'MD5 ist veraltet. Geben Sie dem SNMPv3-Benutzer auf der Karte SHA-256, zumindest SHA-1, und wählen Sie es in dieser Verbindung.',
  ],
  'credentials.des': [
    'DES is broken, and only the tray application can still use it, not the command line. Give the SNMPv3 user AES on the card and choose it in this connection.',
    'DES ist gebrochen, und nur noch die Anwendung mit Fenster kann es, nicht die Befehlszeile. Geben Sie dem SNMPv3-Benutzer auf der Karte AES und wählen Sie es in dieser Verbindung.',
  ],
  'credentials.auth.tooShort': [
    'The authentication passphrase has fewer than 8 characters, which SNMPv3 refuses (RFC 3414). Set one of 15 or more on the card and enter it in this connection.',
    'Die Passphrase der Authentifizierung hat weniger als 8 Zeichen, was SNMPv3 ablehnt (RFC 3414). Stellen Sie auf der Karte eine mit 15 oder mehr ein und tragen Sie sie in dieser Verbindung ein.',
  ],
  'credentials.priv.tooShort': [
    'The encryption passphrase has fewer than 8 characters, which SNMPv3 refuses (RFC 3414). Set one of 15 or more on the card and enter it in this connection.',
    'Die Passphrase der Verschlüsselung hat weniger als 8 Zeichen, was SNMPv3 ablehnt (RFC 3414). Stellen Sie auf der Karte eine mit 15 oder mehr ein und tragen Sie sie in dieser Verbindung ein.',
  ],
  'credentials.auth.short': [
    'The authentication passphrase has fewer than 15 characters and can be guessed from one recorded message. Set a longer one on the card and enter it in this connection.',
    'Die Passphrase der Authentifizierung hat weniger als 15 Zeichen und lässt sich aus einer mitgeschnittenen Nachricht erraten. Stellen Sie auf der Karte eine längere ein und tragen Sie sie in dieser Verbindung ein.',
  ],
  'credentials.priv.short': [
    'The encryption passphrase has fewer than 15 characters and can be guessed from one recorded message. Set a longer one on the card and enter it in this connection.',
    'Die Passphrase der Verschlüsselung hat weniger als 15 Zeichen und lässt sich aus einer mitgeschnittenen Nachricht erraten. Stellen Sie auf der Karte eine längere ein und tragen Sie sie in dieser Verbindung ein.',
  ],
  'credentials.nutPlain': [
    'The NUT server is read without encryption: anyone on the network can forge what it says. Encrypt with STARTTLS; a server that offers none needs a certificate (CERTFILE in upsd.conf).',
    'Der NUT-Server wird unverschlüsselt gelesen: Jeder im Netz kann fälschen, was er meldet. Verschlüsseln Sie mit STARTTLS; ein Server, der es nicht anbietet, braucht ein Zertifikat (CERTFILE in upsd.conf).',
  ],
  'credentials.nutPasswordPlain': [
    'The password goes to the NUT server without encryption. Encrypt with STARTTLS; a server that offers none needs a certificate (CERTFILE in upsd.conf).',
    'Das Kennwort geht unverschlüsselt an den NUT-Server. Verschlüsseln Sie mit STARTTLS; ein Server, der es nicht anbietet, braucht ein Zertifikat (CERTFILE in upsd.conf).',
  ],
  'credentials.apcupsdPlain': [
    'apcupsd knows neither encryption nor passwords: anyone on the network can forge what it says. Run a NUT server with a certificate on that computer instead, or let its firewall keep port 3551 to this one.',
    'apcupsd kennt weder Verschlüsselung noch Kennwörter: Jeder im Netz kann fälschen, was es meldet. Betreiben Sie auf jenem Rechner stattdessen einen NUT-Server mit Zertifikat, oder lassen Sie dessen Firewall Port 3551 nur für diesen Arbeitsplatz offen.',
  ],
  'credentials.command': ['In a terminal: sundown secret set {id}.{part}', 'Im Terminal: sundown secret set {id}.{part}'],
  'credentials.secretTooShort': [
    'Not kept: SNMPv3 takes no passphrase of fewer than 8 characters (RFC 3414).',
    'Nicht hinterlegt: SNMPv3 nimmt keine Passphrase mit weniger als 8 Zeichen (RFC 3414).',
  ],
  'credentials.noDes': [
    'SNMPv3 with DES does not work here: this runtime ({runtime}) has switched it off. UPS cards need AES.',
    'SNMPv3 mit DES funktioniert hier nicht: Diese Laufzeitumgebung ({runtime}) hat es abgeschaltet. USV-Karten brauchen AES.',
  ],
  'credentials.hasDes': [
    'SNMPv3 with DES works here, for cards that know nothing better.',
    'SNMPv3 mit DES funktioniert hier, für Karten, die nichts Besseres können.',
  ],
} as const satisfies Sentences;
