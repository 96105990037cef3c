/** How a submission's status looks in lists. */
export const STATUS_COLOURS = {
  submitted: 'brand',
  approved: 'success',
  returned: 'warning',
  rejected: 'danger',
  withdrawn: 'informative',
  reopened: 'warning',
  closed: 'informative',
} as const;
