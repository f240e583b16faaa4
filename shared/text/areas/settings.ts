import type { Sentences } from '../sentences.js';

/** `settings.<key>`, `settings.<key>.about`, `settings.<key>.<choice>`, `settings.group.<group>`; the table is shared/settings/table.ts. */
export const settingsText = {
  'settings.group.general': ['General', 'Allgemein'],
  'settings.group.ups': ['Reading the UPS', 'USV lesen'],
  'settings.group.policy': ['When to act', 'Wann gehandelt wird'],
  'settings.group.notices': ['Notices', 'Meldungen'],
  'settings.group.window': ['Window', 'Fenster'],
  'settings.group.history': ['History', 'Verlauf'],
  'settings.group.practice': ['Practice office', 'Übungsbüro'],

  'settings.general.role': ['Role of this workstation', 'Rolle dieses Arbeitsplatzes'],
  'settings.general.role.about': [
    'A coordinator carries out the plan. An observer only shows and warns; it never shuts anything down.',
    'Ein Koordinator führt den Plan aus. Ein Beobachter zeigt und warnt nur; er fährt nie etwas herunter.',
  ],
  'settings.general.role.coordinator': ['Coordinator', 'Koordinator'],
  'settings.general.role.observer': ['Observer', 'Beobachter'],
  'settings.general.armed': ['Plan armed', 'Plan scharf'],
  'settings.general.armed.about': [
    'While armed, a trigger of the active plan starts the shutdown by itself. While not armed, Sundown only warns.',
    'Ist der Plan scharf, beginnt ein Auslöser das Herunterfahren von selbst. Sonst warnt Sundown nur.',
  ],
  'settings.general.language': ['Language', 'Sprache'],
  'settings.general.language.about': [
    "The language of the window, the tray and the notices. Reports use the reader's language too.",
    'Die Sprache des Fensters, des Infobereichs und der Meldungen. Auch Berichte erscheinen in ihr.',
  ],
  'settings.general.language.system': ['As the system', 'Wie das System'],
  'settings.general.language.en': ['English', 'Englisch'],
  'settings.general.language.de': ['German', 'Deutsch'],
  'settings.general.startAtLogin': ['Start at login', 'Beim Anmelden starten'],
  'settings.general.startAtLogin.about': [
    'Starts Sundown in the tray when you log in. A workstation that coordinates should do so.',
    'Startet Sundown beim Anmelden im Infobereich. Ein Koordinator sollte das tun.',
  ],
  'settings.ups.pollMainsSeconds': ['Time between readings on mains', 'Abstand der Messungen am Netz'],
  'settings.ups.pollMainsSeconds.about': [
    'How often the UPS is asked while mains power is there.',
    'Wie oft die USV gefragt wird, solange Netzstrom da ist.',
  ],
  'settings.ups.glanceSeconds': ['Time between glances on mains', 'Abstand der Blicke am Netz'],
  'settings.ups.glanceSeconds.about': [
    'Between readings a small question asks only whether the power is as before; a change is read at once. 0 turns it off.',
    'Zwischen den Messungen fragt eine kleine Frage nur, ob die Stromversorgung unverändert ist; eine Änderung wird sofort gelesen. 0 schaltet es ab.',
  ],
  'settings.ups.pollBatterySeconds': ['Time between readings on battery', 'Abstand der Messungen auf Batterie'],
  'settings.ups.pollBatterySeconds.about': [
    'How often the UPS is asked while it runs on battery. Shorter means a more exact latest safe start.',
    'Wie oft die USV auf Batterie gefragt wird. Kürzer heißt: Der späteste sichere Start wird genauer.',
  ],
  'settings.ups.trapPort': ['Port for SNMP traps', 'Port für SNMP-Traps'],
  'settings.ups.trapPort.about': [
    'UDP port on which cards may announce a change, usually 162; 0 listens to nobody. An announcement is never believed: the UPS is asked at once.',
    'UDP-Port, auf dem Karten eine Änderung melden dürfen, meist 162; 0 hört auf niemanden. Eine Meldung wird nie geglaubt: Die USV wird sofort gefragt.',
  ],
  'settings.policy.confirmSeconds': ['Confirm a power failure for', 'Stromausfall bestätigen über'],
  'settings.policy.confirmSeconds.about': [
    'On battery for so long counts as a power failure. Shorter flickers are only recorded.',
    'So lange auf Batterie gilt als Stromausfall. Kürzeres Flackern wird nur aufgezeichnet.',
  ],
  'settings.policy.stableMainsSeconds': ['Mains counts as back after', 'Netz gilt als zurück nach'],
  'settings.policy.stableMainsSeconds.about': [
    'Mains must stay for so long. A failure that resumes sooner is the same one, and its time adds up.',
    'So lange muss das Netz bleiben. Fällt es früher wieder aus, ist es derselbe Ausfall, und die Zeit zählt weiter.',
  ],
  'settings.policy.lostNoticeSeconds': ['Tell about a lost UPS after', 'Verlorene USV melden nach'],
  'settings.policy.lostNoticeSeconds.about': [
    'A UPS that is silent for so long on mains is reported. Silence alone never starts a shutdown on mains.',
    'Schweigt eine USV am Netz so lange, wird es gemeldet. Schweigen allein fährt am Netz nie etwas herunter.',
  ],
  'settings.policy.calibrationBelievedSeconds': ['Believe a calibration for at most', 'Kalibrierung höchstens glauben für'],
  'settings.policy.calibrationBelievedSeconds.about': [
    'During a calibration the UPS drains its battery on purpose. A flag that stays longer is not believed any more.',
    'Bei einer Kalibrierung entlädt die USV ihre Batterie mit Absicht. Einer Meldung, die länger steht, wird nicht mehr geglaubt.',
  ],
  'settings.policy.postponeSeconds': ['Postpone by', 'Aufschieben um'],
  'settings.policy.postponeSeconds.about': [
    'How much time Postpone gives. It never goes beyond the latest safe start.',
    'Wie viel Zeit Aufschieben gibt. Nie über den spätesten sicheren Start hinaus.',
  ],
  'settings.notices.level': ['Show notices', 'Meldungen zeigen'],
  'settings.notices.level.about': [
    'Which notices appear on the desktop. The notice centre keeps them all.',
    'Welche Meldungen auf dem Bildschirm erscheinen. Die Liste der Meldungen behält alle.',
  ],
  'settings.notices.level.all': ['All', 'Alle'],
  'settings.notices.level.warnings': ['Warnings and errors', 'Warnungen und Fehler'],
  'settings.notices.level.errors': ['Errors only', 'Nur Fehler'],
  'settings.window.theme': ['Colour theme', 'Farbschema'],
  'settings.window.theme.about': ['Follows the system, or stays as you choose.', 'Folgt dem System oder bleibt, wie Sie es wählen.'],
  'settings.window.theme.system': ['As the system', 'Wie das System'],
  'settings.window.theme.light': ['Light', 'Hell'],
  'settings.window.theme.dark': ['Dark', 'Dunkel'],
  'settings.window.theme.hcLight': ['High contrast, light', 'Hoher Kontrast, hell'],
  'settings.window.theme.hcDark': ['High contrast, dark', 'Hoher Kontrast, dunkel'],
  'settings.window.onClose': ['Closing the window', 'Beim Schließen des Fensters'],
  'settings.window.onClose.about': [
    'Hide keeps Sundown watching from the tray. Quit ends it, and nothing watches any more.',
    'Ausblenden: Sundown wacht im Infobereich weiter. Beenden: Danach wacht nichts mehr.',
  ],
  'settings.window.onClose.hide': ['Hide', 'Ausblenden'],
  'settings.window.onClose.quit': ['Quit', 'Beenden'],
  'settings.window.destroyAfterSeconds': ['Free the memory of a hidden window after', 'Speicher eines verborgenen Fensters freigeben nach'],
  'settings.window.destroyAfterSeconds.about': [
    'A window hidden for so long is closed for good and built anew when you open it. Watching goes on all the time.',
    'Ein so lange verborgenes Fenster wird ganz geschlossen und beim Öffnen neu gebaut. Gewacht wird die ganze Zeit.',
  ],
  'settings.history.keepDays': ['Keep history for', 'Verlauf aufbewahren'],
  'settings.history.keepDays.about': [
    'Readings and events older than this are deleted. Reports of runs are kept.',
    'Ältere Messwerte und Ereignisse werden gelöscht. Berichte über Läufe bleiben.',
  ],
  'settings.history.maxMegabytes': ['Size of the history at most', 'Größe des Verlaufs höchstens'],
  'settings.history.maxMegabytes.about': [
    'When the history grows beyond this, its oldest readings are deleted first.',
    'Wird der Verlauf größer, werden zuerst die ältesten Messwerte gelöscht.',
  ],
  'settings.practice.speed': ['Speed of the practice office', 'Tempo des Übungsbüros'],
  'settings.practice.speed.about': [
    'How many times faster than real its clock runs.',
    'Um wie viel schneller als wirklich seine Uhr läuft.',
  ],
} as const satisfies Sentences;
