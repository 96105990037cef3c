/** The query of what became of a version. */
export const stateKey = (version: number) => ['masterState', version] as const;
