import type { Sentences } from '../sentences.js';

export const sshText = {
  'ssh.unreachable': ['{host} does not answer on port {port} ({reason}).', '{host} antwortet nicht auf Port {port} ({reason}).'],
  'ssh.refused': [
    '{host} refused to log "{user}" in. Check the user name, the password or the key.',
    '{host} hat die Anmeldung von „{user}“ abgelehnt. Prüfen Sie Benutzername, Kennwort oder Schlüssel.',
  ],
  'ssh.hostKeyUnknown': [
    '{host} presented a host key that nobody has accepted yet: {type} {presented}. Compare it with the one on the machine, then accept it.',
    '{host} zeigte einen Hostschlüssel, den noch niemand angenommen hat: {type} {presented}. Vergleichen Sie ihn mit dem auf dem Rechner und nehmen Sie ihn dann an.',
  ],
  'ssh.hostKeyChanged': [
    'The host key of {host} changed from {pinned} to {presented} ({type}). Nothing was sent. If the machine was installed anew, accept the new key; if not, somebody may be in between.',
    'Der Hostschlüssel von {host} wechselte von {pinned} zu {presented} ({type}). Es wurde nichts gesendet. Wurde der Rechner neu installiert, nehmen Sie den neuen Schlüssel an; wenn nicht, steht womöglich jemand dazwischen.',
  ],
  'ssh.keyUnreadable': ['The key file {file} cannot be used: {reason}.', 'Die Schlüsseldatei {file} ist nicht verwendbar: {reason}.'],
  'ssh.noCommonAlgorithm': [
    '{host} offers only old algorithms. If it is an ESXi 5 host, allow them for this connection.',
    '{host} bietet nur alte Verfahren an. Ist es ein ESXi-5-Host, erlauben Sie sie für diese Verbindung.',
  ],
  'ssh.timeout': [
    '{host} did not finish the command within {seconds, duration}.',
    '{host} hat den Befehl nicht innerhalb von {seconds, duration} beendet.',
  ],
  'ssh.commandFailed': ['The command on {host} ended with code {code}: {said}', 'Der Befehl auf {host} endete mit Code {code}: {said}'],
  'ssh.commandNotFound': ['{host} has no program "{program}" in its path.', '{host} hat kein Programm „{program}“ im Suchpfad.'],
  'ssh.noMac': [
    '{name} has no MAC address configured, so it cannot be woken.',
    'Für {name} ist keine MAC-Adresse hinterlegt, darum lässt es sich nicht wecken.',
  ],
  'ssh.wakeFailed': [
    'The wake packet for {name} could not be sent: {reason}.',
    'Das Weckpaket für {name} konnte nicht gesendet werden: {reason}.',
  ],
  'ssh.noCluster': [
    'A host reached over SSH knows nothing of its cluster.',
    'Ein über SSH erreichter Host weiß nichts von seinem Cluster.',
  ],
  'ssh.vmNotFound': ['{name} is not registered on {host}.', '{name} ist auf {host} nicht registriert.'],
  'ssh.esxiSaid': ['{host} answered: {said}', '{host} antwortete: {said}'],
  'ssh.toolsMissing': [
    '{name} runs no VMware Tools, so its guest cannot be asked to shut down.',
    'In {name} laufen keine VMware Tools, darum kann der Gast nicht heruntergefahren werden.',
  ],
  'ssh.shellWarning': [
    '{host} is reached over SSH: use a direct vSphere login where its licence allows one, for it tells more.',
    '{host} wird über SSH erreicht: Nutzen Sie eine direkte vSphere-Anmeldung, wo die Lizenz sie erlaubt; sie sagt mehr.',
  ],
} as const satisfies Sentences;
