/** English words for calls that gave no reply, by what was going on. */
export const FAILURES_EN = {
  safe: {
    loading: 'Nothing was changed.',
    saving:
      'Your figures are still in this sheet. Trying again is safe: the same save is never stored twice.',
    submitting: 'What you saved is safe. Trying again is safe: a budget is never submitted twice.',
    deciding: 'No decision was taken twice. Look at the submission again before you decide.',
    signingIn: 'Nothing was changed.',
    changing: 'Trying again is safe: the same change is never made twice.',
    merging: 'Approved budgets are untouched. Trying again is safe.',
  },
  unreachable: {
    loading: 'Sitebook cannot be reached.',
    saving: 'Not saved: Sitebook cannot be reached.',
    submitting: 'Not submitted: Sitebook cannot be reached.',
    deciding: 'Sitebook cannot be reached.',
    signingIn: 'Sitebook cannot be reached.',
    changing: 'Sitebook cannot be reached.',
    merging: 'Sitebook cannot be reached.',
  },
  checkNetwork: 'Check the network, then try again.',
  unsendable: 'Sitebook could not send this, by a fault of its own.',
  unexpected: 'Sitebook answered in a way this version does not understand.',
  reload: 'Reload. If it happens again, tell your administrator.',
} as const;
