/** Words about a submission that waited for the network past the due date. */
export const CLAIMS_EN = {
  lateClaim: (claimed: string, floor: string) =>
    `Arrived after the due date. Queued ${claimed} without a connection, by the sender’s computer; not before ${floor}, by this server.`,
  lateAccepted: 'Your district takes it as in time.',
  lateToDecide: 'Approving takes it as in time; sending back does not.',
} as const;
