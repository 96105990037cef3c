/**
 * Ways in which real Excel has been seen to misbehave, switched on by tests and by the workbench's page while the
 * stand-in runs. Each says where it comes from in behaviours.md. Counters count down as they take effect.
 */
export type Misbehaviour = {
  /** Milliseconds every batch takes on its way, as over a slow line to Excel on the web. */
  syncDelayMs: number;
  /** How many of the next change events are lost. */
  dropChangeEvents: number;
  /** How many of the next batches are never answered. The batch is still carried out when `hungBatchesAct`. */
  hangSyncs: number;
  hungBatchesAct: boolean;
  /**
   * The person is typing in a cell and has not committed: batches fail, those sent with `delayForCellEdit` wait
   * until this is false again.
   */
  isEditingCell: boolean;
  /** `unprotect` of a sheet that is not protected throws AccessDenied (a regression of June 2026). */
  unprotectNeedsProtection: boolean;
  /** Largest request and response in bytes; Excel on the web answers with an error beyond 5 MB. For tests: the native bridge heeds it. */
  payloadLimitBytes: number;
};

export function wellBehaved(): Misbehaviour {
  return {
    syncDelayMs: 0,
    dropChangeEvents: 0,
    hangSyncs: 0,
    hungBatchesAct: false,
    isEditingCell: false,
    unprotectNeedsProtection: false,
    payloadLimitBytes: Infinity,
  };
}
