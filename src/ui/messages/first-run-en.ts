/** English words of the page that greets somebody who opens the pane for the first time. */
export const FIRST_RUN_EN = {
  title: 'Your budget, beside your sheet',
  points: [
    {
      title: 'Type in the yellow cells',
      text: 'Account strings and rows of other offices are locked. Everything you type is checked at once.',
    },
    {
      title: 'Watch what is left',
      text: 'The pane shows dollars and FTE left of every allocation, what to fix, and ways out.',
    },
    {
      title: 'Save as often as you like',
      text: 'Unfinished work can be saved. Submit when nothing is left to fix; the answer appears here.',
    },
  ],
  start: 'Start',
} as const;
