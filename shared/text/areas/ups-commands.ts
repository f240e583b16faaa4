import type { Sentences } from '../sentences.js';

/** Telling a UPS something: what it offers, what is known of the right, and what became of it. */
export const upsCommandsText = {
  'ups.command.none': ['This UPS offers no command {name}.', 'Diese USV bietet keinen Befehl {name} an.'],
  'ups.command.notAbortable': [
    'Once this UPS was told to switch its output off, nothing can call that off: it will cut even if power is back by then.',
    'Ist diese USV einmal angewiesen, ihren Ausgang abzuschalten, lässt sich das nicht mehr zurücknehmen: Sie schaltet ab, auch wenn der Strom bis dahin zurück ist.',
  ],
  'ups.command.notShown': [
    'This UPS does not show whether it carries out the output-off command: the report will say that it was not confirmed.',
    'Diese USV zeigt nicht, ob sie den Abschaltbefehl ausführt: Der Bericht wird sagen, dass er unbestätigt blieb.',
  ],
  'ups.right.known': [
    'The server accepts the user and the password and lets them set values; the UPS has the command. Whether the user may give this very command shows only when it is given.',
    'Der Server nimmt Benutzer und Kennwort an und lässt sie Werte setzen; die USV hat den Befehl. Ob der Benutzer gerade diesen Befehl geben darf, zeigt sich erst, wenn er gegeben wird.',
  ],
  'ups.right.granted': [
    'The UPS has the command, and its card shows in its own table of access rights that the credentials for commands may write it.',
    'Die USV hat den Befehl, und ihre Karte zeigt in ihrer eigenen Tabelle der Zugriffsrechte, dass die Zugangsdaten für Befehle ihn schreiben dürfen.',
  ],
  'ups.right.unknown': [
    'The UPS has the command, and the credentials for commands can see it. Whether they may also write cannot be asked in advance.',
    'Die USV hat den Befehl, und die Zugangsdaten für Befehle können ihn sehen. Ob sie auch schreiben dürfen, lässt sich vorab nicht erfragen.',
  ],
  'ups.nut.noUser': [
    'The NUT server {host} takes commands only from a user, and this connection names none.',
    'Der NUT-Server {host} nimmt Befehle nur von einem Benutzer an, und diese Verbindung nennt keinen.',
  ],
  'ups.nut.mayNotSet': [
    'The NUT server {host} refuses: the password is wrong, or upsd.users does not give this user “actions = SET” beside “instcmds”.',
    'Der NUT-Server {host} lehnt ab: Das Kennwort ist falsch, oder upsd.users gibt diesem Benutzer neben „instcmds“ nicht „actions = SET“.',
  ],
  'ups.command.observer': [
    'An observer gives no commands. Make this installation the coordinator first.',
    'Ein Beobachter gibt keine Befehle. Machen Sie diese Installation zuerst zum Koordinator.',
  ],
  'ups.command.duringRun': ['While a run is going on, the UPS belongs to it.', 'Solange ein Lauf im Gange ist, gehört die USV ihm.'],
  'ups.command.notOnMains': [
    'A self-test is started only on mains: it takes from the battery.',
    'Ein Selbsttest wird nur am Netz begonnen: Er zehrt an der Batterie.',
  ],
  'ups.command.given': ['{title} was told: {what}.', '{title} erhielt den Befehl: {what}.'],
  'ups.command.confirmed.readBack': ['{what}: the UPS shows that it is carried out.', '{what}: Die USV zeigt, dass es ausgeführt wird.'],
  'ups.command.confirmed.driver': [
    '{what}: the driver of the UPS reports success; the UPS itself does not show it.',
    '{what}: Der Treiber der USV meldet Erfolg; die USV selbst zeigt es nicht.',
  ],
  'ups.command.confirmed.nothing': [
    '{what}: accepted, but not confirmed. The UPS does not show whether it is carried out.',
    '{what}: angenommen, aber unbestätigt. Die USV zeigt nicht, ob es ausgeführt wird.',
  ],

  'ups.command.title': ['Commands', 'Befehle'],
  'ups.command.selftest.start': ['Start a self-test', 'Selbsttest starten'],
  'ups.command.selftest.stop': ['Stop the self-test', 'Selbsttest beenden'],
  'ups.command.beeper.enable': ['Switch the beeper on', 'Signalton einschalten'],
  'ups.command.beeper.disable': ['Switch the beeper off', 'Signalton ausschalten'],
  'ups.command.beeper.mute': ['Silence the beeper for now', 'Signalton vorerst stumm'],
  'ups.command.shutdown.return': ['Output off, back with mains', 'Ausgang aus, mit dem Netz wieder an'],
  'ups.command.shutdown.stayoff': ['Output off for good', 'Ausgang dauerhaft aus'],
  'ups.command.shutdown.abort': ['Call the switching-off off', 'Abschaltung zurücknehmen'],
  'ups.command.outlet.on': ['Switch outlet group {group} on', 'Steckdosengruppe {group} einschalten'],
  'ups.command.outlet.off': ['Switch outlet group {group} off', 'Steckdosengruppe {group} ausschalten'],
  'ups.command.outlet.cycle': ['Switch outlet group {group} off and on again', 'Steckdosengruppe {group} aus- und wieder einschalten'],
  'ups.command.outlets': ['Outlet groups', 'Steckdosengruppen'],
  'ups.command.outlet': ['Group {group}', 'Gruppe {group}'],
  'ups.command.outletState.on': ['on', 'an'],
  'ups.command.outletState.off': ['off', 'aus'],
  'ups.command.outletState.unknown': ['unknown', 'unbekannt'],
  'ups.command.short.on': ['On', 'An'],
  'ups.command.short.off': ['Off', 'Aus'],
  'ups.command.short.cycle': ['Off and on', 'Aus und an'],
  'ups.command.beeperIs': ['Beeper: {state}', 'Signalton: {state}'],
  'ups.command.beeperState.enabled': ['on', 'an'],
  'ups.command.beeperState.disabled': ['off', 'aus'],
  'ups.command.beeperState.muted': ['silenced', 'stumm'],
  'ups.command.nothingOffered': [
    'This UPS takes no commands over this connection.',
    'Diese USV nimmt über diese Verbindung keine Befehle an.',
  ],
  'ups.command.planOnly': [
    'The whole output is switched off by a plan only ({what}).',
    'Den ganzen Ausgang schaltet nur ein Plan ab ({what}).',
  ],
  'ups.command.planOnly.final': ['{what}; cannot be called off', '{what}; nicht zurückzunehmen'],

  'run.remark.upsFinal': ['This UPS cannot call it off.', 'Diese USV kann es nicht zurücknehmen.'],
  'run.remark.upsUnconfirmed': [
    'Accepted, but not confirmed: the UPS does not show it.',
    'Angenommen, aber unbestätigt: Die USV zeigt es nicht.',
  ],
  'run.remark.upsFinalUnconfirmed': [
    'Accepted, but not confirmed: the UPS does not show it. It cannot call it off either.',
    'Angenommen, aber unbestätigt: Die USV zeigt es nicht. Zurücknehmen kann sie es auch nicht.',
  ],
} as const satisfies Sentences;
