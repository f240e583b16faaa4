/** Quotes one argument of an Exec line (Desktop Entry Specification, "The Exec key"). */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, (character) => `\\${character}`).replaceAll('%', '%%');
  // A backslash in a value is escaped once more by the format of the file itself.
  return /^[A-Za-z0-9_./=-]+$/.test(argument) ? argument : `"${escaped.replaceAll('\\', '\\\\')}"`;
}

/** The text of an autostart entry. */
export function desktopEntry(command: readonly string[], about: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Sundown',
    `Comment=${about}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
