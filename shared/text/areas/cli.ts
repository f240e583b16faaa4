import type { Sentences } from '../sentences.js';

export const cliText = {
  'cli.ups.unknownCommand': [
    'There is no command {given}. Commands are shutdown.return, shutdown.stayoff, shutdown.abort, selftest.start, selftest.stop, beeper.enable, beeper.disable, beeper.mute and outlet.GROUP.on, .off and .cycle; “ups commands” lists those of a UPS.',
    'Einen Befehl {given} gibt es nicht. Befehle sind shutdown.return, shutdown.stayoff, shutdown.abort, selftest.start, selftest.stop, beeper.enable, beeper.disable, beeper.mute und outlet.GRUPPE.on, .off und .cycle; „ups commands“ nennt die einer USV.',
  ],
  'cli.ups.delay': ['The output goes off after {seconds} s or more.', 'Der Ausgang geht nach {seconds} s oder später aus.'],
  'cli.ups.needsYes': [
    'Nothing was sent. Add --yes to give the command {name}.',
    'Es wurde nichts gesendet. Mit --yes wird der Befehl {name} gegeben.',
  ],
  'cli.usage.number': [
    '--{name} takes a whole number from {min} to {max}; it is "{given}".',
    '--{name} nimmt eine ganze Zahl von {min} bis {max}; angegeben ist „{given}“.',
  ],
  'cli.usage.scheme': [
    '{verb} takes {expected} addresses; "{given}" is another kind.',
    '{verb} nimmt {expected}-Adressen; „{given}“ ist von anderer Art.',
  ],
  'cli.secret.ask': ['Secret for {id} (not shown):', 'Geheimnis für {id} (wird nicht angezeigt):'],
  'cli.secret.nobody': [
    'Nobody is here to type a secret. Run this in a terminal, or set {name} in the environment.',
    'Niemand ist da, um ein Geheimnis einzugeben. Rufen Sie dies in einem Terminal auf oder setzen Sie {name} in der Umgebung.',
  ],
  'cli.secret.kept': ['The keychain now holds {id}.', 'Der Schlüsselbund enthält jetzt {id}.'],
  'cli.secret.forgotten': ['The keychain no longer holds {id}.', 'Der Schlüsselbund enthält {id} nicht mehr.'],
  'cli.secret.part': [
    '"{given}" is no secret id. Expected a connection id, or id.part with part one of {parts}.',
    '„{given}“ bezeichnet kein Geheimnis. Erwartet wird eine Verbindungs-Kennung oder kennung.teil mit {parts}.',
  ],
  'cli.config.made': [
    'Made {folder} with settings.json and an example plan. Its UPS at 192.0.2.10 is an example: enter the address of yours, then check with: sundown config validate --config {folder}',
    '{folder} mit settings.json und einem Beispielplan angelegt. Die USV unter 192.0.2.10 ist ein Beispiel: Tragen Sie die Adresse Ihrer eigenen ein und prüfen Sie mit: sundown config validate --config {folder}',
  ],
  'cli.config.there': [
    '{folder} holds a configuration already; nothing was changed.',
    '{folder} enthält schon eine Konfiguration; nichts wurde geändert.',
  ],
  'cli.config.good': ['The configuration in {folder} is in order.', 'Die Konfiguration in {folder} ist in Ordnung.'],
  'cli.run.needsYes': [
    'plan run shuts machines down now. Add --yes when that is what you want.',
    'plan run fährt jetzt Rechner herunter. Fügen Sie --yes hinzu, wenn Sie das wollen.',
  ],
  'cli.drill.needsYes': [
    'plan drill really shuts VMs down. Add --yes when that is what you want.',
    'plan drill fährt VMs wirklich herunter. Fügen Sie --yes hinzu, wenn Sie das wollen.',
  ],
  'cli.drill.needsWhat': [
    'What to drill is missing: --vm NAME[,NAME…], or --step ID for all VMs of one step.',
    'Es fehlt, was geprobt wird: --vm NAME[,NAME …] oder --step ID für alle VMs eines Schritts.',
  ],
  'cli.drill.twoWhats': ['Either --vm or --step, not both.', 'Entweder --vm oder --step, nicht beides.'],
  'cli.run.observer': [
    'Refused: this Sundown is an observer and never acts. To let it act, set "general.role": "coordinator" in {file}, or the role in the window.',
    'Abgelehnt: Dieses Sundown ist Beobachter und handelt nie. Soll es handeln, setzen Sie "general.role": "coordinator" in {file} oder die Rolle im Fenster.',
  ],
  'cli.run.notArmed': [
    'Refused: the plan is not armed, and --yes does not arm it. Set "general.armed": true in {file}, or arm the plan in the window; from then on a trigger starts it by itself, too.',
    'Abgelehnt: Der Plan ist nicht scharf, und --yes schaltet ihn nicht scharf. Setzen Sie "general.armed": true in {file} oder schalten Sie den Plan im Fenster scharf; von da an startet ihn auch ein Auslöser von selbst.',
  ],
  'cli.journal.none': ['There is no run "{id}" in the journal.', 'Im Journal gibt es keinen Lauf „{id}“.'],
  'cli.journal.empty': ['The journal holds no run yet.', 'Das Journal enthält noch keinen Lauf.'],
  'cli.watch.started': [
    'Sundown watches as {role} with {folder}. Ctrl+C ends it.',
    'Sundown wacht als {role} mit {folder}. Strg+C beendet es.',
  ],
  'cli.watch.noSettings': [
    'There is no settings.json in {folder}. Make one with: sundown config init --config {folder}',
    'In {folder} gibt es keine settings.json. Legen Sie eine an: sundown config init --config {folder}',
  ],
  'cli.watch.noUps': [
    'No UPS is set up: nothing is watched until there is one in settings.json.',
    'Keine USV ist eingerichtet: Nichts wird bewacht, bis in settings.json eine steht.',
  ],
  'cli.run.unfinished': [
    'The run is not over and nobody goes on with it. Start “sundown watch” or the desktop program with this folder to see it through.',
    'Der Lauf ist nicht zu Ende, und niemand führt ihn fort. Starten Sie „sundown watch“ oder das Programm mit diesem Ordner, um ihn zu beenden.',
  ],
  'cli.journal.unreadable': [
    'The journal {path} cannot be read ({reason}). It was left as it is.',
    'Das Journal {path} ist nicht lesbar ({reason}). Es blieb, wie es ist.',
  ],
  'cli.watch.stopped': ['Sundown stopped watching.', 'Sundown wacht nicht mehr.'],
  'cli.practice.opened': [
    'Practice office on loopback, speed {speed}×. Nothing outside this workstation is touched.',
    'Übungsbüro auf der Loopback-Schnittstelle, Tempo {speed}×. Außerhalb dieses Arbeitsplatzes wird nichts berührt.',
  ],
  'cli.practice.pulled': ['Practice: the plug is pulled.', 'Übung: Der Stecker ist gezogen.'],
  'cli.practice.restored': ['Practice: mains is back.', 'Übung: Der Strom ist wieder da.'],
  'cli.practice.verdict.good': [
    'Practice ended: every machine went down in order and all of them run again.',
    'Übung beendet: Alle Rechner gingen geordnet aus, und alle laufen wieder.',
  ],
  'cli.practice.verdict.down': [
    'Practice ended: every machine went down in order before the battery was empty.',
    'Übung beendet: Alle Rechner gingen geordnet aus, bevor die Batterie leer war.',
  ],
  'cli.practice.verdict.bad': [
    'Practice ended badly: {names} did not end as the plan says.',
    'Übung misslungen: {names} endeten nicht so, wie der Plan es sagt.',
  ],
  'cli.simulate.good': [
    '{outages, number} outages simulated from seed {seed}: no invariant was violated.',
    '{outages, number} Stromausfälle ab Startwert {seed} simuliert: Keine Invariante wurde verletzt.',
  ],
  'cli.simulate.bad': [
    '{violations, number} of {outages, number} simulated outages violated an invariant.',
    '{violations, number} von {outages, number} simulierten Stromausfällen verletzten eine Invariante.',
  ],
  'cli.simulate.fleet': [
    '{offices, number} offices with {supplies, number} UPSes for {hours, number} hours from seed {seed}: {outages, number} outages, {finished, number} runs finished in time, {bad, number} false or missed. Not counted as faults: {early, number} begun early because a device said so, {blind, number} begun because too few told of mains, {unknowable, number} losses that nothing told of, {tooShort, number} batteries that never held the plan.',
    '{offices, number} Büros mit {supplies, number} USVs über {hours, number} Stunden ab Startwert {seed}: {outages, number} Ausfälle, {finished, number} rechtzeitig beendete Läufe, {bad, number} falsch oder versäumt. Nicht als Fehler gezählt: {early, number} zu früh begonnen, weil ein Gerät es so sagte, {blind, number} begonnen, weil zu wenige vom Netz wussten, {unknowable, number} Verluste, die nichts ankündigte, {tooShort, number} Batterien, in die der Plan nie passte.',
  ],
  'cli.pin.hint': ['When it is the right one, repeat with --pin {presented}', 'Ist es der richtige, wiederholen Sie mit --pin {presented}'],
  'cli.doctor.node': ['Node.js {version}', 'Node.js {version}'],
  'cli.doctor.system': ['{platform} {release}', '{platform} {release}'],
  'cli.doctor.keychain': ['The keychain of this system answers.', 'Der Schlüsselbund dieses Systems antwortet.'],
  'cli.doctor.noKeychain': [
    'No keychain answers, so “sundown secret set” keeps nothing. Install and unlock one (GNOME Keyring, KWallet), or give each secret in the environment (that of ups1.auth as SUNDOWN_SECRET_UPS1_AUTH) or as a systemd credential.',
    'Kein Schlüsselbund antwortet, „sundown secret set“ legt also nichts ab. Installieren und entsperren Sie einen (GNOME Keyring, KWallet), oder geben Sie jedes Geheimnis in der Umgebung (das von ups1.auth als SUNDOWN_SECRET_UPS1_AUTH) oder als systemd-Credential.',
  ],
  'cli.doctor.givenSecrets': [
    'No keychain answers. Secrets come from the environment or from systemd credentials, and none can be stored here.',
    'Kein Schlüsselbund antwortet. Geheimnisse kommen aus der Umgebung oder als systemd-Credential; gespeichert werden kann hier keins.',
  ],
  'cli.doctor.ciphers': ['AES for SNMPv3 is there.', 'AES für SNMPv3 ist vorhanden.'],
  'cli.doctor.noCiphers': [
    'This build of Node.js lacks {names}, so SNMPv3 with privacy will not work. Use one from nodejs.org or your distribution.',
    'Diesem Node.js fehlt {names}, SNMPv3 mit Verschlüsselung geht also nicht. Nehmen Sie eines von nodejs.org oder Ihrer Distribution.',
  ],
  'cli.doctor.folder': ['{folder} can be written.', '{folder} ist beschreibbar.'],
  'cli.doctor.noFolder': [
    '{folder} cannot be written ({reason}), and the journal of a shutdown lies there. Let this user own it, or name another with --config DIR.',
    '{folder} ist nicht beschreibbar ({reason}), und dort liegt das Journal des Herunterfahrens. Geben Sie es diesem Benutzer, oder nennen Sie mit --config ORDNER ein anderes.',
  ],
  'cli.doctor.acts': [
    'By {file} this Sundown is coordinator and armed: it shuts down by itself.',
    'Laut {file} ist dieses Sundown Koordinator und scharf: Es fährt von selbst herunter.',
  ],
  'cli.doctor.notArmed': [
    'By {file} this Sundown is coordinator and not armed: it warns and shuts nothing down. “general.armed”: true changes that.',
    'Laut {file} ist dieses Sundown Koordinator und nicht scharf: Es warnt und fährt nichts herunter. „general.armed“: true ändert das.',
  ],
  'cli.doctor.observer': [
    'By {file} this Sundown is an observer: it warns and shuts nothing down. “general.role”: “coordinator” changes that.',
    'Laut {file} ist dieses Sundown Beobachter: Es warnt und fährt nichts herunter. „general.role“: „coordinator“ ändert das.',
  ],
  'cli.doctor.network': ['Network addresses: {addresses}.', 'Netzadressen: {addresses}.'],
  'cli.doctor.noNetwork': [
    'This workstation has no network address but loopback, so it reaches neither a UPS card nor a host. Connect it, or check its network settings.',
    'Dieser Arbeitsplatz hat außer Loopback keine Netzadresse und erreicht weder USV-Karten noch Hosts. Verbinden Sie ihn, oder prüfen Sie seine Netzeinstellungen.',
  ],
  'cli.doctor.time': ['The clock says {time}.', 'Die Uhr zeigt {time}.'],
  'cli.doctor.badTime': [
    'The clock says {time}, which cannot be right: certificates will be refused. Set it, best over the network (timedatectl set-ntp true).',
    'Die Uhr zeigt {time}; das kann nicht stimmen, Zertifikate würden abgelehnt. Stellen Sie sie, am besten über das Netz (timedatectl set-ntp true).',
  ],
  'cli.reading.charge': ['charge {charge, percent}', 'Ladung {charge, percent}'],
  'cli.reading.runtime': ['{runtime, duration} left', 'noch {runtime, duration}'],
  'cli.reading.load': ['load {load, percent}', 'Last {load, percent}'],
  'cli.forecast': ['The plan needs {needed, duration}. Verdict: {verdict}.', 'Der Plan braucht {needed, duration}. Urteil: {verdict}.'],
  'cli.role.coordinator': ['coordinator', 'Koordinator'],
  'cli.role.observer': ['observer', 'Beobachter'],
  'cli.role.standby': ['standby', 'Reserve'],
  'cli.line.powerConfirmed': ['The office is on battery.', 'Das Büro läuft auf Batterie.'],
  'cli.line.powerReturned': ['Mains is back.', 'Das Netz ist zurück.'],
  'cli.line.runStarted': ['The run starts.', 'Der Lauf beginnt.'],
  'cli.line.stepFinished': ['The step is finished.', 'Der Schritt ist beendet.'],
  'cli.line.pointOfNoReturnPassed': ['The point of no return is passed.', 'Der Punkt ohne Wiederkehr ist passiert.'],
  'cli.line.restoreStarted': ['The office is started again.', 'Das Büro wird wieder gestartet.'],
  'cli.line.runFinished': ['The run is finished.', 'Der Lauf ist beendet.'],
} as const satisfies Sentences;
