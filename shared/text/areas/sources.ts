import type { Sentences } from '../sentences.js';

/** Where readings come from, and what that means for their worth. */
export const sourcesText = {
  'sources.lost.dataStale': [
    'The UPS server has heard nothing new of the UPS for a while (its data is stale)',
    'Der USV-Server hat seit einer Weile nichts Neues von der USV gehört (seine Daten sind veraltet)',
  ],
  'sources.lost.driverNotConnected': ['The driver on the UPS server is not running', 'Der Treiber auf dem USV-Server läuft nicht'],
  'sources.lost.deviceSilent': ['The UPS server has lost the UPS', 'Der USV-Server hat die Verbindung zur USV verloren'],
  'sources.system.lessTrusted': [
    'Read from this workstation’s operating system. It only reads, leaves out self-tests, overload and voltages, and some systems estimate the time: it is trusted less than the UPS itself, and cannot tell the UPS to switch off.',
    'Vom Betriebssystem dieses Arbeitsplatzes gelesen. Es liest nur, verschweigt Selbsttests, Überlast und Spannungen, und manche Systeme schätzen die Zeit: Dem wird weniger vertraut als der USV selbst, und die USV lässt sich darüber nicht abschalten.',
  ],
  'sources.system.noUps': [
    'The operating system of this workstation shows no UPS. Connect one by USB, or choose another way to it.',
    'Das Betriebssystem dieses Arbeitsplatzes zeigt keine USV. Schließen Sie eine über USB an, oder wählen Sie einen anderen Weg zu ihr.',
  ],
  'sources.system.manyUpses': [
    'The operating system shows several UPSes: {known}. Name one in the address: system:NAME.',
    'Das Betriebssystem zeigt mehrere USV: {known}. Nennen Sie eine in der Adresse: system:NAME.',
  ],
  'sources.system.unknownUps': [
    'The operating system shows no UPS named “{ups}”. It shows: {known}.',
    'Das Betriebssystem zeigt keine USV namens „{ups}“. Es zeigt: {known}.',
  ],
  'sources.system.silent': [
    'The operating system did not tell its power supplies: {detail}.',
    'Das Betriebssystem hat seine Stromversorgungen nicht genannt: {detail}.',
  ],
} as const satisfies Sentences;
