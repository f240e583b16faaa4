/** What the help dialog and the table of startup times show. */
export const helpState = $state<{ open: boolean; startupTimes: Readonly<Record<string, number>> | undefined }>({
  open: false,
  startupTimes: undefined,
});
