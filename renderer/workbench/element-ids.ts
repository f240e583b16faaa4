/** Ids that tie a tab to the editor it shows. Keys carry characters that ids may not (`:`), so they are encoded. */
export function tabElementId(key: string): string {
  return `tab-${safe(key)}`;
}

export function editorElementId(key: string): string {
  return `editor-${safe(key)}`;
}

function safe(key: string): string {
  return key.replace(/[^a-z0-9]/gi, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`);
}
